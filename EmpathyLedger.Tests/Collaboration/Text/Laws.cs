using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>The operations whose laws are asked for; <see cref="PlantedFaultTests"/> puts broken ones in.</summary>
internal sealed record Engine(
    Func<Delta, Delta, Delta> Compose,
    Func<Delta, Delta, bool, Delta> Transform,
    Func<Delta, Delta, Delta> Invert,
    Func<Delta, int, bool, int> TransformPosition)
{
    public static readonly Engine Real = new(
        (first, second) => first.Compose(second),
        (done, other, priority) => done.Transform(other, priority),
        (change, text) => change.Invert(text),
        (change, index, priority) => change.TransformPosition(index, priority));
}

internal static class Laws
{
    public static bool Composition(Engine engine, DeltaWorld world) =>
        engine.Compose(world.Text, engine.Compose(world.A, world.Next)) == engine.Compose(engine.Compose(world.Text, world.A), world.Next)
        && engine.Compose(world.Text, Delta.Empty) == world.Text
        && engine.Compose(Delta.Empty, world.Text) == world.Text;

    public static bool Convergence(Engine engine, DeltaWorld world)
    {
        var (text, a, b, _, _) = world;
        return engine.Compose(engine.Compose(text, a), engine.Transform(a, b, true)) == engine.Compose(engine.Compose(text, b), engine.Transform(b, a, false));
    }

    public static bool TransformationOfCompositions(Engine engine, DeltaWorld world)
    {
        var a = Deltas.Without(world.A, DeltaOpKind.Delete);
        var b = Deltas.Without(world.B, DeltaOpKind.Delete);
        var next = Deltas.Without(world.Next, DeltaOpKind.Delete);
        return engine.Transform(engine.Compose(a, next), b, true) == engine.Transform(next, engine.Transform(a, b, true), true);
    }

    public static bool Inversion(Engine engine, DeltaWorld world) =>
        engine.Compose(engine.Compose(world.Text, world.A), engine.Invert(world.A, world.Text)) == world.Text;

    public static bool PositionsKeepTheirOrder(Engine engine, DeltaWorld world)
    {
        foreach (var priority in new[] { true, false })
        {
            var last = 0;
            for (var at = 0; at <= world.Text.Length; at++)
            {
                var moved = engine.TransformPosition(world.A, at, priority);
                if (moved < last || moved > world.Text.Length + world.A.ChangeLength)
                {
                    return false;
                }

                last = moved;
            }
        }

        return true;
    }

    /// <summary>A position before a character that stays is before it afterwards, with all that was inserted in between behind it.</summary>
    public static bool PositionsFollowTheirCharacter(Engine engine, DeltaWorld world)
    {
        var (before, after) = (0, 0);
        foreach (var op in world.A.Ops)
        {
            for (var i = 0; i < op.Length && op.Kind == DeltaOpKind.Retain; i++)
            {
                if (engine.TransformPosition(world.A, before + i, false) != after + i)
                {
                    return false;
                }
            }

            before += op.Kind == DeltaOpKind.Insert ? 0 : op.Length;
            after += op.Kind == DeltaOpKind.Delete ? 0 : op.Length;
        }

        return true;
    }
}
