using EmpathyLedger.Core.Communities;

namespace EmpathyLedger.Tests.Communities;

public sealed class RoleNamesTests
{
    [Fact]
    public void RoleNames_OfACommunityWithItsOwnWords_AreItsOwn()
    {
        var names = RoleNames.Parse("""{"elder": {"one": "Old hand", "many": "Old hands"}, "steward": {"one": "Key holder", "many": "Key holders"}}""");
        Assert.Equal(new RoleName("Old hand", "Old hands"), names.Elder);
        Assert.Equal("Key holders", names.Steward.Many);
        Assert.Equal(RoleNames.Plain.Member, names.Member);
        Assert.Equal("Storytellers", names.Storyteller.Many);
    }

    [Fact]
    public void RoleNames_WithoutAWordForMany_UseTheOne() =>
        Assert.Equal(new RoleName("Kaumātua", "Kaumātua"), RoleNames.Parse("""{"elder": {"one": " Kaumātua "}}""").Elder);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"elder": "Old hand"}""")]
    [InlineData("""{"elder": {"one": "  "}}""")]
    [InlineData("""{"elder": {"one": 5, "many": null}}""")]
    public void RoleNames_WithoutWords_ArePlain(string? json) => Assert.Equal(RoleNames.Plain, RoleNames.Parse(json));

    [Fact]
    public void RoleNames_Written_ReadTheSame()
    {
        var names = RoleNames.Plain with { Elder = new RoleName("Old hand", "Old hands") };
        Assert.Equal(names, RoleNames.Parse(names.ToJson()));
        Assert.Equal("{}", RoleNames.Plain.ToJson());
    }
}
