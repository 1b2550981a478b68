using CsCheck;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

public sealed class DeltaLawTests
{
    private const int Cases = 10_000;

    [Fact]
    public void Composition() => DeltaGen.StrangeWorld.Sample(world => Laws.Composition(Engine.Real, world), iter: Cases);

    [Fact]
    public void Convergence() => DeltaGen.StrangeWorld.Sample(world => Laws.Convergence(Engine.Real, world), iter: Cases);

    /// <summary>Only where nobody deletes anything.</summary>
    [Fact]
    public void TransformationOfCompositions() => DeltaGen.StrangeWorld.Sample(world => Laws.TransformationOfCompositions(Engine.Real, world), iter: Cases);

    /// <summary>
    /// Why changes that were missed are gone through one by one. X stands behind the dot until the dot is deleted; in the composed
    /// change it stands where the dot was, before whatever else is inserted there.
    /// </summary>
    [Fact]
    public void TransformationOfCompositions_WithDeletions_DoesNotHold()
    {
        var addX = new DeltaBuilder().Retain(1).Insert("X").Build();
        var deleteDot = new DeltaBuilder().Delete(1).Build();
        var addY = new DeltaBuilder().Insert("Y").Build();

        Assert.Equal(new DeltaBuilder().Insert("Y").Build(), deleteDot.Transform(addX.Transform(addY, true), true));
        Assert.Equal(new DeltaBuilder().Retain(1).Insert("Y").Build(), addX.Compose(deleteDot).Transform(addY, true));
    }

    /// <summary>For texts without nulls: what a null did to a null can't be told from what it did to nothing.</summary>
    [Fact]
    public void Inversion() => DeltaGen.World.Sample(world => Laws.Inversion(Engine.Real, world), iter: Cases);

    [Fact]
    public void PositionsKeepTheirOrder() => DeltaGen.World.Sample(world => Laws.PositionsKeepTheirOrder(Engine.Real, world), iter: Cases);

    [Fact]
    public void PositionsFollowTheirCharacter() => DeltaGen.World.Sample(world => Laws.PositionsFollowTheirCharacter(Engine.Real, world), iter: Cases);

    [Fact]
    public void CompositionOfMany_IsOneAfterTheOther() =>
        Gen.Int[0, 9].SelectMany(count => Following(Delta.Empty, count)).Sample(changes => Delta.Compose(changes) == changes.Aggregate(Delta.Empty, (all, next) => all.Compose(next)), iter: 1_000);

    [Fact]
    public void Slices_PutTogether_AreTheWhole() =>
        DeltaGen.World.Sample(world => world.Text.Slice(0, world.At).Concat(world.Text.Slice(world.At)) == world.Text && world.A.Slice(0, world.At).Concat(world.A.Slice(world.At)) == world.A, iter: Cases);

    [Fact]
    public void Normality_EqualSteps_EqualDeltas() => DeltaGen.World.Sample(
        world =>
        {
            var letterByLetter = new DeltaBuilder();
            foreach (var op in world.A.Ops)
            {
                for (var i = 0; i < op.Length; i++)
                {
                    _ = op switch
                    {
                        { Embed: { } embed } => letterByLetter.Insert(embed, op.Attributes),
                        { Text: { } text } => letterByLetter.Insert(text.Substring(i, 1), op.Attributes),
                        { Kind: DeltaOpKind.Delete } => letterByLetter.Delete(1),
                        _ => letterByLetter.Retain(1, op.Attributes),
                    };
                }
            }

            var rebuilt = letterByLetter.Build();
            return rebuilt == world.A && rebuilt.GetHashCode() == world.A.GetHashCode();
        },
        iter: Cases);

    private static Gen<Delta[]> Following(Delta text, int count) =>
        count == 0
            ? Gen.Const(Array.Empty<Delta>())
            : DeltaGen.Change(text.Length).SelectMany(change => Following(text.Compose(change), count - 1).Select(rest => (Delta[])[change, .. rest]));
}
