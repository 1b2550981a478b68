using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Pages;

/// <summary>What a link to claim opens. Nobody is named to who is not signed in.</summary>
public sealed partial class ClaimPage
{
    [Inject]
    private Narrators Narrators { get; set; } = default!;

    protected override bool AsksToSignInFirst => true;

    protected override Task<ClaimFace?> LookAsync(InvitationToken token) => Narrators.LookAtClaimAsync(Actor, token, Http.RequestAborted);

    private async Task ClaimAsync()
    {
        var community = Face!.CommunitySlug;
        switch ((await Narrators.ClaimAsync(Actor, Opener, Http.RequestAborted)).Outcome)
        {
            case ClaimOutcome.Claimed:
                Navigation.NavigateTo(CommunityPaths.Telling(CommunityPaths.Of(community), Communities.Said.ClaimedStories));
                break;
            case ClaimOutcome.NotSignedIn:
                AskToSignIn(ArchivePaths.Claim(Token));
                break;
            case ClaimOutcome.OwnLink:
                break;
            case ClaimOutcome.NotFound:
                Close();
                break;
        }
    }
}
