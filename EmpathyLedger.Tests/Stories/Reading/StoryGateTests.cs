using Bunit;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Stories.Reading;

namespace EmpathyLedger.Tests.Stories.Reading;

public sealed class StoryGateTests
{
    private static readonly StoryListing Story = new(
        Guid.Parse("019ab000-0000-7000-8000-000000000001"), "The flood road", "", "The old Bedford had no reverse.", "Bill Naden", "en", false, "about 1973", [], 6, ["Riverside"], default);

    [Fact]
    public void Gate_NothingToWarnOf_IsNotThere()
    {
        using var context = new BunitContext();
        var gate = context.Render<StoryGate>(with => with.Add(x => x.Warnings, []).AddChildContent("<p>Words</p>"));
        Assert.Equal("<p>Words</p>", gate.Markup.Trim());
    }

    [Fact]
    public void Gate_Warnings_StandBeforeTheWordsWhichAreShut()
    {
        using var context = new BunitContext();
        var gate = context.Render<StoryGate>(with => with.Add(x => x.Warnings, ["Speaks of <b>a death</b>"]).AddChildContent("<p>Words</p>"));
        Assert.False(gate.Find("details").HasAttribute("open"));
        Assert.Equal("Words", gate.Find("details > p").TextContent);
        Assert.True(gate.Markup.IndexOf("Speaks of", StringComparison.Ordinal) < gate.Markup.IndexOf("Words", StringComparison.Ordinal));
        Assert.Empty(gate.FindAll("b"));
    }

    [Fact]
    public void Gate_SomeonePassed_WarnsWithoutTheName()
    {
        using var context = new BunitContext();
        var gate = context.Render<StoryGate>(with => with.Add(x => x.Warnings, []).Add(x => x.NamesSomeonePassed, true).AddChildContent("<p>Words</p>"));
        Assert.Contains("someone who has passed away", gate.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.False(gate.Find("details").HasAttribute("open"));
    }

    [Fact]
    public void Card_OfAListing_SaysWhoWhenAndHowLong()
    {
        var card = Story.ToCard();
        Assert.Equal(
            ("/stories/019ab000-0000-7000-8000-000000000001", "Bill Naden", 6, "The old Bedford had no reverse.", "Riverside", "about 1973"),
            (card.Path, card.TellerName, card.ReadingMinutes, card.FirstWords, card.CommunityName, card.ToldWhen));
        Assert.Null(Story.ToCard(hasCommunity: false).CommunityName);
    }

    [Theory]
    [InlineData("1975-08-16", "16 August 1975")]
    [InlineData("2019-05", "May 2019")]
    [InlineData("about 1973", "about 1973")]
    [InlineData("1991", "1991")]
    [InlineData("", "")]
    public void ToldWhen_InDigits_IsSaidInWords(string written, string said) => Assert.Equal(said, StoryCards.ToldWhen(written));

    [Fact]
    public void FirstWords_AreTheSummaryOrTheOpening_ToTheEndOfAWord()
    {
        Assert.Equal("A wet year.", StoryCards.FirstWords(Story with { Summary = "A wet year." }));
        var words = StoryCards.FirstWords(Story with { Opening = string.Concat(Enumerable.Repeat("river ", 60)) });
        Assert.EndsWith("river…", words, StringComparison.Ordinal);
        Assert.True(words.Length <= 201);
        var emoji = StoryCards.FirstWords(Story with { Opening = "x" + string.Concat(Enumerable.Repeat("🌊", 200)) });
        Assert.EndsWith("🌊…", emoji, StringComparison.Ordinal);
    }
}
