using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Web.Components.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Pages;

/// <summary>The people whose stories are looked after: their names, and the links by which they take them over.</summary>
public sealed partial class NarratorsPage
{
    private NarratorPage _page = new([], null);
    private IReadOnlyList<ClaimedNarrator> _claimed = [];
    private string? _link;
    private string? _linkFor;
    private string? _problem;

    [Inject]
    private Narrators Narrators { get; set; } = default!;

    [Inject]
    private PublicAddress Address { get; set; } = default!;

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public Guid AfterId { get; set; }

    private NarratorPlace? Start => After is null ? null : new NarratorPlace(After, AfterId);

    protected override bool IsOpen(CommunityView community) => community.IsSteward;

    protected override Task LoadAsync(CommunityView community) => ReadAsync(community);

    private async Task ReadAsync(CommunityView community)
    {
        _page = await Narrators.ListAsync(Actor, community.Id, Start, Http.RequestAborted);
        _claimed = After is null ? await Narrators.ListClaimedAsync(Actor, community.Id, Http.RequestAborted) : [];
    }

    private async Task MakeLinkAsync(NarratorStanding narrator)
    {
        var made = await Narrators.MakeClaimLinkAsync(Actor, narrator.ProfileId, Http.RequestAborted);
        if (made is { Outcome: ClaimLinkOutcome.Made, Token: { } token })
        {
            _link = Address.To(ArchivePaths.Claim(token.Text).TrimStart('/')).ToString();
            _linkFor = narrator.Name;
            await ReadAsync(Community!);
        }
        else
        {
            _problem = $"{narrator.Name} is not here any more: their stories may be theirs by now.";
        }
    }

    private async Task RenameAsync(NarratorStanding narrator)
    {
        var name = Http.Request.Form["name"].ToString();
        switch (await Narrators.RenameAsync(Actor, narrator.ProfileId, name, Http.RequestAborted))
        {
            case RenameNarratorOutcome.Renamed:
                Navigation.NavigateTo(CommunityPaths.Telling(ArchivePaths.Narrators(Slug), Communities.Said.Saved));
                break;
            case RenameNarratorOutcome.Invalid:
                _problem = "A name has at least one letter, and at most 120.";
                break;
            case RenameNarratorOutcome.NameTaken:
                _problem = $"Somebody else here is called “{name.Trim()}”. Add what tells the two apart, such as a place or a year.";
                break;
            case RenameNarratorOutcome.NotFound:
                _problem = $"{narrator.Name} is not here any more: their stories may be theirs by now.";
                break;
        }
    }
}
