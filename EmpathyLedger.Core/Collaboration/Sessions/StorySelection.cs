using EmpathyLedger.Core.Collaboration.Presence;

namespace EmpathyLedger.Core.Collaboration.Sessions;

public enum StoryPlace
{
    Body,

    Transcript,

    /// <summary>Title, language, people and whatever else stands about the story.</summary>
    Details,
}

/// <summary>Where somebody is, and what they have selected. In UTF-16 code units; 0 and 0 in the details.</summary>
public readonly record struct StorySelection(StoryPlace Place, int Index, int Length)
{
    /// <summary>The same letters after a change.</summary>
    public StorySelection After(StoryChange change)
    {
        var delta = Place switch
        {
            StoryPlace.Body => change.Body,
            StoryPlace.Transcript => change.Transcript,
            StoryPlace.Details => Text.Delta.Empty,
        };
        if (delta.IsEmpty)
        {
            return this;
        }

        var start = delta.TransformPosition(Index);
        return this with { Index = start, Length = Math.Max(0, delta.TransformPosition(Index + Length) - start) };
    }

    /// <summary>
    /// The same words after a change, where these are somebody's passage and not their cursor: what is written before the first of them
    /// or behind the last is none of them, what is written between them is.
    /// </summary>
    public StorySelection WordsAfter(StoryChange change)
    {
        var delta = Place == StoryPlace.Transcript ? change.Transcript : change.Body;
        if (delta.IsEmpty || Place == StoryPlace.Details)
        {
            return this;
        }

        var start = delta.TransformPosition(Index);
        return this with { Index = start, Length = Math.Max(0, delta.TransformPosition(Index + Length, priority: true) - start) };
    }

    /// <summary>As much of it as there is: what a page says of itself need not be true.</summary>
    internal StorySelection Within(StoryState state)
    {
        var length = Place switch
        {
            StoryPlace.Body => state.Body.Length,
            StoryPlace.Transcript => state.Transcript.Length,
            StoryPlace.Details => 0,
        };
        var start = Math.Clamp(Index, 0, length);
        return this with { Index = start, Length = Math.Clamp(Length, 0, length - start) };
    }
}

/// <summary>A page in the story as the other pages see it.</summary>
/// <param name="ClientId">Which page.</param>
/// <param name="ProfileId">Whose.</param>
/// <param name="Shown">Name and colour.</param>
/// <param name="Selection">Null while it is nowhere in the words.</param>
/// <param name="IsHere">False when it has left.</param>
public sealed record PageHere(Guid ClientId, Guid ProfileId, Presentation Shown, StorySelection? Selection, bool IsHere = true);
