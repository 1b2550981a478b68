using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>Who belongs here: for members. Stewards also answer, give roles, remove and invite here.</summary>
public sealed partial class PeoplePage
{
    private CommunityView? _community;
    private Guid? _self;
    private Page<CommunityMember> _members = new([], null);
    private IReadOnlyList<WaitingPerson> _waiting = [];
    private IReadOnlyList<OpenInvitation> _invitations = [];

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Slug { get; set; }

    [SupplyParameterFromQuery]
    public string? Said { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public Guid AfterId { get; set; }

    private PageMark? Start => After is null ? null : new PageMark(After, AfterId);

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        var community = await Directory.FindAsync(actor, Slug, Http.RequestAborted);
        if (community is not { IsMember: true })
        {
            Navigation.NotFound();
            return;
        }

        _self = actor.ProfileId;
        _members = await Directory.ListMembersAsync(actor, community.Id, Start, Http.RequestAborted);
        if (community.IsSteward)
        {
            _waiting = await Directory.ListWaitingAsync(actor, community.Id, Http.RequestAborted);
        }

        _community = community;
        await ReadInvitationsAsync();
    }

    private async Task ReadInvitationsAsync()
    {
        if (_community is { IsSteward: true } community)
        {
            _invitations = await Directory.ListInvitationsAsync(await Current.GetAsync(), community.Id, Http.RequestAborted);
        }
    }

    private static string? PictureOf(Guid? id) => id is { } picture ? PortalPaths.Picture(picture) : null;
}
