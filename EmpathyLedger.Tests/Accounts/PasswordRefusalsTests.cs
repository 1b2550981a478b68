using EmpathyLedger.Core.Accounts;

namespace EmpathyLedger.Tests.Accounts;

public sealed class PasswordRefusalsTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("elevenchars")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiopas")]
    [InlineData("P4ssw0rd2026!!")]
    [InlineData("passwordpassword")]
    [InlineData("iloveyousomuch")]
    [InlineData("rosa.diaz@example.org")]
    [InlineData("rosa.diaz1234")]
    [InlineData("RosaDiaz1234")]
    public void Password_ThatIsTriedFirst_IsRefusedWithAReason(string password) =>
        Assert.EndsWith(".", PasswordRefusals.Refuse(password, "rosa.diaz@example.org", "Rosa Diaz"), StringComparison.Ordinal);

    [Theory]
    [InlineData("river stones under ice")]
    [InlineData("twelve chars")]
    [InlineData("correct horse pasture")]
    [InlineData("Großmutters Küche im Mai")]
    [InlineData("rosa and the long dry summer")]
    public void Password_OfAFewWords_IsTakenWithoutComposition(string password) =>
        Assert.Null(PasswordRefusals.Refuse(password, "rosa.diaz@example.org", "Rosa Diaz"));
}
