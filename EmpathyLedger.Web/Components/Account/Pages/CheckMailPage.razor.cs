using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

public sealed partial class CheckMailPage
{
    private EditContext _edit = null!;
    private string? _problem;
    private bool _isSent;

    [Inject]
    private Registrations Registrations { get; set; } = null!;

    [Inject]
    private AttemptLimiter Limiter { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm(FormName = "send-again")]
    private AddressInput Input { get; set; } = null!;

    protected override void OnInitialized()
    {
        Input ??= new AddressInput();
        _edit = new EditContext(Input);
    }

    private async Task SendAgainAsync()
    {
        if (!Limiter.TryTake(AttemptKind.LetterFromAddress, ClientAddress.Of(Http)))
        {
            _problem = AccountWords.TooManyTries;
            return;
        }

        await Registrations.SendAgainAsync(Input.Email!.Trim(), Http.RequestAborted);
        _isSent = true;
    }
}

/// <summary>A form that asks for an address and nothing else.</summary>
internal sealed class AddressInput
{
    [Required(ErrorMessage = AccountWords.WriteYourAddress)]
    [EmailAddress(ErrorMessage = AccountWords.AddressLooksLike)]
    [StringLength(256, ErrorMessage = AccountWords.AddressLooksLike)]
    public string? Email { get; set; }
}
