using CsCheck;
using EmpathyLedger.Core.Insights;

namespace EmpathyLedger.Tests.Insights;

public sealed class InsightPeriodTests
{
    private static readonly Gen<InsightPeriod> Periods =
        Gen.Select(Gen.Int[693_000, 741_000], Gen.Int[0, 3_000], (from, days) => new InsightPeriod(DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(from + days)));

    [Fact]
    public void Steps_OfAnyPeriod_CoverEachDayOnce() => Periods.Sample(period =>
    {
        var next = period.From;
        for (var index = 0; index < period.Steps; index++)
        {
            Assert.Equal(next, period.StartOf(index));
            Assert.True(period.EndOf(index) >= period.StartOf(index));
            Assert.Equal(index, period.IndexOf(period.StartOf(index)));
            Assert.Equal(index, period.IndexOf(period.EndOf(index)));
            next = period.EndOf(index).AddDays(1);
        }

        Assert.Equal(period.To.AddDays(1), next);
    });

    [Fact]
    public void Before_OfAnyPeriod_EndsWhereItBegins() => Periods.Sample(period =>
    {
        Assert.Equal(period.From.AddDays(-1), period.Before.To);
        Assert.InRange(period.Before.Days - period.Days, -10, 10);
    });

    [Fact]
    public void Before_OfWholeMonths_IsAsManyWholeMonths() => Assert.Equal(
        new InsightPeriod(new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 28)),
        new InsightPeriod(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 30)).Before);

    [Fact]
    public void Spread_OfAnyDays_LosesNoneAndInventsNone() => Gen.Select(Periods, Gen.Select(Gen.Int[0, 5_999], Gen.Long[1, 9]).Array[0, 40]).Sample(
        (period, days) =>
        {
            var before = period.Before;
            var length = period.To.DayNumber - before.From.DayNumber + 1;
            var counted = days.Select(day => (Day: before.From.AddDays(day.Item1 % length), Value: day.Item2)).ToList();

            var points = CommunityInsights.Spread(period, before, counted);

            Assert.Equal(counted.Where(day => day.Day >= period.From).Sum(day => day.Value), points.Sum(point => point.Now));
            Assert.Equal(counted.Where(day => day.Day < period.From).Sum(day => day.Value), points.Sum(point => point.Before));
        });

    [Fact]
    public void Largest_OfManyKeys_SumsTheRest()
    {
        var amounts = Enumerable.Range(1, 40).Select(number => new InsightAmount($"theme {number:D2}", number, 2 * number)).ToList();

        var shown = CommunityInsights.Largest(amounts);

        Assert.Equal(CommunityInsights.MostKeys + 1, shown.Count);
        Assert.Equal("theme 40", shown[0].Key);
        Assert.Equal("", shown[^1].Key);
        Assert.Equal((amounts.Sum(amount => amount.Now), amounts.Sum(amount => amount.Before)), (shown.Sum(amount => amount.Now), shown.Sum(amount => amount.Before)));
    }
}
