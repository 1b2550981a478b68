using System.Globalization;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>A period as the address of the page says it: one of a few by name, or two dates.</summary>
/// <param name="Name">The name in the address; empty for two dates.</param>
/// <param name="Words">As people say it, to stand in a sentence.</param>
/// <param name="Period">The days that it means now.</param>
public sealed record PeriodChoice(string Name, string Words, InsightPeriod Period)
{
    public const string Default = "year";

    /// <summary>Those offered by name, the shortest first.</summary>
    public static IReadOnlyList<PeriodChoice> Offered(DateOnly today) =>
    [
        new("month", "the last 30 days", new InsightPeriod(today.AddDays(-29), today)),
        new("quarter", "the last 3 months", WholeMonths(today, 3)),
        new(Default, "the last 12 months", WholeMonths(today, 12)),
        new("years", "the last 5 years", WholeMonths(today, 60)),
    ];

    /// <summary>What was asked for; the year where it can't be read. Dates the wrong way round are turned.</summary>
    public static PeriodChoice Read(string? name, string? from, string? to, DateOnly today)
    {
        if (Day(from) is { } first && Day(to) is { } last)
        {
            (first, last) = first <= last ? (first, last) : (last, first);
            if (last.DayNumber - first.DayNumber < InsightPeriod.LongestDays / 2 && first.Year > 1900 && last.Year < 2200)
            {
                return new("", $"{PlainDates.Full(first)} to {PlainDates.Full(last)}", new InsightPeriod(first, last));
            }
        }

        var offered = Offered(today);
        return offered.FirstOrDefault(choice => choice.Name == name) ?? offered.First(choice => choice.Name == Default);
    }

    /// <summary>For the page's address.</summary>
    public string Query => Name.Length > 0
        ? $"period={Name}"
        : string.Create(CultureInfo.InvariantCulture, $"from={Period.From:yyyy-MM-dd}&to={Period.To:yyyy-MM-dd}");

    /// <summary>The current month and those before it, so that every bar but the last is a whole month.</summary>
    private static InsightPeriod WholeMonths(DateOnly today, int months) =>
        new(new DateOnly(today.Year, today.Month, 1).AddMonths(1 - months), today);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
