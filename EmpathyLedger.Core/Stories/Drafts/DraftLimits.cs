namespace EmpathyLedger.Core.Stories.Drafts;

/// <summary>How long the parts of a draft may be, in UTF-16 characters. The editor's <c>limits.js</c> says the same (a test compares them).</summary>
public static class DraftLimits
{
    public const int BodyCharacters = 1_200_000;
    public const int TranscriptCharacters = 1_200_000;
    public const int TitleCharacters = 300;
    public const int SummaryCharacters = 2_000;
    public const int ToldWhenCharacters = 120;
    public const int LineCharacters = 200;
    public const int LanguageCharacters = 35;
    public const int ThemeCharacters = 60;
    public const int Themes = 30;
    public const int WarningCharacters = 100;
    public const int Warnings = 12;
    public const int People = 80;

    /// <summary>Of the list of people as the database writes it down: see <c>DraftContent.WrittenLength</c>.</summary>
    public const int PeopleCharacters = 20_000;
    public const int Communities = 20;
    public const int LinkCharacters = 2_000;

    /// <summary>Pieces of differently formatted text; far above any real story, and a bound on what one change may cost.</summary>
    public const int Pieces = 200_000;
}
