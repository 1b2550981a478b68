using System.Globalization;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Pages;

/// <summary>The stories that a steward looks after for people who have no account, and the doors in and out.</summary>
public sealed partial class ArchivePage
{
    private KeptPage _page = new([], null);
    private List<CustodianStanding> _leftBehind = [];

    [Inject]
    private StoryCustody Custody { get; set; } = default!;

    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>Part of a title, or of a narrator's name.</summary>
    [SupplyParameterFromQuery]
    public string? Words { get; set; }

    /// <summary>Only what this narrator told.</summary>
    [SupplyParameterFromQuery(Name = "narrator")]
    public Guid? NarratorId { get; set; }

    /// <summary>When the last row of the page before was saved, and which story it is.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? AfterSaved { get; set; }

    [SupplyParameterFromQuery]
    public Guid AfterId { get; set; }

    private KeptStage Stage => Enum.TryParse<KeptStage>(Show, ignoreCase: true, out var stage) && Enum.IsDefined(stage) ? stage : KeptStage.All;

    private bool IsNarrowed => Stage != KeptStage.All || NarratorId is not null || !string.IsNullOrEmpty(Words) || After is not null;

    private KeptPlace? After =>
        DateTimeOffset.TryParse(AfterSaved, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var saved) ? new KeptPlace(saved, AfterId) : null;

    private long Left => _leftBehind.Sum(left => left.Stories);

    protected override bool IsOpen(CommunityView community) => community.IsSteward;

    protected override async Task LoadAsync(CommunityView community)
    {
        _page = await Custody.ListAsync(Actor, community.Id, new KeptFilter(Words ?? "", NarratorId, Stage), After, Http.RequestAborted);
        _leftBehind = [.. (await Custody.ListCustodiansAsync(Actor, community.Id, Http.RequestAborted)).Where(custodian => !custodian.IsSteward)];
    }

    private async Task TakeOverAsync()
    {
        foreach (var left in _leftBehind)
        {
            await Custody.TakeOverAsync(Actor, Community!.Id, left.ProfileId, Http.RequestAborted);
        }

        Navigation.NavigateTo(CommunityPaths.Telling(ArchivePaths.Of(Slug), Communities.Said.TakenOver));
    }

    private string Address(KeptStage stage) =>
        $"{ArchivePaths.Of(Slug)}?show={stage}&words={Uri.EscapeDataString(Words ?? "")}{(NarratorId is { } narrator ? $"&narrator={narrator}" : "")}";

    private string Next(KeptPlace place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Address(Stage)}&after={Uri.EscapeDataString(place.SavedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture))}&afterId={place.StoryId}");
}
