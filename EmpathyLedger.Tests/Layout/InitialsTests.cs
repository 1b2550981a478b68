using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Tests.Layout;

public sealed class InitialsTests
{
    [Theory]
    [InlineData("Mary Carter", "MC")]
    [InlineData("Mary Ann van der Carter", "MC")]
    [InlineData("  mary ", "M")]
    [InlineData("“Aunty” Joan", "AJ")]
    [InlineData("سلمى حداد", "سح")]
    [InlineData("Étienne Ōkubo", "ÉŌ")]
    [InlineData("", "?")]
    [InlineData(null, "?")]
    [InlineData("— …", "?")]
    public void Of_Name_TakesFirstAndLastWord(string? name, string expected) => Assert.Equal(expected, Initials.Of(name));
}
