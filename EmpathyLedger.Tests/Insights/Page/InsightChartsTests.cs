using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Insights;

namespace EmpathyLedger.Tests.Insights.Page;

public sealed class InsightChartsTests
{
    private static readonly InsightPeriod Days = new(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2));

    private static readonly InsightReport Quiet = new(
        Days, Points((0, 0), (0, 0)), Points((0, 0), (0, 0)), Points((0, 0), (0, 0)), new InsightTellers(0, 0, 0), [], [], [], [],
        new SubmissionStages(0, 0, 0, 0, 0, null));

    [Fact]
    public void Told_BesideThePeriodBefore_IsTwoSeries()
    {
        var chart = InsightCharts.Told(Quiet with { Stories = Points((2, 1), (0, 0)) });
        Assert.Equal([("This period", SeriesTone.Main), ("The period before", SeriesTone.Earlier)], chart.Series.Select(series => (series.Name, series.Tone)));
        Assert.Equal([1L, 0], chart.Series[1].Values);
        Assert.Equal("", chart.Note);
    }

    [Fact]
    public void Told_NothingBefore_SaysSoAndDrawsOne()
    {
        var chart = InsightCharts.Told(Quiet with { Stories = Points((2, 0), (1, 0)) });
        Assert.Single(chart.Series);
        Assert.Equal(InsightCharts.NothingBefore, chart.Note);
    }

    [Fact]
    public void Told_NothingAtAll_IsEmptyWithoutAWord()
    {
        var chart = InsightCharts.Told(Quiet);
        Assert.True(chart.IsEmpty);
        Assert.Equal("", chart.Note);
    }

    [Fact]
    public void Uses_ReadsAndShares_AreTwoThingsAndSayWhatWasBefore()
    {
        var chart = InsightCharts.Uses(Quiet with { Reads = Points((5, 1), (0, 0)), Shares = Points((1, 0), (0, 1)) });
        Assert.Equal([("Reads", SeriesTone.Main), ("Shares", SeriesTone.Second)], chart.Series.Select(series => (series.Name, series.Tone)));
        Assert.Equal("In the period before: 1 read, 1 share.", chart.Note);
    }

    [Fact]
    public void Uses_NobodyShared_SaysSoInsteadOfDrawingNothing()
    {
        var chart = InsightCharts.Uses(Quiet with { Reads = Points((5, 0), (0, 0)) });
        Assert.Single(chart.Series);
        Assert.StartsWith("None of them was shared in this period.", chart.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_SameNumbers_AreNone() =>
        Assert.Empty(InsightChanges.Between(Quiet, Quiet with { Stories = Points((0, 0), (0, 0)), Themes = [] }));

    [Fact]
    public void Changes_ArePutIntoWords_EachOnce() => Assert.Equal(
        ["1 story told", "by 1 person", "2 waiting for an elder", "themes"],
        InsightChanges.Between(Quiet, Quiet with
        {
            Stories = Points((1, 0), (0, 0)),
            Tellers = new InsightTellers(1, 1, 0),
            Stages = new SubmissionStages(2, 0, 0, 0, 0, new DateOnly(2026, 11, 1)),
            Themes = [new InsightAmount("Water", 1, 0)],
        }));

    private static InsightPoint[] Points(params (long Now, long Before)[] values) =>
        [.. values.Select((value, index) => new InsightPoint(Days.From.AddDays(index), Days.From.AddDays(index), value.Now, value.Before))];
}
