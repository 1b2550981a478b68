using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Web.Components.Stories.Road;

namespace EmpathyLedger.Web.Components.Archive;

/// <summary>What stands on record for a story that somebody looks after, as sentences.</summary>
public static class CustodyWords
{
    public static string Choice(PrivacyLevel level, string community) => level switch
    {
        PrivacyLevel.Private => "Nobody, or not decided yet",
        PrivacyLevel.People => "People whom they named",
        PrivacyLevel.Community => community,
        PrivacyLevel.Public => "Everyone",
    };

    public static string Meaning(PrivacyLevel level) => level switch
    {
        PrivacyLevel.Private => "Only you see it, because you look after it.",
        PrivacyLevel.People => "Only those.",
        PrivacyLevel.Community => "Its members, when they are signed in.",
        PrivacyLevel.Public => "Also people who have not signed in. It can be found and shared.",
    };

    public static string Entry(CustodyEvent entry) => entry.Kind switch
    {
        CustodyEventKind.Imported => "It was brought in, private.",
        CustodyEventKind.TakenOver => "Somebody else looks after it since.",
        CustodyEventKind.Audience => entry.Audience switch
        {
            PrivacyLevel.Public => "Everyone may read it.",
            PrivacyLevel.Community => "The community may read it.",
            _ => "Nobody may read it.",
        },
        CustodyEventKind.Consent => $"{(entry.IsGranted == true ? "Yes" : "No")} to “{ConsentWording.For(entry.Purpose!.Value).Heading}”.",
        CustodyEventKind.Claimed => "Its teller took it over.",
    };

    public static string Evidence(CustodyEvent entry)
    {
        string[] parts =
        [
            entry.Evidence.Manner switch { CustodyManner.OnPaper => "On paper", CustodyManner.Aloud => "Said aloud", null => "" },
            entry.Evidence.Witness.Length > 0 ? $"witness: {entry.Evidence.Witness}" : "",
            entry.Evidence.Note,
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    public static RoadMessage Say(EnterOutcome outcome) => outcome switch
    {
        EnterOutcome.Entered => new("It is entered, and stands on record.", true),
        EnterOutcome.NotFound => new(RoadWords.NotFound, false),
        EnterOutcome.NoManner => new("Say how you know: on paper, or said aloud.", false),
        EnterOutcome.NoWitness => new("Write who was there and can say so.", false),
        EnterOutcome.Invalid => new("That can't be entered for somebody else.", false),
    };
}
