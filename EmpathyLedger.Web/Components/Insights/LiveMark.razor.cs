using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Insights;

public sealed partial class LiveMark : IAsyncDisposable
{
    private ElementReference _place;
    private IJSObjectReference? _module;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>How often the numbers have moved since the page was opened.</summary>
    [Parameter, EditorRequired]
    public int Changes { get; set; }

    /// <summary>What a screen reader says when they move.</summary>
    [Parameter]
    public string Announced { get; set; } = "";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            try
            {
                _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Insights/LiveMark.razor.js");
                await _module.InvokeVoidAsync("follow", _place);
            }
            catch (Exception e) when (PageGone.Is(e))
            {
            }
        }
    }

    public ValueTask DisposeAsync() => PageGone.LetGoAsync(_module);
}
