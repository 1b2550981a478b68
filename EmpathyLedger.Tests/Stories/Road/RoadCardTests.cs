using Bunit;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Stories.Road;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EmpathyLedger.Tests.Stories.Road;

public sealed class RoadCardTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly ChosenCommunity River = new(
        Guid.NewGuid(), "Saltbush River", "saltbush-river", "UTC", RoleNames.Plain.Elder, true, 2);

    private static readonly ChosenCommunity Shed = new(
        Guid.NewGuid(), "The North Shed", "north-shed", "UTC", new RoleName("Old hand", "Old hands"), true, 0);

    private static readonly StoryStanding Draft = new(
        Guid.NewGuid(), true, StoryStage.Draft, 3, "Gravy", true, PrivacyLevel.Community, PrivacyLevel.Private, false, false, null, Now,
        null, null, null, false, null, null, [River]);

    public RoadCardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor());
        Services.AddScoped<ViewerClock>();
    }

    [Fact]
    public void Draft_WithEverything_CanBeSentOrDeleted()
    {
        var card = Show(Draft);
        Assert.Equal(["Send to the elders", "Put it away", "Delete this draft for good"], Buttons(card));
        Assert.Equal(4, card.FindAll(".checks .live").Count);
    }

    [Fact]
    public void Draft_ForItsTellerAlone_OffersNoSendingAndSaysWhy()
    {
        var card = Show(Draft with { Wished = PrivacyLevel.Private });
        Assert.DoesNotContain("Send to the elders", Buttons(card));
        Assert.Contains("It stays yours alone", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Draft_ForChosenPeople_IsNotReadyWhileNobodyIsChosen()
    {
        var people = Draft with { Wished = PrivacyLevel.People };
        Assert.Equal("Somebody who may read it", Show(people, with => with.Add(x => x.IsNobodyChosen, true)).Find("[data-way=audience]").TextContent);
        Assert.Contains("May be read by the people you chose", Show(people).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sending_IsAskedOnceMore_AndGoesOnlyOnYes()
    {
        Sending? sent = null;
        var card = Show(Draft, with => with.Add(x => x.OnSend, sending => sent = sending));
        Press(card, "Send to the elders");
        Assert.Contains("one of the elders decides; 2 are there to ask", card.Find(".confirm").TextContent, StringComparison.Ordinal);
        Press(card, "Go back");
        Assert.Null(sent);

        Press(card, "Send to the elders");
        card.FindAll(".confirm input[type=radio]")[1].Change(true);
        card.Find("#send-note").Change("I left the name out.");
        Press(card, "Yes, send it");
        Assert.Equal(new Sending(PublishingWish.WhenApproved, "I left the name out."), sent);
        Assert.Empty(card.FindAll(".confirm"));
    }

    [Fact]
    public void Sending_WithADateThatIsNotAhead_IsRefusedInWords()
    {
        Sending? sent = null;
        var card = Show(Draft, with => with.Add(x => x.OnSend, sending => sent = sending));
        Press(card, "Send to the elders");
        card.FindAll(".confirm input[type=radio]")[2].Change(true);
        card.Find("#publish-day").Change("2026-11-22");
        Press(card, "Yes, send it");
        Assert.Null(sent);
        Assert.NotEmpty(card.Find(".confirm [role=alert]").TextContent);

        card.Find("#publish-day").Change("2026-12-03");
        Press(card, "Yes, send it");
        Assert.Equal(PublishingWish.On(new DateTimeOffset(2026, 12, 3, 8, 0, 0, TimeSpan.Zero)), sent?.Wish);
    }

    [Fact]
    public void Sending_WhereNobodyElseCouldSayYes_OffersToInvite_InTheCommunitysWords()
    {
        var card = Show(Draft with { Communities = [Shed] });
        Press(card, "Send to the Old hands");
        var invite = card.Find(".confirm a");
        Assert.Equal(("Invite an Old hand", "/communities/north-shed/people"), (invite.TextContent, invite.GetAttribute("href")));
    }

    [Fact]
    public void WithTheElders_SaysWhatWasSaid_AndCanBeTakenBack()
    {
        var card = Show(WithElders(ClearanceState.Conditional, new StandingDecision(
            Guid.NewGuid(), "Mary Cole", DecisionKind.ApproveWithConditions, "Well told.", Now, [new ReviewCondition(Guid.NewGuid(), "Leave out the surname", null)])));
        Assert.Equal(["Take it back from the elders", "Put it away"], Buttons(card));
        Assert.Equal("Well told.", card.Find("blockquote").TextContent);
        Assert.Contains("Leave out the surname, to be seen to", card.Find(".said .checks").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Declined_CanBeAnsweredKeptOrTakenBack()
    {
        var card = Show(WithElders(ClearanceState.Declined) with { Stage = StoryStage.Declined });
        Assert.Equal(["Send it again to the elders", "Keep it for myself", "Take it back from the elders", "Put it away"], Buttons(card));
    }

    [Fact]
    public void Approved_IsPublishedOnYes()
    {
        RoadAct? act = null;
        var card = Show(
            WithElders(ClearanceState.Approved) with { Stage = StoryStage.Approved }, with => with.Add(x => x.OnAct, step => act = step));
        Assert.Equal(["Publish it now", "Choose a date", "Take it back from the elders", "Put it away"], Buttons(card));
        Press(card, "Publish it now");
        Press(card, "Yes, publish it");
        Assert.Equal(RoadAct.Publish, act);
    }

    [Fact]
    public void Scheduled_SaysTheDay()
    {
        var card = Show(WithElders(ClearanceState.Approved) with { Stage = StoryStage.Scheduled, PublishAt = Now.AddDays(30) });
        Assert.Equal("Will be published on 22 December 2026 at 09:00", card.Find(".chip").TextContent.Trim());
        Assert.Contains("Change the date", Buttons(card));
    }

    [Fact]
    public void Published_IsWithdrawnInOneStepWithOneQuestion()
    {
        RoadAct? act = null;
        var card = Show(Published, with => with.Add(x => x.OnAct, step => act = step));
        Assert.Equal(["Withdraw this story", "Put it away"], Buttons(card));
        Press(card, "Withdraw this story");
        Assert.Contains("gone for everybody else at once", card.Find(".confirm").TextContent, StringComparison.Ordinal);
        Press(card, "Yes, withdraw it");
        Assert.Equal(RoadAct.Withdraw, act);
    }

    [Fact]
    public void Published_WithNewerWords_CanTakeTheOldOneDown()
    {
        Assert.Contains("Take the old one down now", Buttons(Show(Published with { Stage = StoryStage.Draft, Revision = 4 })));
        Assert.DoesNotContain("Take the old one down now", Buttons(Show(Published)));
    }

    [Fact]
    public void Published_WithAWiderWish_CanBeSentAgain() =>
        Assert.Contains("Send it again to the elders", Buttons(Show(Published with { Wished = PrivacyLevel.Public })));

    [Fact]
    public void PutAway_OffersOneThing() =>
        Assert.Equal(["Bring it back"], Buttons(Show(Published with { IsOpen = false, ArchivedAt = Now })));

    [Fact]
    public void TakenBack_CanBeSentAgainButNotWithdrawnTwice()
    {
        var card = Show(Published with { Stage = StoryStage.Draft, IsOpen = false, WithdrawnAt = Now });
        Assert.Equal("Taken back", card.Find(".chip").TextContent.Trim());
        Assert.Equal(["Send it again to the elders", "Put it away"], Buttons(card));
    }

    [Fact]
    public void ForChosenPeople_WithoutACommunity_IsPublishedWithoutElders()
    {
        var card = Show(Draft with { Wished = PrivacyLevel.People, Communities = [] });
        Assert.Equal(["Publish it now", "Put it away", "Delete this draft for good"], Buttons(card));
    }

    [Fact]
    public void BeforeTheCircuit_NoButtonCanBePressed() =>
        Assert.All(Show(Published, with => with.Add(x => x.IsBusy, true)).FindAll("button"), button => Assert.True(button.HasAttribute("disabled")));

    [Fact]
    public void EveryOutcome_HasASentenceOfItsOwn()
    {
        AllDiffer(Enum.GetValues<SendOutcome>().Select(outcome => RoadWords.Say(outcome).Words));
        AllDiffer(Enum.GetValues<TakeBackFromEldersOutcome>().Select(outcome => RoadWords.Say(outcome).Words));
        AllDiffer(Enum.GetValues<PublishOutcome>().Select(outcome => RoadWords.Say(outcome).Words));
        AllDiffer(Enum.GetValues<ScheduleOutcome>().Select(outcome => RoadWords.Say(outcome, true).Words));
        AllDiffer(Enum.GetValues<TakeDownOutcome>().Select(outcome => RoadWords.Say(outcome).Words));
        AllDiffer(Enum.GetValues<WithdrawOutcome>().Select(outcome => RoadWords.Say(outcome).Words));
        AllDiffer(Enum.GetValues<ArchiveOutcome>().Select(outcome => RoadWords.Say(outcome).Words));
        AllDiffer(Enum.GetValues<DeleteOutcome>().Select(outcome => RoadWords.Say(outcome).Words));
    }

    private static StoryStanding Published => Draft with
    {
        Stage = StoryStage.Published,
        IsOpen = true,
        WasSent = true,
        PublishedAt = Now.AddDays(-3),
        Shown = PrivacyLevel.Community,
        Published = new PublishedCopy(Guid.NewGuid(), 3, PrivacyLevel.Community),
    };

    private static StoryStanding WithElders(ClearanceState state, params StandingDecision[] decisions) => Draft with
    {
        Stage = StoryStage.WithElders,
        WasSent = true,
        Submitted = new SubmittedCopy(
            Guid.NewGuid(), 1, 3, PrivacyLevel.Community, Now.AddDays(-1), [new CommunityClearance(River.Id, River.Name, River.Elders, state, decisions)]),
    };

    private IRenderedComponent<RoadCard> Show(
        StoryStanding standing, Action<ComponentParameterCollectionBuilder<RoadCard>>? with = null) =>
        Render<RoadCard>(parameters =>
        {
            parameters.Add(x => x.Standing, standing);
            with?.Invoke(parameters);
        });

    private static void Press(IRenderedComponent<RoadCard> card, string words) =>
        card.FindAll("button").Single(button => button.TextContent.Trim() == words).Click();

    private static List<string> Buttons(IRenderedComponent<RoadCard> card) =>
        [.. card.FindAll("button").Select(button => button.TextContent.Trim())];

    private static void AllDiffer(IEnumerable<string> sentences)
    {
        var list = sentences.ToList();
        Assert.DoesNotContain("", list);
        Assert.Equal(list.Count, list.Distinct().Count());
    }
}
