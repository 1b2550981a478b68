using System.Globalization;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Stories;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>The numbers in words.</summary>
public static class InsightWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-AU");

    public static string Number(long number) => number.ToString("N0", English);

    public static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>Short, for an axis.</summary>
    public static string OnAxis(InsightPoint point, InsightPeriod period) => period.Step switch
    {
        InsightStep.Day or InsightStep.Week => point.From.ToString("d MMM", English),
        InsightStep.Month => point.From.ToString(period.From.Year == period.To.Year ? "MMM" : "MMM yy", English),
        InsightStep.Year => point.From.ToString("yyyy", English),
    };

    /// <summary>In full, for a table.</summary>
    public static string InTable(InsightPoint point, InsightPeriod period) => period.Step switch
    {
        InsightStep.Day => PlainDates.Full(point.From),
        InsightStep.Week => $"{PlainDates.Full(point.From)} to {PlainDates.Full(point.To)}",
        InsightStep.Month => point.From.ToString("MMMM yyyy", English),
        InsightStep.Year => point.From.ToString("yyyy", English),
    };

    public static string StepName(InsightStep step) => step switch
    {
        InsightStep.Day => "Day",
        InsightStep.Week => "Week",
        InsightStep.Month => "Month",
        InsightStep.Year => "Year",
    };

    public static string Language(string key) => key.Length == 0 ? "Others together" : StoryLanguages.NameOf(key) is { Length: > 0 } name ? name : "Not said";

    public static string Theme(string key) => key.Length == 0 ? "Others together" : key;

    /// <summary>A purpose of consent, as the switches of a story say it.</summary>
    public static string Purpose(string key) => key switch
    {
        "research" => "Research",
        "ai_local" => "Reading by a program on this server",
        "ai_external" => "Reading by a program outside",
        "cross_community" => "Use by other communities",
        "commercial" => "Use for money",
        "attribution" => "Showing the teller's name",
        _ => key,
    };

    public static string Waited(string key) => key switch
    {
        "day" => "Within a day",
        "three_days" => "1 to 3 days",
        "week" => "3 to 7 days",
        "two_weeks" => "1 to 2 weeks",
        "longer" => "More than 2 weeks",
        _ => key,
    };
}
