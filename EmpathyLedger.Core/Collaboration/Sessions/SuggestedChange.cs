using EmpathyLedger.Core.Collaboration.Text;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>
/// The change that makes a passage what somebody suggested. What both begin and end with stays untouched, so that formats and cursors
/// there survive. The new words look like those before them in the passage, or like the first that they replace.
/// </summary>
internal static class SuggestedChange
{
    /// <param name="state">The story.</param>
    /// <param name="where">The passage in it: whole characters, not the closing line end.</param>
    /// <param name="present">What it says.</param>
    /// <param name="replacement">What it is to say.</param>
    public static StoryChange Of(StoryState state, StorySelection where, string present, string replacement)
    {
        if (present == replacement)
        {
            return StoryChange.None;
        }

        var (start, end) = FindShared(present, replacement);
        var change = new DeltaBuilder().Retain(where.Index + start);
        var added = replacement[start..^end];
        if (where.Place == StoryPlace.Transcript)
        {
            return StoryChange.None with { Transcript = change.Insert(added).Delete(present.Length - start - end).Build() };
        }

        var (formats, lineFormats) = added.Length == 0
            ? (AttributeMap.Empty, AttributeMap.Empty)
            : (FindFormats(state.Body, where, start), FindLineFormats(state.Body, where.Index + start));
        foreach (var line in Lines(added))
        {
            change.Insert(line, line == "\n" ? lineFormats : formats);
        }

        return StoryChange.OfBody(change.Delete(present.Length - start - end).Build());
    }

    /// <summary>How many characters both begin and end with, never half of one.</summary>
    private static (int Start, int End) FindShared(string one, string other)
    {
        var most = Math.Min(one.Length, other.Length);
        var start = one.AsSpan().CommonPrefixLength(other);
        start -= start > 0 && char.IsHighSurrogate(one[start - 1]) ? 1 : 0;
        var end = 0;
        while (end < most - start && one[^(end + 1)] == other[^(end + 1)])
        {
            end++;
        }

        end -= end > 0 && char.IsLowSurrogate(one[^end]) ? 1 : 0;
        return (start, end);
    }

    private static AttributeMap FindFormats(TextDocument body, StorySelection where, int start)
    {
        for (var index = where.Index + start - 1; index >= where.Index; index--)
        {
            if (body[index] != '\n')
            {
                return FormatsAt(body, index);
            }
        }

        for (var index = where.Index + start; index < where.Index + where.Length; index++)
        {
            if (body[index] != '\n')
            {
                return FormatsAt(body, index);
            }
        }

        // Words for a place look as if they were typed there; a link doesn't grow by itself.
        return where.Index > 0 && body[where.Index - 1] != '\n'
            ? AttributeMap.Compose(FormatsAt(body, where.Index - 1), AttributeMap.Of("link", DeltaValue.Null), keepNull: false)
            : AttributeMap.Empty;
    }

    /// <summary>A line that is broken in two is two of its kind.</summary>
    private static AttributeMap FindLineFormats(TextDocument body, int from)
    {
        for (var index = from; index < body.Length; index++)
        {
            if (body[index] == '\n')
            {
                return FormatsAt(body, index);
            }
        }

        return AttributeMap.Empty;
    }

    private static AttributeMap FormatsAt(TextDocument body, int index) => body.Slice(index, index + 1).Ops[0].Attributes;

    /// <summary>Line ends by themselves.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) switch { < 0 => text.Length, var lineEnd when lineEnd == at => at + 1, var lineEnd => lineEnd };
            yield return text[at..end];
            at = end;
        }
    }
}
