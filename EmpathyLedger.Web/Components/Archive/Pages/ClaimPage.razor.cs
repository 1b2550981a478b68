using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Communities;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Pages;

/// <summary>What a link to claim opens. Closed ones and made-up ones look the same, and nobody is named to who is not signed in.</summary>
public sealed partial class ClaimPage
{
    private ClaimFace? _face;
    private bool _isSignedIn;
    private string _name = "";

    [Inject]
    private Narrators Narrators { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private PortalContext Portal { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _isSignedIn = !actor.IsAnonymous;
        if (!_isSignedIn)
        {
            return;
        }

        _name = (await Portal.GetAsync(Http.User, Http.RequestAborted)).Viewer.Name;
        _face = InvitationToken.TryParse(Token, out var token) ? await Narrators.LookAtClaimAsync(actor, token, Http.RequestAborted) : null;
        if (_face is null)
        {
            Close();
        }
    }

    private async Task ClaimAsync()
    {
        var face = _face;
        var outcome = InvitationToken.TryParse(Token, out var token)
            ? (await Narrators.ClaimAsync(await Current.GetAsync(), token, Http.RequestAborted)).Outcome
            : ClaimOutcome.NotFound;
        switch (outcome)
        {
            case ClaimOutcome.Claimed:
                Navigation.NavigateTo(CommunityPaths.Telling(CommunityPaths.Of(face!.CommunitySlug), Communities.Said.ClaimedStories));
                break;
            case ClaimOutcome.NotSignedIn:
                Navigation.NavigateTo($"{PortalPaths.SignIn}?returnUrl={Uri.EscapeDataString(ArchivePaths.Claim(Token))}");
                break;
            case ClaimOutcome.OwnLink:
                break;
            case ClaimOutcome.NotFound:
                Close();
                break;
        }
    }

    private void Close()
    {
        _face = null;
        // Not "not found": that would be drawn as the page that has words about stories.
        Http.Response.StatusCode = StatusCodes.Status410Gone;
    }
}
