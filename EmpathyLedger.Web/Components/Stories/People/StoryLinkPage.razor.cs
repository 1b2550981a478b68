using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Web.Components.Stories.Reading;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.People;

/// <summary>What a link to a story opens. Neither title nor names are told to who is not signed in.</summary>
public sealed partial class StoryLinkPage
{
    public static string PathOf(string token) => $"/stories/join/{token}";

    [Inject]
    private StoryPeople People { get; set; } = default!;

    protected override bool AsksToSignInFirst => true;

    protected override Task<StoryLinkFace?> LookAsync(InvitationToken token) => People.ReadLinkAsync(Actor, token, Http.RequestAborted);

    private async Task AcceptAsync()
    {
        var (outcome, story) = await People.AcceptLinkAsync(Actor, Opener, Http.RequestAborted);
        switch (outcome)
        {
            case AcceptLinkOutcome.Accepted or AcceptLinkOutcome.AlreadyOnIt:
                Navigation.NavigateTo(StoryPaths.Write(story!.Value));
                break;
            case AcceptLinkOutcome.NotSignedIn:
                AskToSignIn(PathOf(Token));
                break;
            case AcceptLinkOutcome.HasJudged:
                // The page says why.
                break;
            case AcceptLinkOutcome.NotFound:
                Close();
                break;
        }
    }
}
