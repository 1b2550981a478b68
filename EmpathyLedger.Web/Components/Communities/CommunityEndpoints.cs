using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace EmpathyLedger.Web.Components.Communities;

/// <summary>
/// What one button does: plain forms that work without a circuit. Each carries the antiforgery token (binding a form
/// field demands it), does one thing as its actor, and goes back to the page with a sentence.
/// </summary>
public static class CommunityEndpoints
{
    public static void MapCommunities(this IEndpointRouteBuilder endpoints)
    {
        var community = endpoints.MapGroup("/communities/{slug}").RequireAuthorization();
        community.MapPost("/ask", AskAsync);
        community.MapPost("/leave", LeaveAsync);
        community.MapPost("/people/{profileId:guid}/answer", AnswerAsync);
        community.MapPost("/people/{profileId:guid}/roles", SetRolesAsync);
        community.MapPost("/people/{profileId:guid}/remove", RemoveAsync);
        community.MapPost("/invitations/{invitationId:guid}/end", EndInvitationAsync);
        endpoints.MapPost("/join/{token}/remember", Remember).AllowAnonymous();
    }

    private static async Task<IResult> AskAsync(
        string slug, [FromForm] string? note, CurrentActor current, CommunityDirectory directory, CommunityMembership membership, CancellationToken cancellationToken)
    {
        var (actor, community) = await FindAsync(slug, current, directory, cancellationToken);
        return community is null ? Results.NotFound() : Answer(
            CommunityPaths.Of(slug),
            await membership.AskToJoinAsync(actor, community.Id, NullIfEmpty(note), cancellationToken) switch
            {
                AskOutcome.Asked => Said.Asked,
                AskOutcome.AlreadyAsked => Said.AlreadyAsked,
                AskOutcome.AlreadyMember => Said.AlreadyMember,
                AskOutcome.NotFound or AskOutcome.NotSignedIn => null,
            });
    }

    private static async Task<IResult> LeaveAsync(
        string slug, [FromForm] string? sure, CurrentActor current, CommunityDirectory directory, CommunityMembership membership, CancellationToken cancellationToken)
    {
        var (actor, community) = await FindAsync(slug, current, directory, cancellationToken);
        if (community is null || sure != "yes" || actor.ProfileId is not { } self)
        {
            return Results.NotFound();
        }

        var outcome = await membership.EndMembershipAsync(actor, community.Id, self, cancellationToken);
        return Answer(
            outcome == EndMembershipOutcome.Ended && community.IsMember ? PortalPaths.Communities : CommunityPaths.Of(slug),
            Tell(outcome, community.IsMember ? Said.Left : Said.TookBack));
    }

    private static async Task<IResult> AnswerAsync(
        string slug, Guid profileId, [FromForm] string? welcome, CurrentActor current, CommunityDirectory directory, CommunityMembership membership, CancellationToken cancellationToken)
    {
        var (actor, community) = await FindAsync(slug, current, directory, cancellationToken);
        if (community is null || welcome is not ("yes" or "no"))
        {
            return Results.NotFound();
        }

        return Answer(
            CommunityPaths.People(slug),
            await membership.AnswerMembershipAsync(actor, community.Id, profileId, welcome == "yes", cancellationToken) switch
            {
                AnswerOutcome.Answered => welcome == "yes" ? Said.Welcomed : Said.NotNow,
                AnswerOutcome.NotWaiting => Said.NotWaiting,
                AnswerOutcome.NotFound => null,
            });
    }

    private static async Task<IResult> SetRolesAsync(
        string slug, Guid profileId, [FromForm] StringValues roles, CurrentActor current, CommunityDirectory directory, CommunityMembership membership, CancellationToken cancellationToken)
    {
        var (actor, community) = await FindAsync(slug, current, directory, cancellationToken);
        return community is null ? Results.NotFound() : Answer(
            CommunityPaths.People(slug),
            await membership.SetRolesAsync(actor, community.Id, profileId, RolesIn(roles), cancellationToken) switch
            {
                RolesOutcome.Changed => Said.RolesChanged,
                RolesOutcome.LastSteward => Said.LastSteward,
                RolesOutcome.NotAMember => Said.NotAMember,
                RolesOutcome.NotFound => null,
            });
    }

    private static async Task<IResult> RemoveAsync(
        string slug, Guid profileId, [FromForm] string? sure, CurrentActor current, CommunityDirectory directory, CommunityMembership membership, CancellationToken cancellationToken)
    {
        var (actor, community) = await FindAsync(slug, current, directory, cancellationToken);
        return community is null || sure != "yes" ? Results.NotFound() : Answer(
            CommunityPaths.People(slug),
            Tell(await membership.EndMembershipAsync(actor, community.Id, profileId, cancellationToken), Said.Removed));
    }

    private static async Task<IResult> EndInvitationAsync(
        string slug, Guid invitationId, [FromForm] string? sure, CurrentActor current, CommunityMembership membership, CancellationToken cancellationToken) =>
        sure == "yes" && await membership.EndInvitationAsync(await current.GetAsync(), invitationId, cancellationToken) == EndInvitationOutcome.Ended
            ? Answer(CommunityPaths.People(slug), Said.InvitationEnded)
            : Results.NotFound();

    /// <summary>Keeps the invitation on this device while its bearer makes an account.</summary>
    private static IResult Remember(HttpContext http, string token, [FromForm] string? next)
    {
        if (!InvitationToken.TryParse(token, out var parsed))
        {
            return Results.NotFound();
        }

        RememberedInvitation.Keep(http, parsed);
        return Results.LocalRedirect(next == "sign-in" ? $"{PortalPaths.SignIn}?returnUrl={CommunityPaths.Join(parsed.Text)}" : PortalPaths.Register);
    }

    internal static IReadOnlyList<CommunityRole> RolesIn(IEnumerable<string?>? words) =>
        [.. RoleWords.All.Where(role => role == CommunityRole.Member || words?.Contains(role.ToSql()) == true)];

    private static async Task<(Actor Actor, CommunityView? Community)> FindAsync(
        string slug, CurrentActor current, CommunityDirectory directory, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync();
        return (actor, await directory.FindAsync(actor, slug, cancellationToken));
    }

    private static Said? Tell(EndMembershipOutcome outcome, Said ended) => outcome switch
    {
        EndMembershipOutcome.Ended => ended,
        EndMembershipOutcome.LastSteward => Said.LastSteward,
        EndMembershipOutcome.NotAMember => Said.NotAMember,
        EndMembershipOutcome.NotFound => null,
    };

    private static IResult Answer(string path, Said? said) =>
        said is { } words ? Results.LocalRedirect(CommunityPaths.Telling(path, words)) : Results.NotFound();

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
