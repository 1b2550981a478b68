using System.Security.Claims;
using Bunit;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Live;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Reviews;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Reviews;

/// <summary>Mary decides about a story of Joan's, press by press, against a real ledger.</summary>
public sealed class DecisionPanelTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private readonly BunitContext _page = new();
    private readonly LedgerEvents _events = new(NullLogger<LedgerEvents>.Instance);
    private BunitJSModuleInterop _script = null!;
    private ReviewTown _town = null!;
    private SentStory _story = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _town = await ReviewTown.BuildAsync(ledger);
        _story = await _town.SendAsync(audience: "public");
        _page.Services.AddSingleton(_town.Reviews);
        _page.Services.AddSingleton(new Standings(ledger.Database));
        _page.Services.AddSingleton(_events);
        _page.Services.AddSingleton(TimeProvider.System);
        _page.Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        _page.Services.AddScoped<ViewerClock>();
        _page.Services.AddScoped<CurrentActor>();
        _page.AddAuthorization().SetAuthorized("Mary").SetClaims(
            new Claim(ClaimTypes.NameIdentifier, _town.Mary.ProfileId.ToString()!), new Claim(AccountClaims.SessionId, _town.Mary.SessionId.ToString()!));
        _page.SetRendererInfo(new RendererInfo("Server", true));
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _script = _page.JSInterop.SetupModule("./Components/Reviews/DecisionPanel.razor.js");
        _script.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync() => await _page.DisposeAsync();

    [Fact]
    public async Task Approve_BeforeYes_CountsForNothing_AndGoBackLeadsBack()
    {
        var panel = await OpenAsync();

        await PressAsync(panel, "It may be told");
        Assert.Contains("You are saying: this story may be told, to everyone.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(_story.VersionId));

        await PressAsync(panel, "Go back");
        Assert.Equal("What do you say?", panel.Find("h2").TextContent);

        await PressAsync(panel, "It may be told");
        await PressAsync(panel, "Yes");
        Assert.Equal("What you have said", panel.Find("h2").TextContent);
        Assert.Equal(ClearanceState.Approved, await _town.StateAsync(_story.VersionId));
        Assert.Equal(["/reviews", 0], _script.VerifyInvoke("count").Arguments);
    }

    [Fact]
    public async Task AskForAChange_WithoutWords_AsksForThem_AndRepeatsThemBeforeYes()
    {
        var panel = await OpenAsync();
        await PressAsync(panel, "Ask for a change");

        await panel.InTurnAsync(page => page.Find("form").SubmitAsync());
        Assert.Contains("Please write a few words", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("[data-note]", _script.VerifyInvoke("lead").Arguments[1]);

        await panel.InTurnAsync(page => page.Find("[data-note]").InputAsync("Leave out the name of the house."));
        await panel.InTurnAsync(page => page.Find("form").SubmitAsync());
        Assert.Equal("Leave out the name of the house.", panel.Find("blockquote").TextContent);
        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(_story.VersionId));

        await PressAsync(panel, "Go back");
        Assert.Equal("Leave out the name of the house.", panel.Find("[data-note]").GetAttribute("value"));
        await panel.InTurnAsync(page => page.Find("form").SubmitAsync());
        await PressAsync(panel, "Yes");

        Assert.Equal(ClearanceState.ChangesAsked, await _town.StateAsync(_story.VersionId));
        Assert.Contains(_script.Invocations, call => call.Identifier == "forget");
    }

    [Fact]
    public async Task Conditions_AreTickedOneByOneWithAYesEach()
    {
        var panel = await OpenAsync();
        await PressAsync(panel, "It may be told, if…");
        await panel.InTurnAsync(page => page.Find("[data-condition]").InputAsync("Ask her sister"));
        await panel.InTurnAsync(page => page.Find("form").SubmitAsync());
        await PressAsync(panel, "Yes");
        Assert.Equal(ClearanceState.Conditional, await _town.StateAsync(_story.VersionId));

        await PressAsync(panel, "This is done: Ask her sister");
        Assert.Contains("You are saying: this is done.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(ClearanceState.Conditional, await _town.StateAsync(_story.VersionId));
        await PressAsync(panel, "Yes");
        Assert.Equal(ClearanceState.Approved, await _town.StateAsync(_story.VersionId));

        await PressAsync(panel, "Take it back");
        await PressAsync(panel, "Go back");
        Assert.Equal(ClearanceState.Approved, await _town.StateAsync(_story.VersionId));
        await PressAsync(panel, "Take it back");
        await PressAsync(panel, "Yes");
        Assert.Equal("What do you say?", panel.FindAll("h2")[^1].TextContent);
        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(_story.VersionId));
    }

    [Fact]
    public async Task Writing_AfterALostCircuit_ComesBackAsItWas()
    {
        _script.Setup<KeptWords?>("restore", _ => true).SetResult(new KeptWords("Decline", "It is her mother's to tell.", []));
        var panel = await OpenAsync();

        await panel.WaitForAssertionAsync(() => Assert.Equal("Why should it not be told?", panel.Find("h2").TextContent));
        Assert.Equal("It is her mother's to tell.", panel.Find("[data-note]").GetAttribute("value"));
        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(_story.VersionId));
    }

    [Fact]
    public async Task ANewerCopy_WhileWriting_IsSaidAndTheWordsStayOnThePage()
    {
        var panel = await OpenAsync();
        await PressAsync(panel, "It should not be told");
        await panel.InTurnAsync(page => page.Find("[data-note]").InputAsync("It is her mother's to tell."));
        var newer = await _town.SendAgainAsync(_story.Teller, _story.StoryId, 1);
        _events.Raise(new LedgerEvent(LedgerEventKind.ReviewChanged, _story.StoryId, _town.River, null));

        await panel.WaitForAssertionAsync(() => Assert.Contains("The teller has sent a newer copy.", panel.Markup, StringComparison.Ordinal));
        Assert.Equal("It is her mother's to tell.", panel.Find("blockquote").TextContent);
        Assert.Equal($"/reviews/{newer}", panel.Find("a.btn").GetAttribute("href"));
    }

    [Fact]
    public async Task Yes_OfARemovedElder_IsRefusedWithTheReason()
    {
        var panel = await OpenAsync();
        await PressAsync(panel, "It may be told");
        await _town.AskAsync(_town.Steward, "select app.end_membership($1, $2)", _town.River, _town.Mary.ProfileId);

        await PressAsync(panel, "Yes");

        Assert.Contains("you are not among the elders of River any more", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(ClearanceState.Waiting, await _town.StateAsync(_story.VersionId));
    }

    [Fact]
    public async Task Yes_InASecondWindow_ShowsWhatWasSaidInTheFirst()
    {
        var panel = await OpenAsync();
        await PressAsync(panel, "It should not be told");
        await panel.InTurnAsync(page => page.Find("[data-note]").InputAsync("No."));
        await panel.InTurnAsync(page => page.Find("form").SubmitAsync());
        await _town.SayAsync(_town.Mary, _story.VersionId, DecisionKind.Approve);

        await PressAsync(panel, "Yes");

        Assert.Contains("you have already said something", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("this story may be told, to everyone", panel.Markup, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<DecisionPanel>> OpenAsync()
    {
        var reading = await _town.Reviews.OpenAsync(_town.Mary, _story.VersionId, Cancellation);
        var standing = await _town.Reviews.GetStandingAsync(_town.Mary, _story.StoryId, _story.VersionId, _town.River, Cancellation);
        var panel = _page.Render<DecisionPanel>(parameters => parameters
            .Add(p => p.StoryId, _story.StoryId)
            .Add(p => p.VersionId, _story.VersionId)
            .Add(p => p.Seat, reading!.Story.Seats[0])
            .Add(p => p.Audience, PrivacyLevel.Public)
            .Add(p => p.Initial, standing));

        // The script is asked after the last drawing, so there is no drawing to wait for.
        while (!await panel.InvokeAsync(() => Task.FromResult(_script.Invocations.Any(call => call.Identifier == "restore"))))
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return panel;
    }

    private static async Task PressAsync(IRenderedComponent<DecisionPanel> panel, string words) =>
        await panel.InTurnAsync(page => page.FindAll("button").Single(button => button.TextContent.Trim() == words).ClickAsync());
}
