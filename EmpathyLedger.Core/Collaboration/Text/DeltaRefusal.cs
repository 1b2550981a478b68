namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>Why a Delta is not taken. None of them happens to Quill in a browser, but for the lengths.</summary>
public enum DeltaRefusal
{
    /// <summary>Not one whole JSON value.</summary>
    NotJson,

    /// <summary>JSON, but not <c>{"ops": [...]}</c> or the list alone.</summary>
    NotADelta,

    /// <summary>An operation without a known key, with a key too many, or with something else under it (an embed is changed by replacing it).</summary>
    UnknownOperation,

    /// <summary>Two of insert, retain and delete in one operation, or one of them twice.</summary>
    SeveralOperations,

    /// <summary>A length that is no positive whole number; an empty text.</summary>
    NoLength,

    /// <summary>Lengths that lead, alone or together, further than any text.</summary>
    TooFar,

    /// <summary>Half of a surrogate pair, or bytes that are no characters.</summary>
    BrokenText,

    /// <summary>Control characters other than tab and line end, or the sign that stands for an embed: not what a story may keep.</summary>
    ControlCharacter,

    /// <summary>Attributes that are no object, or on a deletion; an embed that is not one name with one value; a list as a value; a number beyond a double.</summary>
    UnknownValue,

    /// <summary>A name that is empty, too long, or not letters, digits, hyphens and underscores after a letter; one that every JavaScript object has.</summary>
    BadName,

    /// <summary>The same name twice in one object.</summary>
    RepeatedName,

    TooManyOperations,

    TooManyAttributes,

    TooDeep,

    /// <summary>A value in an attribute or an embed.</summary>
    ValueTooLong,

    TextTooLong,

    /// <summary>A text with retains or deletions.</summary>
    NotADocument,

    /// <summary>It keeps or deletes more than the text has.</summary>
    BeyondTheEnd,

    /// <summary>It begins or ends between the halves of a surrogate pair of the text.</summary>
    SplitsACharacter,

    /// <summary>The text would no longer end with a line end, which Quill's always do.</summary>
    LosesTheLastLineEnd,
}

/// <summary>Either a Delta or why there is none.</summary>
public readonly record struct DeltaReading(Delta? Delta, DeltaRefusal? Refusal);
