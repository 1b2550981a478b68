using System.ComponentModel.DataAnnotations;
using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Pages;

/// <summary>What the link in a letter leads to: a password to type, or a sentence about a link that opens nothing.</summary>
public abstract class LetterLinkPage : ComponentBase
{
    [Inject]
    protected SignIns SignIns { get; set; } = null!;

    [Inject]
    protected AttemptLimiter Limiter { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    public string? AccountId { get; set; }

    [SupplyParameterFromQuery]
    public string? Token { get; set; }

    protected EditContext Edit { get; private set; } = null!;

    private protected ValidationMessageStore Messages { get; private set; } = null!;

    protected string? Problem { get; set; }

    /// <summary>Null when a mail program has cut it short.</summary>
    private protected LetterLink? Link { get; private set; }

    protected bool IsLinkBroken { get; private set; }

    private protected void Open(PasswordInput input)
    {
        Edit = new EditContext(input);
        Messages = new ValidationMessageStore(Edit);
        Link = LetterLink.Read(AccountId, Token);
        if (Link is null)
        {
            ShowBrokenLink();
        }
    }

    protected void ShowBrokenLink()
    {
        Problem = AccountWords.LinkNotValid;
        IsLinkBroken = true;
    }
}

/// <summary>Whose account, and the token that shows that the letter was read.</summary>
internal sealed record LetterLink(Guid AccountId, string Token)
{
    public static LetterLink? Read(string? account, string? token) =>
        Guid.TryParse(account, out var id) && AccountLetters.TokenFromLink(token) is { } read ? new LetterLink(id, read) : null;
}

/// <summary>A form that asks for a password and nothing else.</summary>
internal sealed class PasswordInput
{
    [Required(ErrorMessage = "Type your password.")]
    [StringLength(AccountWords.LongestPassword, ErrorMessage = AccountWords.PasswordTooLong)]
    public string? Password { get; set; }
}
