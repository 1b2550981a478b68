using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Core.Stories.Reading;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.People;

/// <summary>Follows the operations of a draft as whoever looks; asked about anew with every change, so it empties when the part ends.</summary>
public sealed partial class WatchedDraft
{
    private WatchedStory? _watched;
    private DraftContent? _content;
    private StoryDocument _document = StoryDocument.Empty;
    private bool _mayWrite;
    private bool _isAsked;

    [Inject]
    private StoryPeople People { get; set; } = default!;

    [Inject]
    private StoryWatch Watch { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    protected override bool IsWanted(LedgerEvent change) => change.StoryId == StoryId;

    protected override async Task RefreshAsync(Actor actor)
    {
        var part = await People.FindPartAsync(actor, StoryId, Gone);
        _mayWrite = part?.MayWrite() == true;
        if (part is null || _mayWrite)
        {
            (_watched, _content, _document) = (null, null, StoryDocument.Empty);
        }
        else
        {
            await ReadAsync(actor);
        }

        _isAsked = true;
    }

    private async Task ReadAsync(Actor actor)
    {
        var before = _watched?.Revision;
        try
        {
            if (_watched is not null)
            {
                await Watch.FollowAsync(actor, _watched, Gone);
            }
        }
        catch (InvalidDataException)
        {
            // The history was cut off behind what is shown here.
            _watched = null;
        }

        _watched ??= await Watch.OpenAsync(actor, StoryId, Gone);
        if (_watched is null)
        {
            (_content, _document) = (null, StoryDocument.Empty);
        }
        else if (_content is null || _watched.Revision != before)
        {
            _content = _watched.Read();
            _document = StoryDocument.Parse(_content.Body.ToJson());
        }
    }
}
