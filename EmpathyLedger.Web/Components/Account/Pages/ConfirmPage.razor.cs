using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Web.Components.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class ConfirmPage
{
    [Inject]
    private Registrations Registrations { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "confirm")]
    private PasswordInput Input { get; set; } = null!;

    protected override void OnInitialized()
    {
        Input ??= new PasswordInput();
        Open(Input);
    }

    private async Task ConfirmAsync()
    {
        var address = ClientAddress.Of(Http);
        if (!Limiter.TryTake(AttemptKind.SignInFromAddress, address)
            || !Limiter.TryTake(AttemptKind.SignInToAccountFromAddress, $"{Link!.AccountId} {address}"))
        {
            Problem = AccountWords.TooManyTries;
            return;
        }

        var (outcome, account) = await Registrations.ConfirmAsync(
            Link!.AccountId, Link.Token, Input.Password!);
        switch (outcome)
        {
            case ConfirmationOutcome.Confirmed:
                await SignIns.SignInAsync(account!, Http.RequestAborted);
                Navigation.NavigateTo(RememberedInvitation.PathOrHome(Http));
                break;
            case ConfirmationOutcome.WrongPassword:
                Messages.Add(Edit.Field(nameof(PasswordInput.Password)), "That isn't the password you chose last. Try again, or choose a new one below.");
                break;
            case ConfirmationOutcome.LinkNotValid:
                ShowBrokenLink();
                break;
        }
    }
}
