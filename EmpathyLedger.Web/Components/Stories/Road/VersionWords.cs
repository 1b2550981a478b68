using EmpathyLedger.Core.Stories.Road;

namespace EmpathyLedger.Web.Components.Stories.Road;

public static class VersionWords
{
    public static string WhyKept(VersionKind kind) => kind switch
    {
        VersionKind.Kept => "Kept while you wrote",
        VersionKind.Sent => "Sent to the elders",
        VersionKind.Restored => "Kept before an earlier one was brought back",
    };

    public static string Length(int words) => words == 1 ? "1 word" : $"{words} words";
}
