namespace EmpathyLedger.Core.Collaboration.Text;

internal static class DeltaInversion
{
    public static Delta Invert(Delta change, Delta text)
    {
        var original = new DeltaCursor(text.Ops);
        var builder = DeltaBuilder.Borrow();
        foreach (ref readonly var op in change.Ops)
        {
            if (op.Kind == DeltaOpKind.Insert)
            {
                builder.Delete(op.Length);
                continue;
            }

            if (op.IsPlainRetain)
            {
                builder.Retain(op.Length);
            }

            for (var left = op.Length; left > 0 && !original.IsAtEnd;)
            {
                var length = Math.Min(left, original.Remaining);
                if (op.Kind == DeltaOpKind.Delete)
                {
                    builder.AddPart(original.Op, original.Offset, length);
                }
                else if (!op.Attributes.IsEmpty)
                {
                    builder.Retain(length, AttributeMap.Invert(op.Attributes, original.Attributes));
                }

                original.Advance(length);
                left -= length;
            }
        }

        return builder.ChopAndReturn();
    }
}
