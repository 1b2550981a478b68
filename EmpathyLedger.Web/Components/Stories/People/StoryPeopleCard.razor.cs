using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Web.Components.Errors;
using EmpathyLedger.Web.Components.Stories.Road;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.People;

/// <summary>Everybody on the story, for everybody on it. Whoever gives parts asks people here, and changes or ends what they gave.</summary>
public sealed partial class StoryPeopleCard
{
    private StoryPeopleView? _view;
    private RoadMessage? _message;
    private string? _link;
    private Guid? _viewer;
    private bool _hasLeft;
    private bool _isOwnWish;
    private bool _movesFocus;
    private ElementReference _heading;

    [Inject]
    private StoryPeople People { get; set; } = default!;

    [Inject]
    private PublicAddress Address { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    private bool IsBusy => !RendererInfo.IsInteractive;

    protected override bool AsksForStaticPage => true;

    protected override bool IsWanted(LedgerEvent change) =>
        change.StoryId == StoryId && change.Kind is LedgerEventKind.PartChanged or LedgerEventKind.Resync
        || (change.Kind == LedgerEventKind.MembershipChanged && change.ProfileId == ViewerId);

    protected override async Task RefreshAsync(Actor actor)
    {
        var wasOnIt = _view is not null;
        _viewer = actor.ProfileId;
        _view = await People.GetAsync(actor, StoryId, Gone);
        _hasLeft |= wasOnIt && _view is null;
    }

    /// <summary>The button that was pressed may be gone with its line: the keyboard's place is the card then.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_movesFocus && (_view is not null || _hasLeft))
        {
            _movesFocus = false;
            await _heading.FocusAsync();
        }
    }

    private async Task<IReadOnlyList<PersonToInvite>> FindAsync(string name) => await People.FindPeopleAsync(await ActorAsync(), StoryId, name, Gone);

    private Task AskAsync(InviteByName wish) => StepAsync(async actor =>
        PartWords.Say(await People.InviteAsync(actor, StoryId, wish.Person.ProfileId, wish.Part, Gone), wish.Person.Name));

    private Task MakeLinkAsync(StoryPart part) => StepAsync(async actor =>
    {
        var made = await People.MakeLinkAsync(actor, StoryId, part, Gone);
        _link = made.Token is { } token ? Address.To(StoryLinkPage.PathOf(token.Text).TrimStart('/')).ToString() : null;
        return PartWords.Say(made.Outcome);
    });

    private Task EndInvitationAsync(Guid invitationId) => FocusedStepAsync(async actor =>
    {
        // What is shown may be the link that ends here.
        _link = null;
        return PartWords.Say(await People.EndInvitationAsync(actor, invitationId, Gone));
    });

    private Task ChangeAsync(PersonOnStory person, StoryPart part) => FocusedStepAsync(async actor =>
        PartWords.Say(await People.ChangeAsync(actor, StoryId, person.ProfileId, part, Gone), person.Name));

    private Task EndAsync(PersonOnStory person) => FocusedStepAsync(async actor =>
        PartWords.Say(await People.EndAsync(actor, StoryId, person.ProfileId, Gone), person.Name));

    private Task LeaveStoryAsync() => FocusedStepAsync(async actor =>
    {
        _isOwnWish = await People.LeaveAsync(actor, StoryId, Gone) == LeaveStoryOutcome.Left;
        return null;
    });

    private async Task FocusedStepAsync(Func<Actor, Task<RoadMessage?>> step)
    {
        await StepAsync(step);
        _movesFocus = true;
    }

    private async Task StepAsync(Func<Actor, Task<RoadMessage?>> step)
    {
        try
        {
            var actor = await ActorAsync();
            _message = await step(actor);
            await RefreshAsync(actor);
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            _message = new RoadMessage(RoadWords.DatabaseAway, false);
        }
    }
}
