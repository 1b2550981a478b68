using Bunit;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Tests.Layout;

public sealed class StateChipTests
{
    [Fact]
    public void StateChip_EveryState_IsToldApartByWordsAlone()
    {
        using var context = new BunitContext();
        var words = Enum.GetValues<ShownState>()
            .Select(state => context.Render<StateChip>(with => with.Add(x => x.State, state)).Find(".chip").TextContent.Trim())
            .ToList();
        Assert.DoesNotContain("", words);
        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Fact]
    public void StateChip_Scheduled_SaysWhen()
    {
        using var context = new BunitContext();
        var chip = context.Render<StateChip>(with => with.Add(x => x.State, ShownState.Scheduled).Add(x => x.When, "on 3 October 2027"));
        Assert.Equal("Will be published on 3 October 2027", chip.Find(".chip").TextContent.Trim());
    }
}
