using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Communities;

namespace EmpathyLedger.Web.Components.Insights;

public static class InsightsPaths
{
    public static string Of(string slug, PeriodChoice? choice = null) =>
        $"{CommunityPaths.Insights(slug)}{(choice is null ? "" : "?" + choice.Query)}";

    /// <summary>Published numbers of quarters that are over, as a CSV file; all of them, or of one cut.</summary>
    public static string Download(string slug, InsightCut? cut = null) =>
        CommunityPaths.Insights(slug) + "/download.csv" + (cut is { } one ? $"?cut={NameOf(one)}" : "");

    public static string NameOf(InsightCut cut) => cut switch
    {
        InsightCut.All => "all",
        InsightCut.Theme => "theme",
        InsightCut.Language => "language",
    };

    /// <summary>The stories that a number counts. At most one of theme and language.</summary>
    public static string Behind(string slug, PeriodChoice choice, string? theme = null, string? language = null) =>
        $"{CommunityPaths.Insights(slug)}/stories?{choice.Query}"
        + (theme is null ? "" : $"&theme={Uri.EscapeDataString(theme)}")
        + (language is null ? "" : $"&language={Uri.EscapeDataString(language)}");
}
