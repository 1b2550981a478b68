using System.Globalization;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Web.Components.Stories.Reading;

public static class StoryCards
{
    public static StoryCardModel ToCard(this StoryListing story, bool hasCommunity = true) => new(
        StoryPaths.Read(story.Id),
        story.Title,
        story.TellerName,
        story.ReadingMinutes,
        FirstWords(story),
        hasCommunity && story.CommunityNames.Count > 0 ? string.Join(", ", story.CommunityNames) : null,
        story.Language,
        story.IsRightToLeft,
        story.Warnings,
        story.ToldWhen.Length > 0 ? ToldWhen(story.ToldWhen) : null,
        story.Id);

    public static string Minutes(int minutes) => minutes <= 1 ? "1 minute" : $"{minutes} minutes";

    /// <summary>As the teller wrote it; a date in digits as a date in words, which no country reads differently.</summary>
    public static string ToldWhen(string words) =>
        DateOnly.TryParseExact(words, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? PlainDates.Full(day)
        : DateOnly.TryParseExact(words, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month.ToString("MMMM yyyy", CultureInfo.InvariantCulture)
        : words;

    /// <summary>What the teller says of it, or else how it begins, to the end of a word.</summary>
    internal static string FirstWords(StoryListing story)
    {
        const int Enough = 200;
        var words = story.Summary.Length > 0 ? story.Summary : story.Opening;
        if (words.Length <= Enough)
        {
            return words;
        }

        var end = words.LastIndexOf(' ', Enough - 1);
        if (end <= 0)
        {
            end = char.IsHighSurrogate(words[Enough - 1]) ? Enough - 1 : Enough;
        }

        return words[..end].TrimEnd(' ', ',', ';', ':', '.', '،', '—', '–') + "…";
    }
}
