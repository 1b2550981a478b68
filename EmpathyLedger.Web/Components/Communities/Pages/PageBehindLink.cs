using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>What a link with a token opens, for who holds it. Closed ones and made-up ones look the same.</summary>
/// <typeparam name="TFace">What may be known of it before it is used.</typeparam>
public abstract class PageBehindLink<TFace> : ComponentBase
    where TFace : class
{
    [Inject]
    protected CurrentActor Current { get; set; } = null!;

    [Inject]
    protected PortalContext Portal { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Token { get; set; }

    protected Actor Actor { get; private set; }

    /// <summary>Whose account it is; null when nobody is signed in.</summary>
    protected string? Name { get; private set; }

    /// <summary>Null when the link opens nothing, or nothing yet.</summary>
    protected TFace? Face { get; private set; }

    /// <summary>Nothing at all is told before somebody is signed in.</summary>
    protected virtual bool AsksToSignInFirst => false;

    /// <summary>Of the token, for using it: there is one wherever there is a face.</summary>
    protected InvitationToken Opener { get; private set; }

    protected abstract Task<TFace?> LookAsync(InvitationToken token);

    protected sealed override async Task OnInitializedAsync()
    {
        Actor = await Current.GetAsync();
        if (Actor.IsAnonymous && AsksToSignInFirst)
        {
            return;
        }

        if (InvitationToken.TryParse(Token, out var token))
        {
            (Opener, Face) = (token, await LookAsync(token));
        }

        if (Face is null)
        {
            Close();
        }
        else if (!Actor.IsAnonymous)
        {
            Name = (await Portal.GetAsync(Http.User, Http.RequestAborted)).Viewer.Name;
        }
    }

    protected void AskToSignIn(string returnPath) => Navigation.NavigateTo($"{PortalPaths.SignIn}?returnUrl={Uri.EscapeDataString(returnPath)}");

    protected virtual void Close()
    {
        Face = null;
        // Not "not found": that would be drawn as the page that has words about stories.
        Http.Response.StatusCode = StatusCodes.Status410Gone;
    }
}
