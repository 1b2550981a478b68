using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>What an invitation's link opens. Closed ones and made-up ones look the same.</summary>
public sealed partial class JoinPage
{
    private InvitationFace? _face;
    private string? _name;

    [Inject]
    private CommunityMembership Membership { get; set; } = null!;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private PortalContext Portal { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _face = InvitationToken.TryParse(Token, out var token)
            ? await Membership.ReadInvitationAsync(actor, token, Http.RequestAborted)
            : null;
        if (_face is null)
        {
            Close();
        }
        else if (!actor.IsAnonymous)
        {
            _name = (await Portal.GetAsync(Http.User, Http.RequestAborted)).Viewer.Name;
        }
    }

    private async Task AcceptAsync()
    {
        var actor = await Current.GetAsync();
        if (!InvitationToken.TryParse(Token, out var token))
        {
            Close();
            return;
        }

        var (outcome, communityId) = await Membership.AcceptInvitationAsync(actor, token, Http.RequestAborted);
        switch (outcome)
        {
            case AcceptOutcome.Accepted:
                await GoInAsync(actor, communityId!.Value, Communities.Said.Joined);
                break;
            case AcceptOutcome.AlreadyMember:
                await GoInAsync(actor, communityId!.Value, Communities.Said.AlreadyMember);
                break;
            case AcceptOutcome.NotSignedIn:
                Navigation.NavigateTo($"{PortalPaths.SignIn}?returnUrl={CommunityPaths.Join(Token)}");
                break;
            case AcceptOutcome.NotFound:
                Close();
                break;
        }
    }

    private async Task GoInAsync(Actor actor, Guid communityId, Said said)
    {
        RememberedInvitation.Forget(Http);
        var community = await Directory.FindAsync(actor, communityId, Http.RequestAborted);
        Navigation.NavigateTo(community is null ? PortalPaths.Communities : CommunityPaths.Telling(CommunityPaths.Of(community.Slug), said));
    }

    private void Close()
    {
        _face = null;
        RememberedInvitation.Forget(Http);
        // Not "not found": that would be drawn as the page that has words about stories.
        Http.Response.StatusCode = StatusCodes.Status410Gone;
    }
}
