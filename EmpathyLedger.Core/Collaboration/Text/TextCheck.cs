namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>What a change may not do to the text that it is meant for. Costs a look at the text for each operation.</summary>
internal static class TextCheck
{
    public static DeltaRefusal? Find(Delta change, TextDocument text, int runs)
    {
        if (change.BaseLength > text.Length)
        {
            return DeltaRefusal.BeyondTheEnd;
        }

        // It could not be read back otherwise. Each operation makes two runs more at most.
        if (runs + (2 * change.Ops.Length) > DeltaLimits.Operations)
        {
            return DeltaRefusal.TooManyOperations;
        }

        if (change.ChangeLength is > 0 and var more && text.Length + more > DeltaLimits.TextCharacters)
        {
            return DeltaRefusal.TextTooLong;
        }

        return SplitsACharacter(change, text) ? DeltaRefusal.SplitsACharacter
            : LosesTheLastLineEnd(change, text) ? DeltaRefusal.LosesTheLastLineEnd
            : null;
    }

    public static Delta KeepTheLastLineEnd(Delta change, TextDocument text)
    {
        if (change.BaseLength > text.Length || !LosesTheLastLineEnd(change, text))
        {
            return change;
        }

        var end = text.Slice(text.Length - 1).Ops[0];
        return change.Compose(new DeltaBuilder().Retain(text.Length + change.ChangeLength).Insert("\n", end.Attributes).Build());
    }

    /// <summary>Wherever one operation ends and another one begins, the character there must be whole; so the text's never are torn.</summary>
    private static bool SplitsACharacter(Delta change, TextDocument text)
    {
        var index = 0;
        foreach (ref readonly var op in change.Ops)
        {
            if (IsWithinACharacter(text, index))
            {
                return true;
            }

            index += op.Kind == DeltaOpKind.Insert ? 0 : op.Length;
        }

        return IsWithinACharacter(text, index);
    }

    private static bool IsWithinACharacter(TextDocument text, int index) =>
        index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]);

    private static bool LosesTheLastLineEnd(Delta change, TextDocument text)
    {
        if (text.Length == 0 || text[text.Length - 1] != '\n' || change.BaseLength < text.Length)
        {
            return false;
        }

        var index = 0;
        var endsWithALine = false;
        foreach (ref readonly var op in change.Ops)
        {
            switch (op.Kind)
            {
                case DeltaOpKind.Insert:
                    endsWithALine = op.Text is [.., '\n'];
                    break;
                case DeltaOpKind.Retain:
                    index += op.Length;
                    endsWithALine = text[index - 1] == '\n';
                    break;
                case DeltaOpKind.Delete:
                    index += op.Length;
                    break;
            }
        }

        return !endsWithALine;
    }
}
