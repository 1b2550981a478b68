using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class ResetPasswordPage
{
    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private string? _problem;
    private bool _isLinkBroken;
    private Guid _account;

    [Inject]
    private PasswordResets Resets { get; set; } = null!;

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

    [SupplyParameterFromForm(FormName = "reset-password")]
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

    private async Task ChangeAsync()
    {
        if (!Limiter.TryTake(AttemptKind.SignInFromAddress, ClientAddress.Of(Http)))
        {
            _problem = AccountWords.TooManyTries;
            return;
        }

        var outcome = await Resets.ChangeAsync(
            _account, AccountLetters.TokenFromLink(Token) ?? "", Input.Password!, Http.RequestAborted);
        switch (outcome)
        {
            case PasswordResetOutcome.Changed changed:
                await SignIns.SignInAsync(changed.Account, Http.RequestAborted);
                Navigation.NavigateTo("/");
                break;
            case PasswordResetOutcome.PasswordRefused refused:
                _messages.Add(_edit.Field(nameof(PasswordInput.Password)), refused.Reason);
                break;
            case PasswordResetOutcome.LinkNotValid:
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
