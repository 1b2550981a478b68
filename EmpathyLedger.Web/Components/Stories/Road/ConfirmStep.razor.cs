using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Road;

/// <summary>A button that first says in place what will happen, and asks. No dialog: nothing covers the page.</summary>
public sealed partial class ConfirmStep
{
    private bool _isOpen;
    private bool _moveFocus;
    private ElementReference _button;
    private ElementReference _group;

    /// <summary>On the button, and the name of the question.</summary>
    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    /// <summary>What it is about, for who hears the page, where several say the same.</summary>
    [Parameter]
    public string? About { get; set; }

    /// <summary>On the button that does it.</summary>
    [Parameter, EditorRequired]
    public string Yes { get; set; } = "";

    /// <summary>What will happen, and whatever is to be chosen for it.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = default!;

    [Parameter]
    public string Css { get; set; } = "quiet";

    /// <summary>It takes something away.</summary>
    [Parameter]
    public bool IsGrave { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Asked first; while it says no, the question stays open (and says itself what is missing).</summary>
    [Parameter]
    public Func<bool>? IsReady { get; set; }

    [Parameter]
    public EventCallback OnYes { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_moveFocus)
        {
            _moveFocus = false;
            await (_isOpen ? _group : _button).FocusAsync();
        }
    }

    private void Open() => (_isOpen, _moveFocus) = (true, true);

    private void Back() => (_isOpen, _moveFocus) = (false, true);

    private async Task YesAsync()
    {
        if (IsReady?.Invoke() ?? true)
        {
            _isOpen = false;
            await OnYes.InvokeAsync();
        }
    }
}
