namespace EmpathyLedger.Core.Collaboration.Text;

internal static class DeltaComposition
{
    public static Delta Compose(Delta first, Delta second)
    {
        var before = new DeltaCursor(first.Ops);
        var after = new DeltaCursor(second.Ops);
        var builder = DeltaBuilder.Borrow();
        SkipHead(ref before, ref after, builder);
        while (!after.IsAtEnd)
        {
            if (after.Kind == DeltaOpKind.Insert)
            {
                builder.AddPart(after.Op, after.Offset, after.Remaining);
                after.AdvanceOverOp();
            }
            else if (before.Kind == DeltaOpKind.Delete)
            {
                builder.Delete(before.Remaining);
                before.AdvanceOverOp();
            }
            else
            {
                var length = Math.Min(before.Remaining, after.Remaining);
                Meet(before, after, length, builder);
                before.Advance(length);
                after.Advance(length);
            }
        }

        builder.AddRest(before);
        return builder.ChopAndReturn();
    }

    /// <summary>What the second change leaves alone at the beginning goes over as it is: a long text has many runs there.</summary>
    private static void SkipHead(ref DeltaCursor before, ref DeltaCursor after, DeltaBuilder builder)
    {
        if (after.IsAtEnd || !after.Op.IsPlainRetain)
        {
            return;
        }

        var runs = before.Untouched;
        var (count, length) = (0, 0);
        while (count < runs.Length && runs[count].Kind == DeltaOpKind.Insert && runs[count].Length <= after.Remaining - length)
        {
            length += runs[count++].Length;
        }

        builder.AddAll(runs[..count]);
        before = new DeltaCursor(runs[count..]);
        after.Advance(length);
    }

    /// <summary>The second change keeps or deletes something that the first one inserted or kept.</summary>
    private static void Meet(in DeltaCursor before, in DeltaCursor after, int length, DeltaBuilder builder)
    {
        if (after.Kind == DeltaOpKind.Delete)
        {
            // Something that was only just inserted is never there.
            if (before.Kind == DeltaOpKind.Retain)
            {
                builder.Delete(length);
            }
        }
        else if (before.Kind == DeltaOpKind.Insert)
        {
            builder.AddPart(before.Op, before.Offset, length, AttributeMap.Compose(before.Attributes, after.Attributes, keepNull: false));
        }
        else
        {
            builder.Retain(length, AttributeMap.Compose(before.Attributes, after.Attributes, keepNull: true));
        }
    }
}
