using CsCheck;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Insights;

namespace EmpathyLedger.Tests.Insights.Page;

/// <summary>What somebody can put into the page's address.</summary>
public sealed class PeriodChoiceTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("month", "2026-10-24")]
    [InlineData("quarter", "2026-09-01")]
    [InlineData("year", "2025-12-01")]
    [InlineData("years", "2021-12-01")]
    [InlineData(null, "2025-12-01")]
    [InlineData("", "2025-12-01")]
    [InlineData("Year", "2025-12-01")]
    [InlineData("'; drop table stories", "2025-12-01")]
    public void Name_MeansItsDays_OrTheYear(string? name, string from)
    {
        var choice = PeriodChoice.Read(name, null, null, Today);
        Assert.Equal((DateOnly.Parse(from, null), Today), (choice.Period.From, choice.Period.To));
    }

    [Theory]
    [InlineData("2026-01-05", "2026-02-06")]
    [InlineData("2026-02-06", "2026-01-05")]
    public void TwoDays_InEitherOrder_AreThePeriod(string from, string to)
    {
        var choice = PeriodChoice.Read("month", from, to, Today);
        Assert.Equal("from=2026-01-05&to=2026-02-06", choice.Query);
        Assert.Equal("5 January 2026 to 6 February 2026", choice.Words);
        Assert.Null(PeriodChoice.TroubleWith(from, to));
    }

    [Theory]
    [InlineData("2026-02-31", "2026-03-01", "“2026-02-31” is not a day in the calendar. Choose the first day again.")]
    [InlineData("2026-02-01", "tomorrow", "“tomorrow” is not a day in the calendar. Choose the last day again.")]
    [InlineData("", "2026-03-01", "The first day is missing. Choose both days.")]
    [InlineData("2026-03-01", null, "The last day is missing. Choose both days.")]
    [InlineData("0012-03-01", "2026-03-01", "1 March 0012 is outside what can be shown. Choose a first day from 1901 to 2199.")]
    [InlineData("1950-03-01", "2026-03-01", "That is more than 25 years. Choose days that are closer together.")]
    public void WrongDays_GetTheirOwnAnswer_AndTheChosenPeriodStays(string? from, string? to, string answer)
    {
        Assert.Equal(answer, PeriodChoice.TroubleWith(from, to));
        Assert.Equal("quarter", PeriodChoice.Read("quarter", from, to, Today).Name);
    }

    [Fact]
    public void Field_KeepsTheDayThatWasRight()
    {
        Assert.Equal("2026-03-01", PeriodChoice.InField("2026-03-01", Today));
        Assert.Equal("2026-11-22", PeriodChoice.InField("2026-02-31", Today));
    }

    [Fact]
    public void Anything_IsAnsweredWithAPeriodThatCanBeShown() =>
        Gen.Select(Gen.String.Null(), Dates, Dates).Sample((name, from, to) =>
        {
            var choice = PeriodChoice.Read(name, from, to, Today);
            var again = PeriodChoice.Read(Value(choice.Query, "period"), Value(choice.Query, "from"), Value(choice.Query, "to"), Today);
            return choice.Period.Days <= InsightPeriod.LongestDays && choice.Period.Before.To < choice.Period.From && again == choice;
        });

    private static Gen<string?> Dates => Gen.OneOf(
        Gen.String.Null(),
        Gen.Int[DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber].Select(day => (string?)DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", null)),
        Gen.Int[Today.DayNumber - 20000, Today.DayNumber + 20000].Select(day => (string?)DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", null)));

    private static string? Value(string query, string name) =>
        query.Split('&').Select(part => part.Split('=')).FirstOrDefault(part => part[0] == name)?[1];
}
