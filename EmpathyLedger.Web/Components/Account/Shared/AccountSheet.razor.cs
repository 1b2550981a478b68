using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Account.Shared;

/// <summary>What account pages share: a title, what went wrong as a whole, and the rest.</summary>
public sealed partial class AccountSheet
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Problem { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
