using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class SignInPage
{
    private EditContext _edit = null!;
    private string? _problem;
    private bool _isNotConfirmed;
    private IReadOnlyList<DemoPerson> _demoPeople = [];

    [Inject]
    private SignIns SignIns { get; set; } = null!;

    [Inject]
    private PortalFacts Facts { get; set; } = null!;

    [Inject]
    private DemoPeople DemoPeople { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInInput Input { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SignInInput();
        _edit = new EditContext(Input);
        if ((await Facts.GetAsync(Http.RequestAborted)).IsDemo)
        {
            _demoPeople = await DemoPeople.ListAsync(Http.RequestAborted);
        }
    }

    private async Task SignInAsync()
    {
        var outcome = await SignIns.SignInAsync(
            Input.Email!.Trim(), Input.Password!, ClientAddress.Of(Http), Http.RequestAborted);
        switch (outcome)
        {
            case SignInOutcome.SignedIn:
                Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
                break;
            case SignInOutcome.Refused:
                _problem = "Address and password don't belong together. Look at both, or choose a new password below.";
                break;
            case SignInOutcome.NotConfirmed:
                _problem = "This address isn't confirmed yet. Open the link in the letter that we sent you.";
                _isNotConfirmed = true;
                break;
            case SignInOutcome.TooManyTries:
                _problem = AccountWords.TooManyTries;
                break;
        }
    }

    private sealed class SignInInput
    {
        [Required(ErrorMessage = AccountWords.WriteYourAddress)]
        [StringLength(256, ErrorMessage = AccountWords.AddressLooksLike)]
        public string? Email { get; set; }

        [Required(ErrorMessage = "Type your password.")]
        [StringLength(AccountWords.LongestPassword, ErrorMessage = AccountWords.PasswordTooLong)]
        public string? Password { get; set; }
    }
}
