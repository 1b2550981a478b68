using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Media;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Tests.Media;
using EmpathyLedger.Tests.TestDoubles;
using ImageMagick;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Communities;

/// <summary>The pages about people and communities, as a browser without scripts meets them.</summary>
public sealed class CommunityJourneyTests(CommunityJourneyTests.Town town) : IClassFixture<CommunityJourneyTests.Town>
{
    private const string Riverside = "/communities/riverside";

    private PortalFixture Portal => town.Portal;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Riverside + "/people")]
    [InlineData(Riverside + "/settings")]
    [InlineData("/communities/new")]
    [InlineData("/communities/no-such-place")]
    public async Task PagesOfOthers_AreNotFound(string path)
    {
        using var stranger = await Portal.VisitAsAsync(Town.Stranger);
        using var answer = await stranger.GetAsync(path);
        var page = await TestVisitor.ReadAsync(answer);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("There is nothing here to read", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Face_IsForEverybody()
    {
        var page = await Portal.Visit().OpenAsync(Riverside);
        Assert.Equal("Riverside", page.QuerySelector("h1")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector($"a[href='/account/sign-in?returnUrl={Riverside}']"));
        Assert.NotNull(page.QuerySelector("a[href='/stories?community=riverside']"));
        Assert.Null(page.QuerySelector("form[action$='/ask']"));
    }

    [Fact]
    public async Task Asking_IsReadAndWelcomedByTheSteward()
    {
        var asking = await Portal.AddPersonAsync("Anna", "anna@example.org");
        using var anna = await Portal.VisitAsAsync("anna@example.org");
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        var asked = await PressAsync(anna, Riverside, $"form[action='{Riverside}/ask']", ("note", "My aunt lives on Mill Street."));
        Assert.NotNull(asked.QuerySelector("#asked time"));

        var people = await rosa.OpenAsync(Riverside + "/people");
        Assert.Contains("My aunt lives on Mill Street.", people.QuerySelector("#waiting")!.ParentElement!.TextContent, StringComparison.Ordinal);
        var answer = $"{Riverside}/people/{asking.ProfileId}/answer";
        var told = await PressAsync(rosa, people, Riverside + "/people", $"form[action='{answer}']", ("welcome", "yes"));
        Assert.Contains("They belong here now", told.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);

        var own = await anna.OpenAsync(Riverside + "/people");
        Assert.Contains("Anna (you)", own.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(own.QuerySelectorAll($"form[action^='{Riverside}']"));
    }

    [Fact]
    public async Task ButtonOfASteward_PressedByAMember_IsNotFound()
    {
        using var member = await Portal.VisitAsAsync(Town.Member);
        var page = await member.OpenAsync(Riverside);
        using var answer = await SendAsync(member, page, $"{Riverside}/people/{town.MemberActor.ProfileId}/roles", ("roles", "steward"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Button_WithoutTheFormsToken_IsRefused()
    {
        using var member = await Portal.VisitAsAsync(Town.Member);
        using var answer = await member.SendAsync(new HttpRequestMessage(HttpMethod.Post, Riverside + "/leave")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["sure"] = "yes" }),
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task LastSteward_IsToldWhatToDo()
    {
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        var told = await PressAsync(rosa, Riverside, $"form[action='{Riverside}/leave']", ("sure", "yes"));
        Assert.Contains("give somebody else the role", told.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_IsShownOnceAndLeadsThroughANewAccountIntoTheCommunity()
    {
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        var people = await rosa.OpenAsync(Riverside + "/people");
        var made = await PressAsync(rosa, people, Riverside + "/people", "form:has(input[value=invite])", ("Input.Way", "link"), ("Input.Email", ""), ("Input.Roles", "elder"), ("Input.Uses", "1"), ("Input.Days", "7"));
        var link = new Uri(made.QuerySelector<IHtmlInputElement>("#invitation-link")!.Value).PathAndQuery;
        Assert.Contains("Elder, once", made.QuerySelector("#invite")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(made.QuerySelector($"main a[href='{Riverside}/people#invite']"));
        Assert.DoesNotContain(link, (await rosa.OpenAsync(Riverside + "/people")).Body!.InnerHtml, StringComparison.Ordinal);

        using var newcomer = Portal.Visit();
        var invited = await newcomer.OpenAsync(link);
        Assert.Contains("You are invited to Riverside", invited.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        using var on = await SendAsync(newcomer, invited, link + "/remember", ("next", "register"));
        Assert.Equal("/account/register", on.Headers.Location!.ToString());
        using var registered = await newcomer.SubmitAsync(
            "/account/register", "register", ("Name", "Nova"), ("Email", "nova@example.org"), ("Password", PortalFixture.Password));
        var confirm = TestMail.LinkIn(await Portal.Mail.ReadAsync("nova@example.org", Cancellation));
        using var confirmed = await newcomer.SubmitAsync(confirm, "confirm", ("Password", PortalFixture.Password));
        Assert.EndsWith(link, confirmed.Headers.Location!.ToString(), StringComparison.Ordinal);

        var inside = await PressAsync(newcomer, link, "form:has(input[value=join])");
        Assert.Contains("You belong here now", inside.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        using var closed = await Portal.Visit().GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, closed.StatusCode);
    }

    [Fact]
    public async Task Invitation_ForSeveralElders_IsRefusedBesideTheField()
    {
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        var page = await rosa.OpenAsync(Riverside + "/people");
        var refused = await PressAsync(rosa, page, Riverside + "/people", "form:has(input[value=invite])", ("Input.Way", "link"), ("Input.Email", ""), ("Input.Roles", "elder"), ("Input.Uses", "20"), ("Input.Days", "7"));
        Assert.Contains("can't make Elders", refused.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("20", refused.QuerySelector<IHtmlInputElement>("input[name='Input.Uses']")!.Value);
        Assert.True(refused.QuerySelector<IHtmlInputElement>("input[name='Input.Roles'][value=elder]")!.IsChecked);
    }

    [Fact]
    public async Task Settings_ChangeTheWordsEverywhereAndKeepWhatWasTypedOnAnError()
    {
        using var rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        var (_, slug) = await Portal.Services.GetRequiredService<CommunityMembership>().FoundAsync(Portal.Steward, "The Shed", "", "", "Etc/UTC", Cancellation);
        var path = $"/communities/{slug}/settings";
        (string, string)[] words =
        [
            ("Input.Name", "The Shed"), ("Input.Description", "Four benches, one kettle."), ("Input.DataLocation", "The library"),
            ("Input.Themes", "Wood\nTools\nwood"), ("Input.IsListed", "true"), ("Input.HasColour", "true"), ("Input.Colour", "#FFEE00"),
            ("Input.One", ""), ("Input.One", ""), ("Input.One", "Old hand"), ("Input.One", ""),
            ("Input.Many", ""), ("Input.Many", ""), ("Input.Many", "Old hands"), ("Input.Many", ""),
        ];
        var page = await rosa.OpenAsync(path);
        var wrong = await PressAsync(rosa, page, path, "form:has(input[value=settings])", [.. words, ("Input.TimeZone", "Mars/Olympus")]);
        Assert.Contains("Australia/Darwin", wrong.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Old hand", wrong.QuerySelectorAll<IHtmlInputElement>("input[name='Input.One']").Select(input => input.Value));

        var saved = await PressAsync(rosa, wrong, path, "form:has(input[value=settings])", [.. words, ("Input.TimeZone", "Europe/Oslo")]);
        Assert.Contains("Saved.", saved.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("a little stronger", saved.QuerySelector("#colour-said")!.TextContent, StringComparison.Ordinal);
        var face = (await Portal.Visit().OpenAsync($"/communities/{slug}")).Body!.TextContent;
        Assert.Contains("Old hand", face, StringComparison.Ordinal);
        Assert.Contains("Four benches, one kettle.", face, StringComparison.Ordinal);
        var view = await Portal.Services.GetRequiredService<CommunityDirectory>().FindAsync(Portal.Steward, slug!, Cancellation);
        Assert.Equal(["Wood", "Tools"], view!.Themes);
        Assert.Equal("#ffee00", view.AccentColour);
    }

    [Fact]
    public async Task Profile_KeepsNamesLanguagesAndPicture()
    {
        await Portal.AddPersonAsync("Petra", "petra@example.org");
        using var petra = await Portal.VisitAsAsync("petra@example.org");
        var saved = await PressAsync(
            petra, "/account/profile", "form:has(input[value=profile])",
            ("Input.Name", "Petra Lund"), ("Input.OtherNames", "Pet\nPetra Berg"), ("Input.Languages", "English, Norwegian"));
        Assert.Contains("Petra Lund", saved.QuerySelector(".me")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("English\nNorwegian", saved.QuerySelector("#field-Languages")!.TextContent.Trim());

        var shown = await UploadAsync(petra, TestPictures.PhotoWithPlace(), "photo.jpg");
        var url = shown.QuerySelector<IHtmlImageElement>("img.square")!.GetAttribute("src")!;
        using var picture = await petra.GetAsync(url);
        Assert.Equal("image/webp", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", picture.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(picture.Headers.CacheControl!.Private);

        using var again = await petra.SendAsync(WithTag(url, picture.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var stranger = await Portal.Visit().SendAsync(WithTag(url, picture.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);

        var removed = await PressAsync(petra, shown, "/account/profile", "form:has(input[value=picture-remove])");
        Assert.Null(removed.QuerySelector("img.square[src]"));
        using var gone = await petra.GetAsync(url);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Upload_ThatCantBeTaken_IsSaidInWords()
    {
        using var member = await Portal.VisitAsAsync(Town.Member);
        var lying = await UploadAsync(member, TestPictures.Plain(MagickFormat.Png), "photo.jpg");
        Assert.Contains("it is another", lying.QuerySelector("[role=alert] p")!.TextContent, StringComparison.Ordinal);
        var large = await UploadAsync(member, new byte[Pictures.LargestUpload + 1], "photo.jpg");
        Assert.Contains("larger than 8 MB", large.QuerySelector("[role=alert] p")!.TextContent, StringComparison.Ordinal);
    }

    private static HttpRequestMessage WithTag(string url, EntityTagHeaderValue tag) =>
        new(HttpMethod.Get, url) { Headers = { IfNoneMatch = { tag }, Accept = { new("image/webp") } } };

    private static async Task<IHtmlDocument> UploadAsync(TestVisitor visitor, byte[] content, string fileName)
    {
        var page = await visitor.OpenAsync("/account/profile");
        using var form = new MultipartFormDataContent();
        foreach (var input in page.QuerySelector("form:has(input[type=file])")!.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]"))
        {
            form.Add(new StringContent(input.Value), input.Name!);
        }

        form.Add(new ByteArrayContent(content), "picture", fileName);
        return await FollowAsync(visitor, await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/profile") { Content = form }));
    }

    private static async Task<IHtmlDocument> PressAsync(TestVisitor visitor, string path, string form, params (string Name, string Value)[] fields) =>
        await PressAsync(visitor, await visitor.OpenAsync(path), path, form, fields);

    private static async Task<IHtmlDocument> PressAsync(
        TestVisitor visitor, IHtmlDocument page, string path, string form, params (string Name, string Value)[] fields)
    {
        var drawn = page.QuerySelector(form) ?? throw new InvalidOperationException($"No {form} in {page.Body!.TextContent}");
        var hidden = drawn.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => (input.Name!, input.Value));
        var action = drawn.GetAttribute("action") is { Length: > 0 } own ? own : path;
        return await FollowAsync(visitor, await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = Encode([.. hidden, .. fields]) }));
    }

    private static async Task<HttpResponseMessage> SendAsync(TestVisitor visitor, IHtmlDocument page, string action, params (string, string)[] fields)
    {
        var token = page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        return await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = Encode([("__RequestVerificationToken", token), .. fields]) });
    }

    private static FormUrlEncodedContent Encode((string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static async Task<IHtmlDocument> FollowAsync(TestVisitor visitor, HttpResponseMessage answer)
    {
        using (answer)
        {
            return answer.Headers.Location is { } on
                ? await visitor.OpenAsync(on.IsAbsoluteUri ? on.PathAndQuery : on.ToString())
                : await TestVisitor.ReadAsync(answer);
        }
    }

    public sealed class Town(Database.LedgerServerFixture server) : IAsyncLifetime
    {
        public const string Member = "mika@example.org";
        public const string Stranger = "stina@example.org";

        public PortalFixture Portal { get; } = new(server);

        public Core.Database.Actor MemberActor { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Portal.InitializeAsync();
            await Portal.SetUpAsync();
            MemberActor = await Portal.AddPersonAsync("Mika", Member);
            await Portal.AddPersonAsync("Stina", Stranger);
            var membership = Portal.Services.GetRequiredService<CommunityMembership>();
            await membership.AskToJoinAsync(MemberActor, Portal.CommunityId, null, Cancellation);
            await membership.AnswerMembershipAsync(Portal.Steward, Portal.CommunityId, MemberActor.ProfileId!.Value, true, Cancellation);
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
