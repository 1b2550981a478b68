using Bunit;
using EmpathyLedger.Web.Components.Insights;

namespace EmpathyLedger.Tests.Insights.Page;

/// <summary>A chart's numbers for those who don't look at pictures.</summary>
public sealed class ChartCardTests : BunitContext
{
    private static readonly ChartModel Themes = new(
        ChartKind.Bars, ["Water", "Work"],
        [new ChartSeries("This period", [3, 1200]), new ChartSeries("The period before", [0, 4], SeriesTone.Earlier)]);

    public ChartCardTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void Table_HasWhatTheModelHas()
    {
        var card = Show(Themes);

        Assert.Equal(["Theme", "This period", "The period before"], card.FindAll("thead th").Select(cell => cell.TextContent));
        Assert.Equal(
            [["Water", "3", "0"], ["Work", "1,200", "4"]],
            card.FindAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray()));
        Assert.All(card.FindAll("thead th"), head => Assert.Equal("col", head.GetAttribute("scope")));
        Assert.All(card.FindAll("tbody th"), head => Assert.Equal("row", head.GetAttribute("scope")));
        Assert.Equal("What they are about. Stories by theme.", card.Find("caption").TextContent);
    }

    [Fact]
    public void Picture_IsForEyesAlone_AndTheCardIsNamed()
    {
        var card = Show(Themes);
        Assert.Equal("true", card.Find(".chart").GetAttribute("aria-hidden"));
        Assert.Equal("What they are about", card.Find($"#{card.Find("section").GetAttribute("aria-labelledby")}").TextContent);
    }

    [Fact]
    public void NothingToShow_IsSaidInsteadOfDrawn()
    {
        var card = Show(new ChartModel(ChartKind.Bars, ["Water"], [new ChartSeries("This period", [0])]));
        Assert.Equal("No theme was named.", card.Find(".empty").TextContent);
        Assert.Empty(card.FindAll("table, .chart"));
    }

    [Fact]
    public void Rows_LeadToTheirStoriesWhereThereAreSome()
    {
        var card = Show(Themes, row => row == 0 ? "/behind?theme=Water" : null);
        var link = Assert.Single(card.FindAll("tbody a"));
        Assert.Equal(("/behind?theme=Water", "Water"), (link.GetAttribute("href"), link.TextContent));
    }

    [Fact]
    public void Note_StandsWithTheChart() =>
        Assert.Equal("Nothing before.", Show(Themes with { Note = "Nothing before." }).Find(".note").TextContent);

    [Fact]
    public void File_IsLinkedOrSaidToBeNone()
    {
        Assert.Equal("There is no file of these numbers: they stay in the community.", Show(Themes).Find(".file").TextContent.Trim());
        var link = Render<ChartCard>(with => with
            .Add(x => x.Id, "themes").Add(x => x.Title, "What they are about").Add(x => x.Counts, "Stories by theme.").Add(x => x.Empty, "None.")
            .Add(x => x.RowHead, "Theme").Add(x => x.Model, Themes).Add(x => x.File, "/download.csv?cut=theme").Add(x => x.FileWords, "A file (CSV)")).Find(".file a");
        Assert.Equal(("/download.csv?cut=theme", "A file (CSV)"), (link.GetAttribute("href"), link.TextContent));
        Assert.True(link.HasAttribute("download"));
    }

    [Fact]
    public void SameNumbers_AreDrawnOnce()
    {
        var module = JSInterop.SetupModule("./Components/Insights/ApexChart.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        var card = Show(Themes);
        card.Render(with => with.Add(x => x.Model, Themes with { Categories = [.. Themes.Categories] }));
        Assert.Single(module.Invocations["draw"]);
    }

    private IRenderedComponent<ChartCard> Show(ChartModel model, Func<int, string?>? links = null) => Render<ChartCard>(with => with
        .Add(x => x.Id, "themes").Add(x => x.Title, "What they are about").Add(x => x.Counts, "Stories by theme.")
        .Add(x => x.Empty, "No theme was named.").Add(x => x.RowHead, "Theme").Add(x => x.Model, model).Add(x => x.LinkOf, links));
}
