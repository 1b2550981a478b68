using EmpathyLedger.Core.Collaboration.Remarks;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Tests.Collaboration.Sessions;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>How a passage moves, against a count of every letter; without a database, so of many histories.</summary>
public sealed class PassageRuleTests
{
    [Fact]
    public void APassage_WhateverIsWritten_StaysItsLetters() =>
        Assert.Empty(Enumerable.Range(0, 400).SelectMany(seed => FindDifferences(seed, (where, change) => where.WordsAfter(change))));

    /// <summary>A cursor's selection takes in what is written right behind it; a passage does not.</summary>
    [Fact]
    public void ACursorsRule_IsNoticed() =>
        Assert.NotEmpty(Enumerable.Range(0, 400).SelectMany(seed => FindDifferences(seed, (where, change) => where.After(change))));

    [Fact]
    public void AnAnchor_PassesOverWhatIsInAlready()
    {
        var log = Write(1, 30, out _);
        var anchor = new ThreadAnchor(Guid.CreateVersion7(), new StorySelection(StoryPlace.Body, 2, 9), 0, IsSuggestion: false);
        for (var revision = 0; revision <= log.Count; revision++)
        {
            Assert.Equal(anchor.After(log), anchor.After(log.Take(revision)).After(log));
        }
    }

    private static IEnumerable<string> FindDifferences(int seed, Func<StorySelection, StoryChange, StorySelection> move)
    {
        var random = new Random(seed);
        var log = Write(seed, 40, out var texts);
        var oracle = new PassageOracle(texts[0]);
        var moved = new Dictionary<Guid, StorySelection>();
        for (var revision = 0; revision <= log.Count; revision++)
        {
            foreach (var (threadId, where) in revision == 0 ? [] : moved.ToList())
            {
                moved[threadId] = move(where, log[revision - 1].Change);
            }

            if (texts[revision].Length > 1 && random.Next(5) == 0)
            {
                var start = random.Next(texts[revision].Length - 1);
                var begun = new StorySelection(StoryPlace.Body, start, random.Next(1, texts[revision].Length - start));
                var id = Guid.CreateVersion7();
                oracle.Begin(id, revision, begun);
                moved[id] = begun;
            }
        }

        var expected = oracle.Follow(log);
        return moved.Where(passage => expected[passage.Key] is var (index, length)
                && (passage.Value.Length != length || (length > 0 && passage.Value.Index != index)))
            .Select(passage => $"Seed {seed}: a passage is at {passage.Value}, not at {expected[passage.Key]}.");
    }

    /// <param name="seed">Which history.</param>
    /// <param name="operations">How long.</param>
    /// <param name="texts">The text before and after each.</param>
    private static List<StoryOperation> Write(int seed, int operations, out List<Delta> texts)
    {
        var typing = new RandomTyping(new Random(seed));
        texts = [new DeltaBuilder().Insert("The ferryman kept\na lantern.\n").Build()];
        var log = new List<StoryOperation>();
        for (var revision = 1; revision <= operations; revision++)
        {
            var change = typing.Next(texts[^1]);
            log.Add(new StoryOperation(revision, Guid.Empty, Guid.Empty, revision, StoryChange.OfBody(change), DateTimeOffset.UnixEpoch));
            texts.Add(texts[^1].Compose(change));
        }

        return log;
    }
}
