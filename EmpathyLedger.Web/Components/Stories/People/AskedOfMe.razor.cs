using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Web.Components.Stories.Reading;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.People;

/// <summary>Invitations by name that wait for this person, and the stories that they only read along with.</summary>
public sealed partial class AskedOfMe
{
    private readonly Dictionary<Guid, string> _problems = [];
    private IReadOnlyList<InvitationToStory> _asked = [];
    private IReadOnlyList<SharedStory> _shared = [];
    private string? _said;

    [Inject]
    private StoryPeople People { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>Without answers: at home.</summary>
    [Parameter]
    public bool IsBrief { get; set; }

    private bool IsBusy => !RendererInfo.IsInteractive;

    protected override bool AsksForStaticPage => true;

    protected override bool IsWanted(LedgerEvent change) =>
        change.Kind is LedgerEventKind.PartChanged or LedgerEventKind.NotificationAdded && change.ProfileId == ViewerId;

    protected override async Task RefreshAsync(Actor actor)
    {
        _asked = await People.MyInvitationsAsync(actor, Gone);

        // What one writes is on the shelf itself.
        _shared = IsBrief ? [] : [.. (await People.MySharedStoriesAsync(actor, Gone)).Where(story => !story.Part.MayWrite())];
    }

    private async Task AnswerAsync(InvitationToStory asked, bool isAccepted)
    {
        var actor = await ActorAsync();
        var outcome = await People.AnswerAsync(actor, asked.Id, isAccepted, Gone);
        if (outcome == AnswerInvitationOutcome.Accepted)
        {
            Navigation.NavigateTo(StoryPaths.Write(asked.StoryId), forceLoad: true);
            return;
        }

        if (outcome == AnswerInvitationOutcome.HasJudged)
        {
            _problems[asked.Id] = PartWords.Judged;
        }
        else
        {
            _said = PartWords.Problem(outcome) ?? $"You said no to {asked.InviterName}. They are told.";
        }

        await RefreshAsync(actor);
    }
}
