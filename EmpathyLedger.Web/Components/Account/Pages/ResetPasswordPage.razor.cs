using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class ResetPasswordPage
{
    [Inject]
    private PasswordResets Resets { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "reset-password")]
    private PasswordInput Input { get; set; } = null!;

    protected override void OnInitialized()
    {
        Input ??= new PasswordInput();
        Open(Input);
    }

    private async Task ChangeAsync()
    {
        if (!Limiter.TryTake(AttemptKind.SignInFromAddress, ClientAddress.Of(Http)))
        {
            Problem = AccountWords.TooManyTries;
            return;
        }

        var outcome = await Resets.ChangeAsync(
            Link!.AccountId, Link.Token, Input.Password!, Http.RequestAborted);
        switch (outcome)
        {
            case PasswordResetOutcome.Changed changed:
                await SignIns.SignInAsync(changed.Account, Http.RequestAborted);
                Navigation.NavigateTo("/");
                break;
            case PasswordResetOutcome.PasswordRefused refused:
                Messages.Add(Edit.Field(nameof(PasswordInput.Password)), refused.Reason);
                break;
            case PasswordResetOutcome.LinkNotValid:
                ShowBrokenLink();
                break;
        }
    }
}
