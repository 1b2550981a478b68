namespace EmpathyLedger.Core.Collaboration.Text;

internal static class DeltaTransformation
{
    public static Delta Transform(Delta done, Delta other, bool priority)
    {
        var there = new DeltaCursor(done.Ops);
        var change = new DeltaCursor(other.Ops);
        var builder = DeltaBuilder.Borrow();
        while (!there.IsAtEnd && !change.IsAtEnd)
        {
            if (there.Kind == DeltaOpKind.Insert && (priority || change.Kind != DeltaOpKind.Insert))
            {
                builder.Retain(there.Remaining);
                there.AdvanceOverOp();
            }
            else if (change.Kind == DeltaOpKind.Insert)
            {
                builder.AddPart(change.Op, change.Offset, change.Remaining);
                change.AdvanceOverOp();
            }
            else
            {
                var length = Math.Min(there.Remaining, change.Remaining);
                Meet(there, change, length, priority, builder);
                there.Advance(length);
                change.Advance(length);
            }
        }

        builder.AddRest(change);
        return builder.ChopAndReturn();
    }

    /// <summary>Both keep or delete the same characters.</summary>
    private static void Meet(in DeltaCursor there, in DeltaCursor change, int length, bool priority, DeltaBuilder builder)
    {
        if (there.Kind == DeltaOpKind.Delete)
        {
            // Gone: there is nothing left to delete or to keep.
            return;
        }

        if (change.Kind == DeltaOpKind.Delete)
        {
            builder.Delete(length);
        }
        else
        {
            builder.Retain(length, AttributeMap.Transform(there.Attributes, change.Attributes, priority));
        }
    }

    public static int TransformPosition(Delta done, int index, bool priority)
    {
        var offset = 0;
        foreach (ref readonly var op in done.Ops)
        {
            if (offset > index)
            {
                break;
            }

            switch (op.Kind)
            {
                case DeltaOpKind.Delete:
                    index -= Math.Min(op.Length, index - offset);
                    break;
                case DeltaOpKind.Insert:
                    index += offset < index || !priority ? op.Length : 0;
                    offset += op.Length;
                    break;
                case DeltaOpKind.Retain:
                    offset += op.Length;
                    break;
            }
        }

        return index;
    }
}
