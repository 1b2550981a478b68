using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>Why a change is not taken. What was typed stays where it was typed.</summary>
public enum ChangeRefusal
{
    /// <summary>Not what this portal's editor sends, or it does not fit the text that it is for.</summary>
    NotAChange,

    /// <summary>Something embedded.</summary>
    Picture,

    /// <summary>A format that a story can't keep.</summary>
    UnknownFormat,

    /// <summary>The story would be longer than a story can be.</summary>
    TooLong,

    /// <summary>A field that is too long, or no text.</summary>
    BadField,

    /// <summary>It was written on top of something that the history no longer has.</summary>
    TooOld,

    /// <summary>A number was left out: the client has to open the story again.</summary>
    OutOfOrder,

    /// <summary>Whoever sent it reads the story and does not write in it (any more).</summary>
    ReadOnly,
}

internal static class ChangeRefusals
{
    public static ChangeRefusal Of(DeltaRefusal refusal) => refusal switch
    {
        DeltaRefusal.TextTooLong or DeltaRefusal.TooFar or DeltaRefusal.TooManyOperations => ChangeRefusal.TooLong,
        DeltaRefusal.TooManyAttributes or DeltaRefusal.TooDeep or DeltaRefusal.ValueTooLong => ChangeRefusal.UnknownFormat,
        _ => ChangeRefusal.NotAChange,
    };
}
