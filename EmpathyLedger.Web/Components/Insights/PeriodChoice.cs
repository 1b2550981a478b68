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

    private const int MostYears = 25;
    private static readonly DateOnly Earliest = new(1901, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

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
        if (Day(from) is { } first && Day(to) is { } last && TroubleWith(from, to) is null)
        {
            (first, last) = first <= last ? (first, last) : (last, first);
            return new("", $"{PlainDates.Full(first)} to {PlainDates.Full(last)}", new InsightPeriod(first, last));
        }

        var offered = Offered(today);
        return offered.FirstOrDefault(choice => choice.Name == name) ?? offered.First(choice => choice.Name == Default);
    }

    /// <summary>Why two dates can't be shown, for the person who gave them; null where they can, or none were given.</summary>
    public static string? TroubleWith(string? from, string? to)
    {
        if (string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to))
        {
            return null;
        }

        foreach (var (text, which) in new[] { (from, "first"), (to, "last") })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return $"The {which} day is missing. Choose both days.";
            }

            if (Day(text) is not { } day)
            {
                return $"“{(text.Length > 40 ? text[..40] + "…" : text)}” is not a day in the calendar. Choose the {which} day again.";
            }

            if (day < Earliest || day > Latest)
            {
                return $"{PlainDates.Full(day)} is outside what can be shown. Choose a {which} day from {Earliest.Year} to {Latest.Year}.";
            }
        }

        return Math.Abs(Day(from)!.Value.DayNumber - Day(to)!.Value.DayNumber) > MostYears * 366
            ? $"That is more than {MostYears} years. Choose days that are closer together."
            : null;
    }

    /// <summary>What was typed, where a date field can hold it; else what is shown.</summary>
    public static string InField(string? typed, DateOnly shown) =>
        (Day(typed) ?? shown).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

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
