using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>One change that takes a draft to another whole content: what both begin and end with stays untouched.</summary>
internal static class StoryDifference
{
    public static StoryChange Between(StoryState state, DraftContent content) => new(
        Between(state.Body.ToDelta(), Delta.ParseDocument(content.Body.ToJson()).Delta!),
        Between(state.Transcript.ToDelta(), new DeltaBuilder().Insert(content.Transcript + "\n").Build()),
        StoryFieldChanges.Between(state.Fields, StoryFields.Of(content)));

    /// <param name="before">A text.</param>
    /// <param name="after">A text.</param>
    public static Delta Between(Delta before, Delta after)
    {
        if (before == after)
        {
            return Delta.Empty;
        }

        var (one, other) = (Flatten(before), Flatten(after));
        var most = Math.Min(one.Length, other.Length);
        var start = 0;
        while (start < most && one[start] == other[start])
        {
            start++;
        }

        var end = 0;
        while (end < most - start && one[^(end + 1)] == other[^(end + 1)])
        {
            end++;
        }

        // Never between the halves of a surrogate pair.
        start -= start > 0 && char.IsHighSurrogate(one[start - 1].Character) ? 1 : 0;
        end -= end > 0 && char.IsLowSurrogate(one[^end].Character) ? 1 : 0;
        var change = new DeltaBuilder().Retain(start);
        foreach (var op in after.Slice(start, other.Length - end).Ops)
        {
            change.Insert(op.Text!, op.Attributes);
        }

        return change.Delete(one.Length - end - start).Build();
    }

    private static Place[] Flatten(Delta text)
    {
        var places = new Place[text.Length];
        var at = 0;
        foreach (ref readonly var op in text.Ops)
        {
            foreach (var character in op.Text!)
            {
                places[at++] = new Place(character, op.Attributes);
            }
        }

        return places;
    }

    private readonly record struct Place(char Character, AttributeMap Attributes);
}
