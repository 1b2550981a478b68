using System.Globalization;
using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Stories.History;

internal static class HistoryWords
{
    private const int MostNames = 4;

    /// <summary>"Sam and Joan wrote"</summary>
    public static string Who(Sitting sitting)
    {
        var names = sitting.Authors.Take(MostNames).Select(NameOf).ToList();
        if (sitting.Authors.Count > MostNames)
        {
            names.Add($"{sitting.Authors.Count - MostNames} more");
        }

        return $"{(names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}")} wrote";
    }

    public static string NameOf(Author author) => author.Name.Length > 0 ? author.Name : "somebody who is not here any more";

    public static string HowLong(Sitting sitting) => (int)Math.Round((sitting.EndedAt - sitting.BeganAt).TotalMinutes) switch
    {
        0 => "less than a minute",
        1 => "one minute",
        < 90 and var minutes => $"{minutes} minutes",
        var minutes => $"{minutes / 60.0:0.#} hours",
    };

    public static string HowMany(Sitting sitting) =>
        sitting.Changes == 1 ? "one change" : string.Create(CultureInfo.CurrentCulture, $"{sitting.Changes:N0} changes");

    /// <summary>"Sam wrote, 22 November 2026, 14:05": one of many to choose from.</summary>
    public static string Moment(Sitting sitting, ViewerClock clock) => $"{Who(sitting)}, {PlainDates.FullAndTime(sitting.EndedAt, clock.ZoneOr(null))}";

    public static string Moment(StoryVersion version, ViewerClock clock) =>
        $"Version {version.Number}, kept {PlainDates.FullAndTime(version.KeptAt, clock.ZoneOr(null))}";

    public static string Of(StoryDetail detail) => detail switch
    {
        StoryDetail.Title => "Title",
        StoryDetail.Summary => "Summary",
        StoryDetail.Language => "Language",
        StoryDetail.Direction => "Direction of writing",
        StoryDetail.ToldWhen => "When it happened",
        StoryDetail.ToldTo => "Who it was told to",
        StoryDetail.Place => "Where it happened",
        StoryDetail.Themes => "Themes",
        StoryDetail.Warnings => "Notes for readers",
        StoryDetail.People => "People in it",
        StoryDetail.Sensitive => "Sensitive",
    };
}
