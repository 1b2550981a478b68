using EmpathyLedger.Core.Collaboration.Presence;

namespace EmpathyLedger.Web.Components.Stories.Editor;

/// <summary>Who else is here, in a few words.</summary>
internal static class PresenceWords
{
    private const int MostNames = 3;

    /// <summary>"Sam is writing", "Sam and Noor are here", "Sam, Noor, Joan and 4 others are here". Empty where nobody is.</summary>
    public static string Of(IReadOnlyList<PersonHere> others)
    {
        var writing = others.Where(person => person.IsWriting).ToList();
        return (writing.Count, others.Count) switch
        {
            (0, 0) => "",
            (0, 1) => $"{Names(others)} {(others[0].MayWrite ? "is here" : "is looking")}",
            (0, _) => $"{Names(others)} are here",
            (1, _) => $"{Names(writing)} is writing",
            _ => $"{Names(writing)} are writing",
        };
    }

    /// <summary>Who came and who left between two looks; empty where it is the same people.</summary>
    public static string News(IReadOnlyList<PersonHere> before, IReadOnlyList<PersonHere> now)
    {
        var came = now.Where(person => before.All(other => other.ProfileId != person.ProfileId)).ToList();
        var left = before.Where(person => now.All(other => other.ProfileId != person.ProfileId)).ToList();
        return string.Join(
            ' ',
            ((string?[])[
                came.Count == 0 ? null : $"{Names(came)} {(came.Count == 1 ? "is" : "are")} here now.",
                left.Count == 0 ? null : $"{Names(left)} {(left.Count == 1 ? "has" : "have")} left.",
            ]).OfType<string>());
    }

    private static string Names(IReadOnlyList<PersonHere> people)
    {
        var names = people.Take(MostNames).Select(person => person.Shown.Name).ToList();
        var more = people.Count - names.Count;
        if (more > 0)
        {
            names.Add(more == 1 ? "1 other" : $"{more} others");
        }

        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }
}
