using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Errors;

/// <summary>What a person sees who was refused because of too many requests. Drawn without a database.</summary>
[PageWidth(PageWidth.Slim)]
public sealed partial class TooOftenDocument
{
    public const string Words =
        "Very many requests came from here in a short time, so the portal pauses its answers to you. Nothing is locked, and nothing that was saved is lost.";

    private LookSettings _look = LookSettings.Default;
    private string? _here;

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    [Parameter]
    public int Seconds { get; set; }

    private string Wait => (_here, Seconds) switch
    {
        (null, _) => "Wait a minute and go back in your browser: what you typed is still there. Then send it again.",
        (_, 1) => "Wait a second, then try again.",
        _ => $"Wait {Seconds} seconds, then try again.",
    };

    protected override void OnInitialized()
    {
        _look = LookSettings.Parse(Http.Request.Cookies[LookSettings.CookieName]);

        // Asking again for a page is a link; sending a form again is not.
        var address = $"{Http.Request.Path}{Http.Request.QueryString}";
        _here = HttpMethods.IsGet(Http.Request.Method) ? LocalUrl.OrHome(address) : null;
    }
}
