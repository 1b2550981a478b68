using CsCheck;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>The laws notice an engine that is wrong in a small way. With a fixed seed: whether they do is no matter of luck.</summary>
public sealed class PlantedFaultTests
{
    [Fact]
    public void Convergence_TiesBrokenAlikeOnBothSides_IsNoticed() =>
        Notices(Laws.Convergence, Engine.Real with { Transform = (done, other, _) => done.Transform(other, true) });

    [Fact]
    public void Convergence_FormatsOverwriteInSpiteOfPriority_IsNoticed() =>
        Notices(Laws.Convergence, Engine.Real with { Transform = (done, other, priority) => Deltas.WithoutFormatting(done).Transform(other, priority) });

    [Fact]
    public void Convergence_DeletionsForgotten_IsNoticed() =>
        Notices(Laws.Convergence, Engine.Real with { Transform = (done, other, priority) => Deltas.Without(done, DeltaOpKind.Delete).Transform(other, priority) });

    [Fact]
    public void Composition_NullsLost_IsNoticed() =>
        Notices(Laws.Composition, Engine.Real with { Compose = (first, second) => Deltas.WithoutNulls(first).Compose(second) });

    [Fact]
    public void Composition_LastOperationLost_IsNoticed() =>
        Notices(Laws.Composition, Engine.Real with { Compose = (first, second) => first.Compose(second.Slice(0, second.Length - 1)) });

    [Fact]
    public void TransformationOfCompositions_TiesBrokenByAccident_IsNoticed() =>
        Notices(Laws.TransformationOfCompositions, Engine.Real with { Transform = (done, other, _) => done.Transform(other, done.Ops.Length % 2 == 0) });

    [Fact]
    public void Inversion_FormatsForgotten_IsNoticed() =>
        Notices(Laws.Inversion, Engine.Real with { Invert = (change, text) => Deltas.WithoutFormatting(change.Invert(text)) });

    [Fact]
    public void Inversion_AgainstTheTextAfterwards_IsNoticed() =>
        Notices(Laws.Inversion, Engine.Real with { Invert = (change, text) => change.Invert(text.Compose(change)) });

    [Fact]
    public void PositionsKeepTheirOrder_DeletionsTakenTwice_IsNoticed() =>
        Notices(Laws.PositionsKeepTheirOrder, Engine.Real with { TransformPosition = (change, at, priority) => change.TransformPosition(change.TransformPosition(at, priority), !priority) });

    [Fact]
    public void PositionsFollowTheirCharacter_InsertionsAtThePlaceOverlooked_IsNoticed() =>
        Notices(Laws.PositionsFollowTheirCharacter, Engine.Real with { TransformPosition = (change, at, _) => change.TransformPosition(at, true) });

    private static void Notices(Func<Engine, DeltaWorld, bool> law, Engine broken)
    {
        var random = new PCG(1, 4);
        var worlds = Enumerable.Range(0, 1_000).Select(_ => DeltaGen.World.Generate(random, null, out var _));
        Assert.Contains(worlds, world => !law(broken, world));
    }
}
