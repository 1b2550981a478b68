namespace EmpathyLedger.Web.Components.Stories;

public sealed record StoryLanguage(string Code, string Name, string Direction = "ltr");

/// <summary>
/// Languages offered by name; any other can be written in words. The first ones are those that the search knows the grammar of.
/// </summary>
public static class StoryLanguages
{
    public static readonly IReadOnlyList<StoryLanguage> All =
    [
        new("en", "English"), new("ar", "Arabic", "rtl"), new("zh", "Chinese"), new("da", "Danish"), new("nl", "Dutch"),
        new("fi", "Finnish"), new("fr", "French"), new("de", "German"), new("el", "Greek"), new("he", "Hebrew", "rtl"),
        new("hi", "Hindi"), new("hu", "Hungarian"), new("id", "Indonesian"), new("ga", "Irish"), new("it", "Italian"), new("ja", "Japanese"),
        new("mi", "Māori"), new("ne", "Nepali"), new("no", "Norwegian"), new("fa", "Persian", "rtl"), new("pl", "Polish"),
        new("pt", "Portuguese"), new("ro", "Romanian"), new("ru", "Russian"), new("sr", "Serbian"), new("es", "Spanish"),
        new("sv", "Swedish"), new("tl", "Tagalog"), new("ta", "Tamil"), new("th", "Thai"), new("tr", "Turkish"), new("uk", "Ukrainian"),
        new("ur", "Urdu", "rtl"), new("vi", "Vietnamese"),
    ];

    /// <summary>A name for people; a language written in words is its own name.</summary>
    public static string NameOf(string code) =>
        code == "und" ? "" : All.FirstOrDefault(language => language.Code == code)?.Name ?? code;
}
