using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>What an invitation's link opens, to visitors too.</summary>
public sealed partial class JoinPage
{
    [Inject]
    private CommunityMembership Membership { get; set; } = null!;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    protected override Task<InvitationFace?> LookAsync(InvitationToken token) => Membership.ReadInvitationAsync(Actor, token, Http.RequestAborted);

    protected override void Close()
    {
        RememberedInvitation.Forget(Http);
        base.Close();
    }

    private async Task AcceptAsync()
    {
        var (outcome, communityId) = await Membership.AcceptInvitationAsync(Actor, Opener, Http.RequestAborted);
        switch (outcome)
        {
            case AcceptOutcome.Accepted:
                await GoInAsync(communityId!.Value, Communities.Said.Joined);
                break;
            case AcceptOutcome.AlreadyMember:
                await GoInAsync(communityId!.Value, Communities.Said.AlreadyMember);
                break;
            case AcceptOutcome.NotSignedIn:
                AskToSignIn(CommunityPaths.Join(Token));
                break;
            case AcceptOutcome.NotFound:
                Close();
                break;
        }
    }

    private async Task GoInAsync(Guid communityId, Said said)
    {
        RememberedInvitation.Forget(Http);
        var community = await Directory.FindAsync(Actor, communityId, Http.RequestAborted);
        Navigation.NavigateTo(community is null ? PortalPaths.Communities : CommunityPaths.Telling(CommunityPaths.Of(community.Slug), said));
    }
}
