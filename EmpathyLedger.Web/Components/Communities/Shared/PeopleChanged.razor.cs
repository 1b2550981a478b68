using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Shared;

/// <summary>An island on the people page: asks as its own actor whether the people are still those whom the page shows.</summary>
public sealed partial class PeopleChanged
{
    private string? _words;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Parameter, EditorRequired]
    public Guid CommunityId { get; set; }

    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    /// <summary>Where the page's list begins.</summary>
    [Parameter]
    public PageMark? After { get; set; }

    /// <summary>What the page shows, by <see cref="PeopleSeen"/>.</summary>
    [Parameter, EditorRequired]
    public string Seen { get; set; } = "";

    /// <summary>How many the page shows as asking to join.</summary>
    [Parameter]
    public int Waiting { get; set; }

    protected override bool IsWanted(LedgerEvent change) =>
        change.Kind == LedgerEventKind.MembershipChanged && change.CommunityId == CommunityId;

    protected override async Task RefreshAsync(Actor actor)
    {
        if (await Directory.FindAsync(actor, CommunityId, Gone) is not { IsMember: true } community)
        {
            _words = "You don't belong to this community any more.";
            return;
        }

        var members = await Directory.ListMembersAsync(actor, CommunityId, After, Gone);
        var waiting = community.IsSteward ? await Directory.ListWaitingAsync(actor, CommunityId, Gone) : [];
        _words = PeopleSeen.Of(members.Items, waiting) == Seen ? null
            : waiting.Count > Waiting ? "Somebody asks to join."
            : "Something has changed among the people.";
    }
}
