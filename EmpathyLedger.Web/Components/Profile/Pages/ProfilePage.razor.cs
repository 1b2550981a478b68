using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Media;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Communities;
using EmpathyLedger.Web.Components.Communities.Shared;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Identity;

namespace EmpathyLedger.Web.Components.Profile.Pages;

/// <summary>Who one is to the others.</summary>
public sealed partial class ProfilePage
{
    private const int LongestName = 120;

    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private Core.Communities.Profile? _profile;
    private IReadOnlyList<CommunityView> _mine = [];
    private Actor _actor;

    [Inject]
    private Profiles Profiles { get; set; } = null!;

    [Inject]
    private Pictures Pictures { get; set; } = null!;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private UserManager<LedgerAccount> Accounts { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery]
    public string? Said { get; set; }

    [SupplyParameterFromForm(FormName = "profile")]
    private ProfileInput Input { get; set; } = null!;

    private string? PictureUrl => _profile?.PictureId is { } id ? PortalPaths.Picture(id) : null;

    protected override async Task OnInitializedAsync()
    {
        _actor = await Current.GetAsync();
        var profile = await Profiles.ReadOwnAsync(_actor, Http.RequestAborted);
        _mine = await Directory.ListMineAsync(_actor, Http.RequestAborted);
        Input ??= new ProfileInput
        {
            Name = profile?.DisplayName,
            OtherNames = Lines.Write(profile?.OtherNames ?? []),
            Languages = Lines.Write(profile?.Languages ?? []),
        };
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
        if (profile is null)
        {
            Navigation.NotFound();
        }

        _profile = profile;
    }

    private async Task SaveAsync()
    {
        var otherNames = Lines.Read(Input.OtherNames, withCommas: true);
        var languages = Lines.Read(Input.Languages, withCommas: true);
        Check(nameof(ProfileInput.OtherNames), otherNames, Profiles.MostOtherNames);
        Check(nameof(ProfileInput.Languages), languages, Profiles.MostLanguages);
        if (_edit.GetValidationMessages().Any())
        {
            return;
        }

        var name = Input.Name!.Trim();
        if (await Profiles.EditOwnAsync(_actor, name, otherNames, languages, Http.RequestAborted) == EditOutcome.Saved)
        {
            await AddressLettersToAsync(name);
            Go(Communities.Said.Saved);
        }
        else
        {
            _messages.Add(_edit.Field(nameof(ProfileInput.Name)), "Something here is longer than the portal can keep. Make it shorter.");
        }
    }

    /// <summary>The account keeps a name of its own, which letters begin with.</summary>
    private async Task AddressLettersToAsync(string name)
    {
        if (_actor.ProfileId is { } id && await Accounts.FindByIdAsync(id.ToString()) is { } account && account.DisplayName != name)
        {
            account.DisplayName = name;
            await Accounts.UpdateAsync(account);
        }
    }

    private void Check(string field, List<string> lines, int most)
    {
        if (lines.Count > most)
        {
            _messages.Add(_edit.Field(field), $"Write at most {most} of them.");
        }
        else if (lines.Any(line => line.Length > LongestName))
        {
            _messages.Add(_edit.Field(field), $"Use at most {LongestName} characters for each.");
        }
    }

    private Task<PictureOutcome> KeepPictureAsync(Stream content, string fileName) =>
        Pictures.KeepProfilePictureAsync(_actor, content, fileName, Http.RequestAborted);

    private async Task RemovePictureAsync()
    {
        await Pictures.RemoveProfilePictureAsync(_actor, Http.RequestAborted);
        Go(Communities.Said.PictureRemoved);
    }

    private void Go(Said said) => Navigation.NavigateTo(CommunityPaths.Telling(PortalPaths.Profile, said));

    private sealed class ProfileInput
    {
        [Required(ErrorMessage = "Write the name people know you by.")]
        [StringLength(LongestName, ErrorMessage = "Use at most 120 characters for your name.")]
        public string? Name { get; set; }

        public string? OtherNames { get; set; }

        public string? Languages { get; set; }
    }
}
