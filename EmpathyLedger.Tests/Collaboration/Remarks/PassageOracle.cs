using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Tests.Collaboration.Remarks;

/// <summary>
/// Where passages are, by another way than positions: every letter that was ever written has a number, and a passage is the set of its
/// letters. A letter that is written between two of them is one of them, and no other.
/// </summary>
internal sealed class PassageOracle(Delta beginning)
{
    private readonly Dictionary<int, List<(Guid ThreadId, StorySelection Where)>> _begun = [];

    public void Begin(Guid threadId, int revision, StorySelection where)
    {
        if (!_begun.TryGetValue(revision, out var there))
        {
            _begun[revision] = there = [];
        }

        there.Add((threadId, where));
    }

    /// <summary>Where the letters of each are after everything in the log.</summary>
    /// <returns>Of one of which no letter is left, only that.</returns>
    public Dictionary<Guid, (int Index, int Length)> Follow(IReadOnlyList<StoryOperation> log)
    {
        var next = 0;
        var letters = Enumerable.Range(0, beginning.Length).Select(_ => next++).ToList();
        var passages = new Dictionary<Guid, HashSet<int>>();
        Add(0);
        foreach (var operation in log)
        {
            letters = Write(operation.Change.Body, letters, passages, ref next);
            Add(operation.Revision);
        }

        return passages.ToDictionary(passage => passage.Key, passage => Find(letters, passage.Value));

        void Add(int revision)
        {
            foreach (var (threadId, where) in _begun.GetValueOrDefault(revision, []))
            {
                passages[threadId] = [.. letters.GetRange(where.Index, where.Length)];
            }
        }
    }

    private static List<int> Write(Delta change, List<int> letters, Dictionary<Guid, HashSet<int>> passages, ref int next)
    {
        var written = new List<int>(letters.Count);
        var at = 0;
        foreach (var op in change.Ops)
        {
            switch (op.Kind)
            {
                case DeltaOpKind.Retain:
                    written.AddRange(letters.GetRange(at, op.Length));
                    at += op.Length;
                    break;
                case DeltaOpKind.Delete:
                    at += op.Length;
                    break;
                case DeltaOpKind.Insert:
                    for (var letter = 0; letter < op.Length; letter++, next++)
                    {
                        written.Add(next);
                        foreach (var passage in passages.Values.Where(passage =>
                            at > 0 && at < letters.Count && passage.Contains(letters[at - 1]) && passage.Contains(letters[at])))
                        {
                            passage.Add(next);
                        }
                    }

                    break;
            }
        }

        written.AddRange(letters.GetRange(at, letters.Count - at));
        return written;
    }

    private static (int Index, int Length) Find(List<int> letters, HashSet<int> passage)
    {
        var places = Enumerable.Range(0, letters.Count).Where(place => passage.Contains(letters[place])).ToList();
        if (places.Count == 0)
        {
            return (-1, 0);
        }

        Assert.Equal(places[^1] - places[0] + 1, places.Count);
        return (places[0], places.Count);
    }
}
