using AngleSharp.Dom;
using Bunit;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Web.Components.Consent;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Consent;

public sealed class ConsentPanelTests : BunitContext
{
    public ConsentPanelTests()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor());
        Services.AddScoped<ViewerClock>();
    }

    [Fact]
    public void Switches_AtFirst_AreAllOffButTheName()
    {
        var switches = Render<ConsentSwitches>(with => with.Add(x => x.Standing, ConsentFolding.Fold([]))).FindAll("[role=switch]");
        Assert.Equal(7, switches.Count);
        Assert.Equal("consent-Attribution", Assert.Single(switches, IsOn).GetAttribute("aria-labelledby"));
    }

    [Fact]
    public void Switch_SaysWhatItMeans_AndWhetherAnythingUsesIt()
    {
        var card = Render<ConsentSwitches>(with => with.Add(x => x.Standing, ConsentFolding.Fold([])));
        foreach (var purpose in ConsentPurposes.Switches)
        {
            var text = ConsentWording.For(purpose);
            var told = card.Find($"#consent-{purpose}-means").TextContent;
            Assert.Contains(text.Meaning, told, StringComparison.Ordinal);
            Assert.Equal(!text.IsInUse, told.Contains(ConsentWording.NotInUse, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void YesToEarlierWords_IsSaid_AndMayBeSaidToTheseToo()
    {
        var steps = new List<ConsentStep>();
        var earlier = ConsentFolding.Fold([new ConsentEvent(ConsentPurpose.Insights, true, DateTimeOffset.UnixEpoch, 1, 1, "en"), new ConsentEvent(ConsentPurpose.Research, true, DateTimeOffset.UnixEpoch, 2, 1, "en")]);
        var card = Render<ConsentSwitches>(with => with.Add(x => x.Standing, earlier).Add(x => x.OnAnswered, steps.Add));
        var words = Assert.Single(card.FindAll(".earlier"));
        Assert.Contains("is in no number that leaves it", words.TextContent, StringComparison.Ordinal);
        words.QuerySelector("button")!.Click();
        Assert.Equal([new ConsentStep(ConsentPurpose.Insights, true)], steps);
    }

    [Fact]
    public void Switch_Pressed_AsksForTheOtherAnswer()
    {
        var steps = new List<ConsentStep>();
        var card = Render<ConsentSwitches>(with => with.Add(x => x.Standing, ConsentFolding.Fold([])).Add(x => x.OnAnswered, steps.Add));
        card.Find("[aria-labelledby=consent-Research]").Click();
        card.Find("[aria-labelledby=consent-Attribution]").Click();
        Assert.Equal([new ConsentStep(ConsentPurpose.Research, true), new ConsentStep(ConsentPurpose.Attribution, false)], steps);
    }

    [Fact]
    public void Audience_NamesTheCommunities_AndTellsTheChoice()
    {
        PrivacyLevel? chosen = null;
        var card = Audience(PrivacyLevel.Private, [], with => with.Add(x => x.OnChosen, level => chosen = level));
        Assert.Contains("Saltbush River and The North Shed", card.Markup, StringComparison.Ordinal);
        card.Find("input[value=Public]").Change("Public");
        Assert.Equal(PrivacyLevel.Public, chosen);
        Assert.Empty(card.FindAll(".readers"));
    }

    [Fact]
    public void ChosenPeople_WithoutAnybody_SaysHowToFindThem() =>
        Assert.Contains("You have not chosen anybody yet", Audience(PrivacyLevel.People, []).Markup, StringComparison.Ordinal);

    [Fact]
    public void ChosenPeople_AreFoundChosenAndLetGo()
    {
        var sam = new ReaderChoice(Guid.NewGuid(), "Sam Okafor");
        var kit = new ReaderChoice(Guid.NewGuid(), "Kit Harlow");
        var steps = new List<ReaderStep>();
        var card = Audience(PrivacyLevel.People, [kit], with => with.Add(x => x.OnReaderChosen, steps.Add), [sam]);
        card.Find("#reader-name").Input("sam");
        card.Find("form").Submit();
        card.FindAll("button").Single(button => button.TextContent == "Choose Sam Okafor").Click();
        card.FindAll("button").Single(button => button.TextContent.Contains("Let go", StringComparison.Ordinal)).Click();
        Assert.Equal([new ReaderStep(sam.ProfileId, true), new ReaderStep(kit.ProfileId, false)], steps);
    }

    [Fact]
    public void PeopleOfAStory_WhoShareNoCommunityAnyMore_AreStillNamed()
    {
        var kit = new ReaderChoice(Guid.NewGuid(), "Kit Harlow", IsNeighbour: false);
        var sam = new ReaderChoice(Guid.NewGuid(), "Sam Okafor", IsNeighbour: false);
        var card = Audience(PrivacyLevel.People, [kit], with => with.Add(x => x.CoAuthors, [sam]));
        Assert.Equal("Sam Okafor " + AudienceWords.NoNeighbour, card.Find("[aria-label='People who write it with you'] li").TextContent.Trim());
        Assert.Equal("Kit Harlow " + AudienceWords.NoNeighbour, card.Find(".readers [aria-label='People you chose'] span").TextContent.Trim());
    }

    [Fact]
    public void Audience_OfSomebodyInNoCommunity_OffersNone()
    {
        var card = Audience(PrivacyLevel.Private, [], with => with.Add(x => x.HasCommunity, false));
        Assert.Equal(["Private", "People", "Public"], card.FindAll("input[name=audience]").Select(choice => choice.GetAttribute("value")));

        // What was chosen before they left is still shown as chosen.
        var left = Audience(PrivacyLevel.Community, [], with => with.Add(x => x.HasCommunity, false));
        Assert.True(left.Find("input[value=Community]").HasAttribute("checked"));
    }

    private IRenderedComponent<AudienceChoice> Audience(
        PrivacyLevel wished, IReadOnlyList<ReaderChoice> readers, Action<ComponentParameterCollectionBuilder<AudienceChoice>>? with = null,
        IReadOnlyList<ReaderChoice>? found = null) =>
        Render<AudienceChoice>(parameters =>
        {
            parameters.Add(x => x.Wished, wished).Add(x => x.CommunityNames, ["Saltbush River", "The North Shed"]).Add(x => x.Readers, readers);
            parameters.Add(x => x.Find, _ => Task.FromResult(found ?? []));
            with?.Invoke(parameters);
        });

    private static bool IsOn(IElement button) => button.GetAttribute("aria-checked") == "true";
}
