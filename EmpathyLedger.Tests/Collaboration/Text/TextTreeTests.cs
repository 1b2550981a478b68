using CsCheck;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>That the text is right is said elsewhere; here, that its tree stays sound and does not fall to crumbs.</summary>
public sealed class TextTreeTests
{
    private static readonly AttributeMap[] Formats = [AttributeMap.Empty, AttributeMap.Of("bold", true), AttributeMap.Of("italic", true)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Tree_EditedAllOver_StaysSound(uint seed)
    {
        var random = new PCG(1, seed);
        var tree = new TextTree();
        for (var round = 0; round < 6_000; round++)
        {
            var place = Below(random, tree.Length + 1);
            var isGrowing = round % 3_000 < 2_000;
            switch (Below(random, 8))
            {
                case < 4:
                    tree.Insert(place, new string('x', Below(random, isGrowing ? 400 : 20) + 1), Formats[Below(random, 3)], null);
                    break;
                case 4:
                    tree.Insert(place, "\ufffc", AttributeMap.Empty, new DeltaEmbed("break", true));
                    break;
                case 5:
                    tree.Format(place, Math.Min(tree.Length - place, Below(random, 3_000)), Formats[Below(random, 3)]);
                    break;
                default:
                    tree.Delete(place, Math.Min(tree.Length - place, Below(random, isGrowing ? 100 : 3_000)));
                    break;
            }

            if (round % 50 == 0)
            {
                AssertSound(tree);
            }
        }

        AssertSound(tree);
    }

    [Fact]
    public void Tree_WrittenFromFrontToBack_HasFullLeaves()
    {
        var tree = new TextTree();
        for (var i = 0; i < 200_000; i++)
        {
            tree.Insert(i, "x", AttributeMap.Empty, null);
        }

        AssertSound(tree);
        Assert.Equal((200_000 + TextLeaf.Capacity - 1) / TextLeaf.Capacity, Leaves(tree.Root).Count());
    }

    [Fact]
    public void Tree_LettersTakenOutAllOver_HasFewLeaves()
    {
        var random = new PCG(1, 5);
        var tree = new TextTree();
        tree.Insert(0, new string('x', 200_000), AttributeMap.Empty, null);
        while (tree.Length > 10_000)
        {
            tree.Delete(Below(random, tree.Length), 1);
        }

        AssertSound(tree);
        Assert.True(Leaves(tree.Root).Count() <= 4 * 10_000 / TextLeaf.Capacity * 2, $"{Leaves(tree.Root).Count()} leaves");
    }

    [Fact]
    public void Tree_LeavesTakenFromBothEnds_StaysSound()
    {
        var tree = new TextTree();
        tree.Insert(0, new string('x', 100_000), AttributeMap.Empty, null);
        while (tree.Length > TextLeaf.Capacity * 2)
        {
            tree.Delete(0, TextLeaf.Capacity);
            tree.Delete(tree.Length - TextLeaf.Capacity, TextLeaf.Capacity);
            tree.Insert(tree.Length, "y", AttributeMap.Empty, null);
            Assert.Equal('y', tree.FindCharacter(tree.Length - 1, out var offset)[offset]);
            AssertSound(tree);
        }
    }

    private static void AssertSound(TextTree tree)
    {
        var leaves = Leaves(tree.Root).ToArray();
        Assert.Null(tree.Root.Parent);
        Assert.Single(leaves.Select(Depth).Distinct());
        Assert.Equal(leaves.Sum(leaf => leaf.Length), tree.Length);
        Assert.Equal(leaves.Sum(leaf => leaf.RunCount), tree.RunCount);
        for (var i = 0; i < leaves.Length; i++)
        {
            Assert.Same(i == 0 ? null : leaves[i - 1], leaves[i].Previous);
            Assert.Same(i == leaves.Length - 1 ? null : leaves[i + 1], leaves[i].Next);
            Assert.True(leaves[i].Length > 0 || leaves.Length == 1);
            Assert.InRange(leaves[i].Length, 0, TextLeaf.Capacity);
            Assert.InRange(leaves[i].RunCount, 0, TextLeaf.RunCapacity);
            var runs = leaves[i].Runs;
            var length = 0;
            for (var run = 0; run < runs.Length; run++)
            {
                length += runs[run].Length;
                Assert.True(runs[run].Length > 0 && (run == 0 || !runs[run - 1].Joins(runs[run])));
            }

            Assert.Equal(leaves[i].Length, length);
        }
    }

    private static IEnumerable<TextLeaf> Leaves(TextNode node)
    {
        if (node is TextLeaf leaf)
        {
            return [leaf];
        }

        var children = ((TextBranch)node).Children.ToArray();
        Assert.NotEmpty(children);
        Assert.All(children, child => Assert.Same(node, child.Parent));
        Assert.Equal(node.Length, children.Sum(child => child.Length));
        return children.SelectMany(Leaves);
    }

    private static int Depth(TextNode node) => node.Parent is { } parent ? Depth(parent) + 1 : 0;

    private static int Below(PCG random, int limit) => (int)(random.Next() % (uint)limit);
}
