using Bunit;
using EmpathyLedger.Web.Components.Insights;

namespace EmpathyLedger.Tests.Insights.Page;

/// <summary>A chart's numbers for those who don't look at pictures.</summary>
public sealed class ChartCardTests : BunitContext
{
    private static readonly ChartModel Themes = new(
        ChartKind.Bars, ["Water", "Work"],
        [new ChartSeries("This period", [3, 1200]), new ChartSeries("The period before", [0, 4], SeriesTone.Earlier)]);

    public ChartCardTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void Table_HasWhatTheModelHas()
    {
        var card = Show(Themes);

        Assert.Equal(["Theme", "This period", "The period before"], card.FindAll("thead th").Select(cell => cell.TextContent));
        Assert.Equal(
            [["Water", "3", "0"], ["Work", "1,200", "4"]],
            card.FindAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray()));
        Assert.All(card.FindAll("thead th"), head => Assert.Equal("col", head.GetAttribute("scope")));
        Assert.All(card.FindAll("tbody th"), head => Assert.Equal("row", head.GetAttribute("scope")));
        Assert.Equal("What they are about. Stories by theme.", card.Find("caption").TextContent);
    }

    [Fact]
    public void Picture_IsForEyesAlone_AndTheCardIsNamed()
    {
        var card = Show(Themes);
        Assert.Equal("true", card.Find(".chart").GetAttribute("aria-hidden"));
        Assert.Equal("What they are about", card.Find($"#{card.Find("section").GetAttribute("aria-labelledby")}").TextContent);
    }

    [Fact]
    public void NothingToShow_IsSaidInsteadOfDrawn()
    {
        var card = Show(new ChartModel(ChartKind.Bars, ["Water"], [new ChartSeries("This period", [0])]));
        Assert.Equal("No theme was named.", card.Find(".empty").TextContent);
        Assert.Empty(card.FindAll("table, .chart"));
    }

    [Fact]
    public void Rows_LeadToTheirStoriesWhereThereAreSome()
    {
        var card = Show(Themes, ["/behind?theme=Water", null]);
        var link = Assert.Single(card.FindAll("tbody a"));
        Assert.Equal(("/behind?theme=Water", "Water"), (link.GetAttribute("href"), link.TextContent));
    }

    [Fact]
    public void Note_StandsWithTheChart() =>
        Assert.Equal("Nothing before.", Show(Themes with { Note = "Nothing before." }).Find(".note").TextContent);

    [Fact]
    public void File_IsLinkedOrSaidToBeNone()
    {
        Assert.Equal("There is no file of these numbers: they stay in the community.", Show(Themes).Find(".file").TextContent.Trim());
        var link = Show(Themes, file: "/download.csv?cut=theme").Find(".file a");
        Assert.Equal(("/download.csv?cut=theme", "A file (CSV)"), (link.GetAttribute("href"), link.TextContent));
        Assert.True(link.HasAttribute("download"));
    }

    /// <summary>What the picture's element follows.</summary>
    [Fact]
    public void Picture_IsToldTheNumbersApartFromWhatSeldomChanges()
    {
        var chart = Show(Themes).Find(".chart");
        Assert.Equal("3,1200;0,4", chart.GetAttribute("data-values"));
        Assert.Equal(
            """{"kind":1,"categories":["Water","Work"],"series":[{"name":"This period","tone":0},{"name":"The period before","tone":1}]}""",
            chart.GetAttribute("data-frame"));
    }

    [Fact]
    public void SameNumbers_AreNotDrawnAgain_AndAnyOtherAre()
    {
        var card = Show(Themes);
        void Give(ChartModel model) => card.Render(with => with.Add(x => x.Card, Card(model)));

        Give(Themes with { Categories = [.. Themes.Categories] });
        Assert.Equal(1, card.RenderCount);
        foreach (var changed in new[]
        {
            Themes with { Series = [Themes.Series[0] with { Values = [3, 1201] }, Themes.Series[1]] },
            Themes with { Series = [Themes.Series[0]] },
            Themes with { Categories = ["Water", "Wool"] },
            Themes with { Note = "Nothing before." },
        })
        {
            var rendered = card.RenderCount;
            Give(changed);
            Assert.Equal(rendered + 1, card.RenderCount);
        }
    }

    private static InsightCard Card(ChartModel model, IReadOnlyList<string?>? links = null, string? file = null) =>
        new("themes", "What they are about", "Theme", "Stories by theme.", "No theme was named.", model, links: links, file: file, fileWords: "A file (CSV)");

    private IRenderedComponent<ChartCard> Show(ChartModel model, IReadOnlyList<string?>? links = null, string? file = null) =>
        Render<ChartCard>(with => with.Add(x => x.Card, Card(model, links, file)));
}
