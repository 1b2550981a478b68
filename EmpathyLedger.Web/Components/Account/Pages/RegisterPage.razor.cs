using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class RegisterPage
{
    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private string? _problem;

    [Inject]
    private Registrations Registrations { get; set; } = null!;

    [Inject]
    private AttemptLimiter Limiter { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm(FormName = "register")]
    private RegisterInput Input { get; set; } = null!;

    protected override void OnInitialized()
    {
        Input ??= new RegisterInput();
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
    }

    private async Task RegisterAsync()
    {
        if (!Limiter.TryTake(AttemptKind.RegisterFromAddress, ClientAddress.Of(Http)))
        {
            _problem = AccountWords.TooManyTries;
            return;
        }

        var outcome = await Registrations.RegisterAsync(
            Input.Name!.Trim(), Input.Email!.Trim(), Input.Password!, Http.RequestAborted);
        switch (outcome)
        {
            case RegistrationOutcome.Accepted:
                Navigation.NavigateTo("account/check-your-mail");
                break;
            case RegistrationOutcome.PasswordRefused refused:
                _messages.Add(_edit.Field(nameof(RegisterInput.Password)), refused.Reason);
                break;
        }
    }

    private sealed class RegisterInput
    {
        [Required(ErrorMessage = "Write the name people know you by. It may be any name you go by.")]
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
