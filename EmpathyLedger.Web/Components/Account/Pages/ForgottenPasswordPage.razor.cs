using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class ForgottenPasswordPage
{
    private EditContext _edit = null!;
    private string? _problem;
    private bool _isSent;

    [Inject]
    private PasswordResets Resets { get; set; } = null!;

    [Inject]
    private AttemptLimiter Limiter { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm(FormName = "forgotten-password")]
    private AddressInput Input { get; set; } = null!;

    protected override void OnInitialized()
    {
        Input ??= new AddressInput();
        _edit = new EditContext(Input);
    }

    private async Task AskAsync()
    {
        if (!Limiter.TryTake(AttemptKind.LetterFromAddress, ClientAddress.Of(Http)))
        {
            _problem = AccountWords.TooManyTries;
            return;
        }

        await Resets.AskAsync(Input.Email!.Trim(), Http.RequestAborted);
        _isSent = true;
    }
}
