using Bunit;
using EmpathyLedger.Web.Components.Stories;

namespace EmpathyLedger.Tests.Stories;

public sealed class StoryCardTests
{
    private static readonly StoryCardModel Story = new("/stories/1", "Learning to drive on the flood road", "Bill Naden", 6, "The old Bedford had no reverse.");

    [Fact]
    public void StoryCard_Warning_IsSaidBeforeAnyOfTheStory()
    {
        var card = Render(Story with { Warnings = ["Speaks of a death"] });
        Assert.Contains("Speaks of a death", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Bedford", card, StringComparison.Ordinal);
    }

    [Fact]
    public void StoryCard_NameKeptBack_SaysSoInsteadOfAName()
    {
        var card = Render(Story with { TellerName = null });
        Assert.Contains("The teller's name is kept back", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Bill", card, StringComparison.Ordinal);
    }

    [Fact]
    public void StoryCard_RightToLeft_TurnsTitleAndWordsButNotTheCard()
    {
        using var context = new BunitContext();
        var card = context.Render<StoryCard>(with => with.Add(x => x.Story, Story with { IsRightToLeft = true, Language = "ar" }));
        Assert.Equal(["rtl", "rtl"], card.FindAll("[lang=ar]").Select(part => part.GetAttribute("dir")));
        Assert.Null(card.Find("article").GetAttribute("dir"));
    }

    private static string Render(StoryCardModel story)
    {
        using var context = new BunitContext();
        return context.Render<StoryCard>(with => with.Add(x => x.Story, story)).Find("article").TextContent;
    }
}
