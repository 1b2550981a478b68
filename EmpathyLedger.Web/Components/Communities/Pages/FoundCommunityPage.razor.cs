using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Communities.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>For stewards; nothing is here for anybody else.</summary>
public sealed partial class FoundCommunityPage
{
    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private bool _mayFound;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private CommunityMembership Membership { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm(FormName = "found")]
    private FoundInput Input { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var mine = await Directory.ListMineAsync(await Current.GetAsync(), Http.RequestAborted);
        _mayFound = mine.Any(community => community.IsSteward);
        Input ??= new FoundInput { TimeZone = mine.FirstOrDefault(community => community.IsSteward)?.TimeZone };
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
        if (!_mayFound)
        {
            Navigation.NotFound();
        }
    }

    private async Task FoundAsync()
    {
        if (TimeZoneField.Find(Input.TimeZone) is not { } zone)
        {
            _messages.Add(_edit.Field(nameof(FoundInput.TimeZone)), TimeZoneField.Problem);
            return;
        }

        var (outcome, slug) = await Membership.FoundAsync(
            await Current.GetAsync(), Input.Name!.Trim(), Input.Description?.Trim() ?? "", Input.Place?.Trim() ?? "", zone, Http.RequestAborted);
        switch (outcome)
        {
            case FoundOutcome.Founded:
                Navigation.NavigateTo(CommunityPaths.Telling(CommunityPaths.Settings(slug!), Communities.Said.Founded));
                break;
            case FoundOutcome.NotASteward:
                Navigation.NotFound();
                break;
        }
    }

    private sealed class FoundInput
    {
        [Required(ErrorMessage = "Write the community's name.")]
        [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
        public string? Name { get; set; }

        [StringLength(200, ErrorMessage = "Use at most 200 characters for the place.")]
        public string? Place { get; set; }

        [StringLength(4000, ErrorMessage = "Use at most 4,000 characters.")]
        public string? Description { get; set; }

        [Required(ErrorMessage = TimeZoneField.Problem)]
        public string? TimeZone { get; set; }
    }
}
