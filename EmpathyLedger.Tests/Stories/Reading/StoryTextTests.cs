using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Bunit;
using CsCheck;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Stories.Reading;

namespace EmpathyLedger.Tests.Stories.Reading;

public sealed class StoryTextTests
{
    private static readonly HashSet<string> Elements = ["div", "p", "h2", "h3", "blockquote", "ul", "ol", "li", "strong", "em", "a"];
    private static readonly HashSet<string> Attributes = ["dir", "lang", "class", "href", "rel"];

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "\u0001javascript:alert(1)", "javascript&colon;alert(1)",
        "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "blob:https://x/y", "file:///etc/passwd", "//evil.example",
        "/stories", "https://ok.example/\"onmouseover=\"alert(1)", "https://ok.example/'><script>", "http://ok.example", "mailto:a@b.example",
        "mailto:a@b.example?body=<script>", "https://user:pass@ok.example", "http://[::1", "&lt;script&gt;", "]]>", "<!--", "-->", "</div>", "\u202E", "\u0000",
        "{{constructor.constructor('alert(1)')()}}", "<style>*{display:none}</style>", "<iframe srcdoc='<script>'>", "rtl\" onclick=\"alert(1)",
    ];

    [Fact]
    public void Words_OfAnyDelta_HoldNothingActive()
    {
        using var context = new BunitContext();
        DeltaGen().Sample(delta => AssertInert(Render(context, delta)), iter: 600, threads: 1);
    }

    [Fact]
    public void Words_OfEachHostileText_AreShownAsText()
    {
        using var context = new BunitContext();
        foreach (var text in Hostile)
        {
            var delta = JsonSerializer.Serialize(new
            {
                ops = new object[]
                {
                    new { insert = text, attributes = new { link = text, bold = true } },
                    new { insert = "\n", attributes = new { align = text, direction = text, header = text, list = text } },
                },
            });
            var words = Render(context, delta);
            AssertInert(words);
            if (!text.Contains('\n') && !text.Contains('\0') && !string.IsNullOrWhiteSpace(text))
            {
                Assert.Contains(text, words.TextContent, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"ops\":null}")]
    [InlineData("{\"ops\":[null,1,\"x\",{},{\"insert\":null},{\"insert\":{\"image\":\"data:image/png;base64,x\"}}]}")]
    [InlineData("{\"ops\":[{\"insert\":\"\\ud800\"}]}")]
    public void Document_OfWhatIsNoStory_IsEmpty(string delta) => Assert.True(StoryDocument.Parse(delta).IsEmpty);

    [Fact]
    public void Words_OfEveryShape_AreDrawnAsThatShape()
    {
        using var context = new BunitContext();
        var words = Render(context, """
            {"ops":[{"insert":"The road"},{"insert":"\n","attributes":{"header":1}},{"insert":"Then"},{"insert":"\n","attributes":{"header":3,"align":"center"}},
            {"insert":"It was "},{"insert":"wet","attributes":{"bold":true,"italic":true}},{"insert":".\n\nHe said"},{"insert":"\n","attributes":{"blockquote":true}},
            {"insert":"twice"},{"insert":"\n","attributes":{"blockquote":true}},{"insert":"see","attributes":{"link":"https://example.org/a?b=1&c=2"}},
            {"insert":"\nمرحبا"},{"insert":"\n","attributes":{"direction":"rtl","align":"right"}}]}
            """);
        Assert.Equal(
            """
            <h2 dir="auto">The road</h2><h3 dir="auto" class="to-center">Then</h3><p dir="auto">It was <strong><em>wet</em></strong>.</p>
            <blockquote><p dir="auto">He said</p><p dir="auto">twice</p></blockquote>
            <p dir="auto"><a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow">see</a></p><p dir="rtl" class="to-right">مرحبا</p>
            """.ReplaceLineEndings(""),
            words.InnerHtml);
    }

    [Fact]
    public void Lists_ByIndent_AreNested()
    {
        using var context = new BunitContext();
        var lines = new (string Words, string List, int Indent)[]
        {
            ("a", "bullet", 0), ("b", "bullet", 3), ("c", "bullet", 3), ("d", "ordered", 3), ("e", "bullet", 1), ("f", "ordered", 0), ("g", "ordered", 1),
        };
        var ops = new JsonArray();
        foreach (var (text, list, indent) in lines)
        {
            ops.Add(new JsonObject { ["insert"] = text });
            ops.Add(new JsonObject { ["insert"] = "\n", ["attributes"] = new JsonObject { ["list"] = list, ["indent"] = indent } });
        }

        Assert.Equal(
            "<ul><li>a<ul><li>b</li><li>c</li></ul><ol><li>d</li></ol><ul><li>e</li></ul></li></ul><ol><li>f<ol><li>g</li></ol></li></ol>",
            Render(context, new JsonObject { ["ops"] = ops }.ToJsonString()).InnerHtml.Replace(" dir=\"auto\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_OfAnyIndents_KeepEveryItemOnceAndInOrder()
    {
        using var context = new BunitContext();
        Gen.Select(Gen.Int[-3, 40], Gen.Bool).Array[0, 30].Sample(
            items =>
            {
                var ops = items.SelectMany((item, i) => new object[]
                {
                    new { insert = $"({i})" },
                    new { insert = "\n", attributes = new { list = item.Item2 ? "ordered" : "bullet", indent = item.Item1 } },
                });
                var words = Render(context, JsonSerializer.Serialize(new { ops }));
                Assert.Equal(string.Concat(items.Select((_, i) => $"({i})")), words.TextContent);
                Assert.Equal(items.Length, words.QuerySelectorAll("li").Length);
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Line_OfARightToLeftStory_RunsAsItsLettersDo()
    {
        using var context = new BunitContext();
        var words = context.Render<StoryText>(with => with
            .Add(x => x.Document, StoryDocument.Parse("""{"ops":[{"insert":"Bedford كانت\nOnly Latin\n"}]}"""))
            .Add(x => x.IsRightToLeft, true)
            .Add(x => x.Language, "ar"));
        Assert.Equal(["rtl", "auto"], words.FindAll("p").Select(line => line.GetAttribute("dir")));
    }

    private static IElement Render(BunitContext context, string delta) =>
        context.Render<StoryText>(with => with.Add(x => x.Document, StoryDocument.Parse(delta))).Find("div");

    private static void AssertInert(IElement words)
    {
        foreach (var element in words.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, Elements);
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(attribute.Name, Attributes);
                switch (attribute.Name)
                {
                    case "href":
                        Assert.Matches("^(https?://|mailto:)", attribute.Value);
                        Assert.Equal("noopener nofollow", element.GetAttribute("rel"));
                        break;
                    case "class":
                        Assert.Matches("^to-(left|center|right|justify)$", attribute.Value);
                        break;
                    case "dir":
                        Assert.Matches("^(auto|rtl)$", attribute.Value);
                        break;
                }
            }
        }
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static Gen<string> DeltaGen()
    {
        var text = Gen.OneOf(OneOf(Hostile), Gen.String[0, 12], OneOf("\n", "\n\n", "words\nmore"));
        var name = OneOf(
            "link", "bold", "italic", "header", "list", "indent", "align", "direction", "blockquote", "code-block", "onclick", "style", "class", "src", "background");
        var value = Gen.OneOf(
            text.Select(words => (JsonNode?)JsonValue.Create(words)),
            Gen.Int[-2, 9].Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
            OneOf("ordered", "bullet", "rtl", "center", "right").Select(word => (JsonNode?)JsonValue.Create(word)),
            Gen.Const((JsonNode?)null));
        var attributes = Gen.Select(name, value).Array[0, 4].Select(pairs =>
        {
            var made = new JsonObject();
            foreach (var (key, node) in pairs)
            {
                made[key] = node?.DeepClone();
            }

            return made;
        });
        var op = Gen.Select(text, attributes, Gen.Int[0, 9]).Select((words, shape, kind) => kind switch
        {
            0 => new JsonObject { ["insert"] = new JsonObject { ["image"] = words }, ["attributes"] = shape.DeepClone() },
            1 => new JsonObject { ["insert"] = "\n", ["attributes"] = shape.DeepClone() },
            _ => new JsonObject { ["insert"] = words, ["attributes"] = shape.DeepClone() },
        });
        return op.Array[0, 12].Select(ops => new JsonObject { ["ops"] = new JsonArray([.. ops.Select(one => one.DeepClone())]) }.ToJsonString());
    }
}
