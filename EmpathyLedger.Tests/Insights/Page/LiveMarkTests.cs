using Bunit;
using EmpathyLedger.Web.Components.Insights;

namespace EmpathyLedger.Tests.Insights.Page;

public sealed class LiveMarkTests : BunitContext
{
    [Fact]
    public void Mark_ClaimsNothingBeforeItFollows_AndFollowsOnce()
    {
        var module = JSInterop.SetupModule("./Components/Insights/LiveMark.razor.js");
        module.SetupVoid("follow", _ => true).SetVoidResult();

        var mark = Render<LiveMark>(with => with.Add(x => x.Changes, 0));

        Assert.All(mark.FindAll("[data-when]"), words => Assert.True(words.HasAttribute("hidden")));
        mark.Render(with => with.Add(x => x.Changes, 1).Add(x => x.Announced, "The numbers changed: 1 story told."));
        Assert.Equal("1", mark.Find(".live").GetAttribute("data-changes"));
        Assert.Equal("The numbers changed: 1 story told.", mark.Find("[role=status]").TextContent);
        Assert.Single(module.Invocations["follow"]);
    }

    [Fact]
    public void Seconds_AreOutsideWhatIsReadAloud()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        var mark = Render<LiveMark>(with => with.Add(x => x.Changes, 0));
        Assert.Null(mark.Find("[data-age]").Closest("[role=status], [aria-live]"));
    }
}
