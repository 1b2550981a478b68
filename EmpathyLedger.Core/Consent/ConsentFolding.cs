namespace EmpathyLedger.Core.Consent;

/// <summary>One answer, as it was given. <see cref="Sequence"/> orders answers that were given in the same instant.</summary>
public sealed record ConsentEvent(
    ConsentPurpose Purpose, bool IsGranted, DateTimeOffset HappenedAt, long Sequence, int WordingVersion, string Language);

/// <remarks>ChangedAt, WordingVersion: Null while nobody has answered.</remarks>
public sealed record ConsentAnswer(bool IsGranted, DateTimeOffset? ChangedAt, int? WordingVersion = null)
{
    /// <summary>A yes to words that have said something else since.</summary>
    public bool IsToEarlierWords(ConsentPurpose purpose) => IsGranted && WordingVersion < ConsentWording.SaidSince(purpose);
}

/// <summary>What holds after a history of answers.</summary>
public sealed record ConsentStanding(IReadOnlyDictionary<ConsentPurpose, ConsentAnswer> Answers)
{
    public bool IsGranted(ConsentPurpose purpose) => Answers[purpose].IsGranted;
}

/// <summary>
/// The law of consent: of each purpose the last answer holds, and no answer to one purpose changes another. The database
/// keeps the same as columns that its policies read; a property test holds the two together.
/// </summary>
public static class ConsentFolding
{
    public static ConsentStanding Fold(IEnumerable<ConsentEvent> events)
    {
        var answers = Enum.GetValues<ConsentPurpose>()
            .ToDictionary(purpose => purpose, purpose => new ConsentAnswer(purpose.IsGrantedAtFirst(), null));
        foreach (var answer in events.OrderBy(answer => answer.Sequence))
        {
            answers[answer.Purpose] = new ConsentAnswer(answer.IsGranted, answer.HappenedAt, answer.WordingVersion);
        }

        return new ConsentStanding(answers);
    }
}
