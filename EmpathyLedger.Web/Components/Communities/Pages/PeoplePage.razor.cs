using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>Who belongs here: for members. Stewards also answer, give roles, remove and invite here.</summary>
public sealed partial class PeoplePage
{
    private Guid? _self;
    private Page<CommunityMember> _members = new([], null);
    private IReadOnlyList<WaitingPerson> _waiting = [];
    private IReadOnlyList<OpenInvitation> _invitations = [];

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public Guid AfterId { get; set; }

    private PageMark? Start => After is null ? null : new PageMark(After, AfterId);

    protected override bool IsOpen(CommunityView community) => community.IsMember;

    protected override async Task LoadAsync(CommunityView community)
    {
        _self = Actor.ProfileId;
        _members = await Directory.ListMembersAsync(Actor, community.Id, Start, Http.RequestAborted);
        if (community.IsSteward)
        {
            _waiting = await Directory.ListWaitingAsync(Actor, community.Id, Http.RequestAborted);
            await ReadInvitationsAsync(community);
        }
    }

    private async Task ReadInvitationsAsync(CommunityView community) =>
        _invitations = await Directory.ListInvitationsAsync(Actor, community.Id, Http.RequestAborted);

    private static string? PictureOf(Guid? id) => id is { } picture ? PortalPaths.Picture(picture) : null;
}
