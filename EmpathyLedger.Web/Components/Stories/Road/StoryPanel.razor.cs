using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Archive;
using EmpathyLedger.Web.Components.Archive.Shared;
using EmpathyLedger.Web.Components.Consent;
using EmpathyLedger.Web.Components.Errors;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Stories.Road;

/// <summary>
/// Beside the words: who may read them, what may happen with them, and their road. An island of its own, so that a lost
/// circuit never touches the text. What it shows is read from the database, at each change that is announced.
/// </summary>
public sealed partial class StoryPanel
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private StoryStanding? _standing;
    private StoryConsentView? _consents;
    private CustodyView? _kept;
    private CustodyView? _entered;
    private StoryPart? _part;
    private RoadMessage? _message;
    private IJSObjectReference? _module;
    private bool _isLoaded;
    private bool _hasCommunity = true;

    [Inject]
    private StoryRoad Road { get; set; } = default!;

    [Inject]
    private StoryConsents Consents { get; set; } = default!;

    [Inject]
    private StoryPeople People { get; set; } = default!;

    [Inject]
    private StoryCustody Custody { get; set; } = default!;

    [Inject]
    private Standings Standings { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    /// <summary>
    /// Before the circuit is there: then nothing could answer a press. Not while a step is under way: what is disabled loses
    /// the keyboard's place, so steps wait for each other instead.
    /// </summary>
    private bool IsBusy => !RendererInfo.IsInteractive;

    private List<string> Names => [.. _standing!.Communities.Select(community => community.Name)];

    /// <summary>The wish reaches further than the elders' word: said beside the choice.</summary>
    private string? Wider => (_standing, _consents!.Wished) switch
    {
        ({ Submitted: { } sent }, var wished) when wished > sent.Audience =>
            $"The elders are asked about {AudienceWords.Inside(sent.Audience, Names)}. To show it to {AudienceWords.Inside(wished, Names)}, send it again.",
        ({ Submitted: null, IsOpen: true, Published: { } shown }, var wished) when wished > shown.Audience =>
            $"The elders said yes for {AudienceWords.Inside(shown.Audience, Names)}. To show it to {AudienceWords.Inside(wished, Names)}, send it again.",
        _ => null,
    };

    protected override bool AsksForStaticPage => true;

    protected override bool IsWanted(LedgerEvent change) => change.StoryId == StoryId;

    protected override async Task RefreshAsync(Actor actor)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            var before = _standing?.Stage;
            await LoadAsync();
            if (_standing?.Stage != before)
            {
                // What was said of one's own last step would now stand beside another state.
                _message = null;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var actor = await ActorAsync();
            _consents = await Consents.GetAsync(actor, StoryId, Gone);
            var custody = await Custody.FindAsync(actor, StoryId, Gone);
            (_kept, _entered) = custody is { IsKept: true } ? (custody, null) : ((CustodyView?)null, custody);
            _standing = await Road.GetStandingAsync(actor, StoryId, Gone);
            _part = _standing is null ? await People.FindPartAsync(actor, StoryId, Gone) : null;
            _hasCommunity = _standing?.Communities.Count > 0 || (await Standings.LookAroundAsync(actor, Gone)).Communities.Count > 0;
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            _message = new RoadMessage(RoadWords.DatabaseAway, false);
        }

        _isLoaded = true;
    }

    private async Task<IReadOnlyList<ReaderChoice>> FindAsync(string text) =>
        await Consents.FindPeopleAsync(await ActorAsync(), StoryId, text, Gone);

    private Task ChooseAudienceAsync(PrivacyLevel audience) => StepAsync(async actor =>
        Of(await Consents.SetAudienceAsync(actor, StoryId, audience, Gone)));

    private Task ChooseReaderAsync(ReaderStep step) => StepAsync(async actor =>
        Of(await Consents.ChooseReaderAsync(actor, StoryId, step.ProfileId, step.IsChosen, Gone)));

    private Task AnswerAsync(ConsentStep step) => StepAsync(async actor => Of(step.IsGranted
        ? await Consents.GrantAsync(actor, StoryId, step.Purpose, Gone)
        : await Consents.WithdrawAsync(actor, StoryId, step.Purpose, Gone)));

    /// <summary>Each of what differs on its own, as it stands on record; the first that is refused ends it, and is said.</summary>
    private Task EnterAsync(Entering entering) => StepAsync(async actor =>
    {
        var outcome = entering.Level is { } level
            ? await Custody.EnterAudienceAsync(actor, StoryId, level, entering.Evidence, Gone)
            : EnterOutcome.Entered;
        foreach (var answer in entering.Answers)
        {
            if (outcome == EnterOutcome.Entered)
            {
                outcome = await Custody.EnterConsentAsync(actor, StoryId, answer.Purpose, answer.IsGranted, entering.Evidence, Gone);
            }
        }

        return CustodyWords.Say(outcome);
    });

    private Task SendAsync(Sending sending) => StepAsync(async actor =>
    {
        var editor = await FlushAsync();
        return editor is { Saved: false }
            ? new RoadMessage(RoadWords.NotSaved, false)
            : RoadWords.Say(await Road.SendToEldersAsync(
                actor, StoryId, editor?.Revision ?? _standing!.Revision, sending.Wish, sending.Note, Gone));
    });

    private Task ScheduleAsync(DateTimeOffset date) => StepAsync(async actor =>
        RoadWords.Say(await Road.ScheduleAsync(actor, StoryId, date, Gone), hasDate: true));

    private Task ActAsync(RoadAct act) => StepAsync(actor => ActAsync(actor, act));

    private async Task<RoadMessage?> ActAsync(Actor actor, RoadAct act)
    {
        switch (act)
        {
            case RoadAct.TakeBack:
                return RoadWords.Say(await Road.TakeBackAsync(actor, StoryId, Gone));
            case RoadAct.Publish:
                // What is published without elders is the draft itself: its last words must be there.
                return _standing is { Submitted: null } && await FlushAsync() is { Saved: false }
                    ? new RoadMessage(RoadWords.NotSaved, false)
                    : RoadWords.Say(await Road.PublishAsync(actor, StoryId, Gone));
            case RoadAct.Unschedule:
                return RoadWords.Say(await Road.ScheduleAsync(actor, StoryId, null, Gone), hasDate: false);
            case RoadAct.TakeDown:
                return RoadWords.Say(await Road.TakeDownAsync(actor, StoryId, Gone));
            case RoadAct.Withdraw:
                return RoadWords.Say(await Road.WithdrawAsync(actor, StoryId, Gone));
            case RoadAct.Archive:
                return RoadWords.Say(await Road.ArchiveAsync(actor, StoryId, Gone));
            case RoadAct.BringBack:
                return RoadWords.Say(await Road.BringBackAsync(actor, StoryId, Gone));
            case RoadAct.KeepPrivate:
                return await KeepPrivateAsync(actor)
                    ? RoadWords.Say(TakeBackFromEldersOutcome.TakenBack)
                    : new RoadMessage(RoadWords.NotFound, false);
            case RoadAct.Delete:
                var outcome = await Road.DeleteDraftAsync(actor, StoryId, Gone);
                if (outcome == DeleteOutcome.Deleted)
                {
                    Navigation.NavigateTo(_kept is { } kept ? ArchivePaths.Of(kept.CommunitySlug!) : PortalPaths.MyStories, forceLoad: true);
                }

                return RoadWords.Say(outcome);
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act, null);
        }
    }

    private async Task<bool> KeepPrivateAsync(Actor actor) => _kept is null
        ? await Consents.SetAudienceAsync(actor, StoryId, PrivacyLevel.Private, Gone) != ConsentOutcome.NotFound
        : await Custody.EnterAudienceAsync(actor, StoryId, PrivacyLevel.Private, Evidence.None, Gone) == EnterOutcome.Entered;

    private async Task StepAsync(Func<Actor, Task<RoadMessage?>> step)
    {
        await _turn.WaitAsync(Gone);
        try
        {
            _message = await step(await ActorAsync());
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            _message = new RoadMessage(RoadWords.DatabaseAway, false);
        }
        finally
        {
            await LoadAsync();
            _turn.Release();
        }
    }

    /// <summary>Asks the editor on this page to save what it has. Null where there is no editor.</summary>
    private async Task<EditorState?> FlushAsync()
    {
        _module ??= await Script.InvokeAsync<IJSObjectReference>(
            "import", Gone, "./Components/Stories/Road/StoryPanel.razor.js");
        return await _module.InvokeAsync<EditorState?>("flush", Gone);
    }

    /// <summary>A switch that turned says so itself: only a refusal needs words.</summary>
    private static RoadMessage? Of(ConsentOutcome outcome) => outcome switch
    {
        ConsentOutcome.Changed or ConsentOutcome.Unchanged => null,
        ConsentOutcome.NotFound => new RoadMessage(RoadWords.NotFound, false),
        ConsentOutcome.TooMany => new RoadMessage("You have chosen two hundred people for this story. Let somebody go before you choose another.", false),
    };

    protected override ValueTask LeaveAsync() => PageGone.LetGoAsync(_module);

    private sealed record EditorState(bool Saved, int Revision);
}
