using System.Text.Json.Serialization;

namespace EmpathyLedger.Core.Insights;

/// <summary>A stretch of whole days in a community's time zone, both ends included.</summary>
public sealed record InsightPeriod
{
    /// <summary>Longer than any community has kept stories here; it also bounds what one question may read.</summary>
    public const int LongestDays = 50 * 366;

    /// <exception cref="ArgumentException">The last day comes before the first, or the stretch is longer than <see cref="LongestDays"/>.</exception>
    public InsightPeriod(DateOnly from, DateOnly to)
    {
        if (to < from || to.DayNumber - from.DayNumber >= LongestDays)
        {
            throw new ArgumentException($"A period from {from:O} to {to:O}.", nameof(to));
        }

        (From, To) = (from, to);
    }

    public DateOnly From { get; }

    public DateOnly To { get; }

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The same number of days, directly before; as many calendar months where the period is whole months.</summary>
    [JsonIgnore]
    public InsightPeriod Before
    {
        get
        {
            if (From.Day == 1 && To.AddDays(1).Day == 1)
            {
                var months = MonthsBetween(From, To) + 1;
                return new InsightPeriod(From.AddMonths(-months), From.AddDays(-1));
            }

            return new InsightPeriod(From.AddDays(-Days), From.AddDays(-1));
        }
    }

    /// <summary>How finely a chart over this period is cut, so that it has neither three bars nor three hundred.</summary>
    public InsightStep Step => Days switch
    {
        <= 35 => InsightStep.Day,
        <= 190 => InsightStep.Week,
        <= 4 * 366 => InsightStep.Month,
        _ => InsightStep.Year,
    };

    /// <summary>How many steps the period has; the first and the last may be cut short by its ends.</summary>
    public int Steps => IndexOf(To) + 1;

    /// <summary>Which step a day falls into, from 0. Negative before the period.</summary>
    public int IndexOf(DateOnly day) => Step switch
    {
        InsightStep.Day => day.DayNumber - From.DayNumber,
        InsightStep.Week => (int)Math.Floor((day.DayNumber - From.DayNumber) / 7.0),
        InsightStep.Month => MonthsBetween(From, day),
        InsightStep.Year => day.Year - From.Year,
    };

    /// <summary>The first day of a step that lies in the period.</summary>
    public DateOnly StartOf(int index) => Step switch
    {
        InsightStep.Day => From.AddDays(index),
        InsightStep.Week => From.AddDays(7 * index),
        InsightStep.Month => index == 0 ? From : new DateOnly(From.Year, From.Month, 1).AddMonths(index),
        InsightStep.Year => index == 0 ? From : new DateOnly(From.Year + index, 1, 1),
    };

    /// <summary>The last day of a step that lies in the period.</summary>
    public DateOnly EndOf(int index) => index + 1 < Steps ? StartOf(index + 1).AddDays(-1) : To;

    private static int MonthsBetween(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;
}

public enum InsightStep
{
    Day,
    Week,
    Month,
    Year,
}
