using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>A draft as it stands while it is written in. One owner at a time: the session's loop.</summary>
internal sealed class StoryState(int revision, TextDocument body, TextDocument transcript, StoryFields fields)
{
    /// <summary>Of the newest operation that is in it.</summary>
    public int Revision { get; private set; } = revision;

    public TextDocument Body => body;

    public TextDocument Transcript => transcript;

    public StoryFields Fields { get; private set; } = fields;

    /// <summary>The draft as the database has it.</summary>
    public static StoryState Of(Draft draft) => new(
        draft.Revision,
        TextDocument.FromDelta(Read(draft.Content.Body.ToJson())),
        TextDocument.FromDelta(new DeltaBuilder().Insert(draft.Content.Transcript + "\n").Build()),
        StoryFields.Of(draft.Content));

    /// <summary>See <see cref="TextDocument.KeepTheLastLineEnd"/>.</summary>
    public StoryChange KeepTheLastLineEnds(StoryChange change) => change with
    {
        Body = change.Body.IsEmpty ? change.Body : body.KeepTheLastLineEnd(change.Body),
        Transcript = change.Transcript.IsEmpty ? change.Transcript : transcript.KeepTheLastLineEnd(change.Transcript),
    };

    /// <summary>Applies the whole change, or nothing of it and says why not.</summary>
    /// <param name="change">Made for this state.</param>
    /// <param name="undo">Takes it back, as long as nothing was applied after it.</param>
    public ChangeRefusal? Apply(StoryChange change, out StoryUndo undo)
    {
        undo = new StoryUndo(Delta.Empty, Delta.Empty, Fields);
        if (body.Length + change.Body.ChangeLength > DraftLimits.BodyCharacters + 1
            || transcript.Length + change.Transcript.ChangeLength > DraftLimits.TranscriptCharacters + 1)
        {
            return ChangeRefusal.TooLong;
        }

        var fields = change.Fields.ApplyTo(Fields);
        if (!ReferenceEquals(fields, Fields) && fields.FindProblem() is not null)
        {
            return ChangeRefusal.BadField;
        }

        if (Change(body, change.Body, out var undoBody) is { } refused)
        {
            return refused;
        }

        if (Change(transcript, change.Transcript, out var undoTranscript) is { } alsoRefused)
        {
            Change(body, undoBody, out _);
            return alsoRefused;
        }

        undo = new StoryUndo(undoBody, undoTranscript, Fields);
        Fields = fields;
        Revision++;
        return null;
    }

    public void Undo(StoryUndo undo)
    {
        Change(body, undo.Body, out _);
        Change(transcript, undo.Transcript, out _);
        Fields = undo.Fields;
        Revision--;
    }

    private static ChangeRefusal? Change(TextDocument text, Delta change, out Delta undo)
    {
        undo = Delta.Empty;
        if (change.IsEmpty)
        {
            return null;
        }

        if (text.Check(change) is { } problem)
        {
            return ChangeRefusals.Of(problem);
        }

        undo = text.Invert(change);
        text.Apply(change);
        return null;
    }

    /// <summary>All that is in it, checked once more as a story's text is.</summary>
    public DraftContent ToContent() => Fields.ToContent() with
    {
        Body = StoryText.Parse(body.ToDelta().ToJson()),
        // Without the closing line end.
        Transcript = transcript.ReadText(0, transcript.Length - 1),
    };

    private static Delta Read(string json) =>
        Delta.ParseDocument(json).Delta ?? throw new FormatException("The text of a stored draft is no text.");
}

/// <summary>What takes a change back from the state that it was applied to.</summary>
internal sealed record StoryUndo(Delta Body, Delta Transcript, StoryFields Fields);
