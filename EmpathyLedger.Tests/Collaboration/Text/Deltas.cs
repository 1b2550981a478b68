using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>Deltas that lack something.</summary>
internal static class Deltas
{
    /// <summary>Keeps what it would format.</summary>
    public static Delta WithoutFormatting(Delta delta) => Rebuild(delta, op => op.Kind == DeltaOpKind.Retain ? AttributeMap.Empty : op.Attributes, null);

    /// <summary>Keeps what it would delete, if that is the kind.</summary>
    public static Delta Without(Delta delta, DeltaOpKind kind) => Rebuild(delta, op => op.Attributes, kind);

    public static Delta WithoutNulls(Delta delta) => Rebuild(delta, op => AttributeMap.Compose(AttributeMap.Empty, op.Attributes, keepNull: false), null);

    private static Delta Rebuild(Delta delta, Func<DeltaOp, AttributeMap> attributes, DeltaOpKind? keptInstead)
    {
        var builder = new DeltaBuilder();
        foreach (var op in delta.Ops)
        {
            _ = op switch
            {
                { Embed: { } embed } => builder.Insert(embed, attributes(op)),
                { Text: { } text } => builder.Insert(text, attributes(op)),
                { Kind: DeltaOpKind.Delete } when keptInstead != DeltaOpKind.Delete => builder.Delete(op.Length),
                _ => builder.Retain(op.Length, attributes(op)),
            };
        }

        return builder.Build();
    }
}
