using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Web.Components.Communities;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class ConfirmPage
{
    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private string? _problem;
    private bool _isLinkBroken;
    private Guid _account;

    [Inject]
    private Registrations Registrations { get; set; } = null!;

    [Inject]
    private SignIns SignIns { get; set; } = null!;

    [Inject]
    private AttemptLimiter Limiter { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    public string? AccountId { get; set; }

    [SupplyParameterFromQuery]
    public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "confirm")]
    private PasswordInput Input { get; set; } = null!;

    protected override void OnInitialized()
    {
        Input ??= new PasswordInput();
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
        if (!Guid.TryParse(AccountId, out _account) || AccountLetters.TokenFromLink(Token) is null)
        {
            ShowBrokenLink();
        }
    }

    private async Task ConfirmAsync()
    {
        var address = ClientAddress.Of(Http);
        if (!Limiter.TryTake(AttemptKind.SignInFromAddress, address)
            || !Limiter.TryTake(AttemptKind.SignInToAccountFromAddress, $"{_account} {address}"))
        {
            _problem = AccountWords.TooManyTries;
            return;
        }

        var (outcome, account) = await Registrations.ConfirmAsync(
            _account, AccountLetters.TokenFromLink(Token) ?? "", Input.Password!);
        switch (outcome)
        {
            case ConfirmationOutcome.Confirmed:
                await SignIns.SignInAsync(account!, Http.RequestAborted);
                Navigation.NavigateTo(RememberedInvitation.PathOrHome(Http));
                break;
            case ConfirmationOutcome.WrongPassword:
                _messages.Add(_edit.Field(nameof(PasswordInput.Password)), "That isn't the password you chose last. Try again, or choose a new one below.");
                break;
            case ConfirmationOutcome.LinkNotValid:
                ShowBrokenLink();
                break;
        }
    }

    private void ShowBrokenLink()
    {
        _problem = AccountWords.LinkNotValid;
        _isLinkBroken = true;
    }
}

/// <summary>A form that asks for a password and nothing else.</summary>
internal sealed class PasswordInput
{
    [Required(ErrorMessage = "Type your password.")]
    [StringLength(AccountWords.LongestPassword, ErrorMessage = AccountWords.PasswordTooLong)]
    public string? Password { get; set; }
}
