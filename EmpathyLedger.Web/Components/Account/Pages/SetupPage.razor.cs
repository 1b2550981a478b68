using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class SetupPage
{
    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private string? _problem;
    private bool _isOpen;

    [Inject]
    private PortalSetup Setup { get; set; } = null!;

    [Inject]
    private SetupToken Key { get; set; } = null!;

    [Inject]
    private PortalFacts Facts { get; set; } = null!;

    [Inject]
    private SignIns SignIns { get; set; } = null!;

    [Inject]
    private AttemptLimiter Limiter { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery]
    public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "setup")]
    private SetupInput Input { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SetupInput { TimeZone = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Etc/UTC" };
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
        _isOpen = Limiter.TryTake(AttemptKind.SetUpFromAddress, ClientAddress.Of(Http))
            && Key.Matches(Token)
            && !(await Facts.GetAsync(Http.RequestAborted)).IsSetUp;
    }

    private async Task SetUpAsync()
    {
        if (!_isOpen)
        {
            return;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Input.TimeZone!.Trim(), out var zone) || !zone.HasIanaId)
        {
            _messages.Add(_edit.Field(nameof(SetupInput.TimeZone)), "Write a time zone by its name, as in Australia/Darwin.");
            return;
        }

        var communityName = Input.CommunityName!.Trim();
        var portalName = string.IsNullOrWhiteSpace(Input.PortalName) ? communityName : Input.PortalName.Trim();
        var outcome = await Setup.SetUpAsync(
            new FirstCommunity(portalName, communityName, Input.Place!.Trim(), Input.DataLocation!.Trim(), zone.Id),
            Input.Name!.Trim(),
            Input.Email!.Trim(),
            Input.Password!,
            Http.RequestAborted);
        switch (outcome)
        {
            case SetupOutcome.Done done:
                await SignIns.SignInAsync(done.Steward, Http.RequestAborted);
                Navigation.NavigateTo("/");
                break;
            case SetupOutcome.PasswordRefused refused:
                _messages.Add(_edit.Field(nameof(SetupInput.Password)), refused.Reason);
                break;
            case SetupOutcome.AlreadySetUp:
                _problem = "Somebody has set this portal up in the meantime.";
                _isOpen = false;
                break;
        }
    }

    private sealed class SetupInput
    {
        [Required(ErrorMessage = "Write the community's name.")]
        [StringLength(120, ErrorMessage = "Use at most 120 characters for the community's name.")]
        public string? CommunityName { get; set; }

        [Required(ErrorMessage = "Write where the community is, in your own words.")]
        [StringLength(200, ErrorMessage = "Use at most 200 characters for the place.")]
        public string? Place { get; set; }

        [Required(ErrorMessage = "Write where this server stands, in your own words.")]
        [StringLength(120, ErrorMessage = "Use at most 120 characters for where the server stands.")]
        public string? DataLocation { get; set; }

        [Required(ErrorMessage = "Write a time zone by its name, as in Australia/Darwin.")]
        [StringLength(60, ErrorMessage = "Write a time zone by its name, as in Australia/Darwin.")]
        public string? TimeZone { get; set; }

        [StringLength(120, ErrorMessage = "Use at most 120 characters for the portal's name.")]
        public string? PortalName { get; set; }

        [Required(ErrorMessage = "Write the name people know you by.")]
        [StringLength(120, ErrorMessage = "Use at most 120 characters for your name.")]
        public string? Name { get; set; }

        [Required(ErrorMessage = AccountWords.WriteYourAddress)]
        [EmailAddress(ErrorMessage = AccountWords.AddressLooksLike)]
        [StringLength(256, ErrorMessage = AccountWords.AddressLooksLike)]
        public string? Email { get; set; }

        [Required(ErrorMessage = "Choose a password of at least 12 characters.")]
        [StringLength(AccountWords.LongestPassword, ErrorMessage = AccountWords.PasswordTooLong)]
        public string? Password { get; set; }
    }
}
