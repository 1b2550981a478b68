using EmpathyLedger.Core.Stories.Road;

namespace EmpathyLedger.Web.Components.Stories.Road;

public static class VersionWords
{
    public static string WhyKept(VersionKind kind, VersionKeeper keptBy) => (kind, keptBy) switch
    {
        (VersionKind.Kept, VersionKeeper.Person) => "Kept by hand",
        (VersionKind.Kept, VersionKeeper.Automatic) => "Kept by itself while you wrote",
        (VersionKind.Sent, _) => "Sent to the elders, or straight to people you chose,",
        (VersionKind.Restored, _) => "Kept before an earlier one was brought back",
    };

    public static string Length(int words) => words == 1 ? "1 word" : $"{words} words";
}
