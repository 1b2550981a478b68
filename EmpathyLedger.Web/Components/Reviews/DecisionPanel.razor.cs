using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Reviews;

/// <summary>
/// Where an elder speaks for one community about one frozen copy. What the database says is shown; what is being written is
/// kept in the browser by the script beside this file, so that neither a lost circuit nor somebody else's word takes it.
/// </summary>
public sealed partial class DecisionPanel
{
    private ReviewStanding _standing = default!;
    private Step _step = Step.Choosing;
    private DecisionDraft? _draft;
    private ReviewCondition? _ticking;
    private MissingWords? _missing;
    private Guid? _next;
    private string? _refusal;
    private bool _isBusy;
    private bool _isFocusDue;
    private bool _isWatching;
    private ElementReference _root;
    private ElementReference _heading;
    private IJSObjectReference? _module;

    private enum Step
    {
        Choosing,
        Writing,
        Confirming,
        TakingBack,
        Ticking,
        Said,
        Closed,
    }

    [Inject]
    private StoryReviews Reviews { get; set; } = default!;

    [Inject]
    private Standings Standings { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    [Parameter, EditorRequired]
    public Guid VersionId { get; set; }

    [Parameter, EditorRequired]
    public ReviewSeat Seat { get; set; } = default!;

    /// <summary>The elder speaks for another community too, in another panel.</summary>
    [Parameter]
    public bool IsOneOfSeveral { get; set; }

    [Parameter, EditorRequired]
    public PrivacyLevel Audience { get; set; }

    /// <summary>As the page around it has read it.</summary>
    [Parameter, EditorRequired]
    public ReviewStanding Initial { get; set; } = default!;

    /// <summary>Before the circuit is there nothing could answer a press.</summary>
    private bool IsTooEarly => !RendererInfo.IsInteractive;

    private string HeadingId => $"decision-{Seat.CommunityId}";

    private string Key => $"{ViewerId}:{VersionId}:{Seat.CommunityId}";

    /// <summary>What stands in the database comes before the step that the elder had reached.</summary>
    private Step Now => _standing.Presence != ReviewPresence.Open ? Step.Closed
        : _standing.Own is null ? (_step is Step.Writing or Step.Confirming && _draft is not null ? _step : Step.Choosing)
        : _step == Step.TakingBack || (_step == Step.Ticking && _ticking is not null) ? _step
        : Step.Said;

    private string Heading => Now switch
    {
        Step.Choosing => IsOneOfSeveral ? $"What do you say for {Seat.CommunityName}?" : "What do you say?",
        Step.Writing => ReviewWords.Question(_draft!.Kind),
        Step.Confirming => "Is this what you want to say?",
        Step.TakingBack => "Take back what you said?",
        Step.Ticking => "Is this done?",
        Step.Said => IsOneOfSeveral ? $"What you have said for {Seat.CommunityName}" : "What you have said",
        Step.Closed => "This copy does not wait any more",
    };

    protected override void OnInitialized() => _standing = Initial;

    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind == LedgerEventKind.ReviewChanged && change.StoryId == StoryId && change.CommunityId == Seat.CommunityId)
        || (change.Kind == LedgerEventKind.MembershipChanged && change.ProfileId == ViewerId && change.CommunityId == Seat.CommunityId);

    protected override async Task RefreshAsync(Actor actor)
    {
        _standing = await Reviews.GetStandingAsync(actor, StoryId, VersionId, Seat.CommunityId, Gone);
        _next = _standing.Own is null ? null : await Reviews.FindNextAsync(actor, VersionId, Gone);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The key of what is kept in the browser says whose it is: known once the circuit is up.
        if (!_isWatching && ViewerId is not null)
        {
            _isWatching = true;
            _module = await Js.InvokeAsync<IJSObjectReference>("import", Gone, "./Components/Reviews/DecisionPanel.razor.js");
            await _module.InvokeVoidAsync("watch", Gone, _root, Key);
            if (_draft is null && await _module.InvokeAsync<KeptWords?>("restore", Gone, Key) is { } kept && kept.ToDraft(NewId()) is { } draft)
            {
                (_draft, _step) = (draft, Step.Writing);
                StateHasChanged();
            }
        }

        if (_isFocusDue)
        {
            _isFocusDue = false;
            await _heading.FocusAsync();
        }
    }

    private async Task ChooseAsync(DecisionKind kind)
    {
        if (_draft?.Kind != kind)
        {
            await ForgetAsync();
            _draft = new DecisionDraft(kind) { Id = NewId() };
        }

        Go(kind == DecisionKind.Approve ? Step.Confirming : Step.Writing);
    }

    private async Task GoOnAsync()
    {
        // What was typed while the circuit was away never arrived here as an event; the fields in the browser have it.
        if (_module is not null && await _module.InvokeAsync<KeptWords?>("read", Gone, _root) is { } typed)
        {
            typed.ApplyTo(_draft!);
        }

        _missing = _draft!.Missing;
        if (_missing is null)
        {
            Go(Step.Confirming);
        }
        else if (_module is not null)
        {
            // Who moves by keyboard is put where the words are missing.
            await _module.InvokeVoidAsync("lead", Gone, _root, _missing is MissingWords.Note or MissingWords.NoteTooLong ? "[data-note]" : "[data-condition]");
        }
    }

    private Task GoBackAsync() => _draft!.Kind == DecisionKind.Approve && _draft.Note.Length == 0 ? StartAgainAsync() : WriteAsync();

    private Task WriteAsync()
    {
        Go(Step.Writing);
        return Task.CompletedTask;
    }

    private async Task StartAgainAsync()
    {
        await ForgetAsync();
        _draft = null;
        Go(Step.Choosing);
    }

    private Task SayAsync() => ActAsync(async actor =>
    {
        var outcome = await Reviews.DecideAsync(
            actor, new NewDecision(_draft!.Id, VersionId, Seat.CommunityId, _draft.Kind, _draft.Note, _draft.Written), Gone);
        if (outcome == DecideOutcome.Recorded)
        {
            await ForgetAsync();
            _draft = null;
        }

        return ReviewWords.Refusal(outcome, Seat);
    });

    private Task TakeBackAsync() => ActAsync(async actor =>
        ReviewWords.Refusal(await Reviews.TakeBackAsync(actor, NewId(), _standing.Own!.Id, "", Gone), Seat));

    private Task TickAsync() => ActAsync(async actor =>
        ReviewWords.Refusal(await Reviews.TickConditionAsync(actor, _ticking!.Id, Gone), Seat));

    private Task AskToTakeBackAsync()
    {
        Go(Step.TakingBack);
        return Task.CompletedTask;
    }

    private Task AskToTickAsync(ReviewCondition condition)
    {
        _ticking = condition;
        Go(Step.Ticking);
        return Task.CompletedTask;
    }

    private Task LeaveItAsync()
    {
        Go(Step.Said);
        return Task.CompletedTask;
    }

    /// <summary>A second press while the first is on its way does nothing.</summary>
    private async Task ActAsync(Func<Actor, Task<string?>> act)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var actor = await ActorAsync();
            var refusal = await act(actor);
            await RefreshAsync(actor);
            Go(_standing.Own is null ? Step.Choosing : Step.Said);
            _refusal = refusal;
            if (_module is not null && await Standings.GetAsync(actor, Gone) is { } standing)
            {
                await _module.InvokeVoidAsync("count", Gone, PortalPaths.Reviews, standing.WaitingReviews);
            }
        }
        catch (Exception e) when (RefusedStatements.Translate(e) == StatementRefusal.Unavailable)
        {
            _refusal = ReviewWords.Unreachable;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void Go(Step step)
    {
        (_step, _missing, _refusal, _isFocusDue) = (step, null, null, true);
    }

    private async Task ForgetAsync()
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("forget", Gone, Key);
        }
    }

    private Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());

    protected override ValueTask LeaveAsync() => PageGone.LetGoAsync(_module);
}
