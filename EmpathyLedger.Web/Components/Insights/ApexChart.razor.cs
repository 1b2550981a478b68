using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>
/// Draws a chart with ApexCharts and moves it when the numbers change. The library is loaded by the script beside this file,
/// on the pages that have a chart.
/// </summary>
public sealed partial class ApexChart : IAsyncDisposable
{
    private ElementReference _place;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private ChartModel? _drawn;
    private bool _isGone;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public ChartModel Model { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Only what changed is sent: each render of the board comes by here.
        if (Model == _drawn || _isGone)
        {
            return;
        }

        var model = Model;
        _drawn = model;
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("show", model);
                return;
            }

            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Insights/ApexChart.razor.js");
            if (!_isGone)
            {
                _chart = await _module.InvokeAsync<IJSObjectReference>("draw", _place, model);
            }

            if (!_isGone && Model != model)
            {
                await _chart!.InvokeVoidAsync("show", _drawn = Model);
            }
        }
        catch (Exception e) when (PageGone.Is(e))
        {
            // The page is gone; the table of the next one is drawn with it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        try
        {
            await (_chart?.InvokeVoidAsync("remove") ?? ValueTask.CompletedTask);
        }
        catch (Exception e) when (PageGone.Is(e))
        {
        }

        await PageGone.LetGoAsync(_chart);
        await PageGone.LetGoAsync(_module);
    }
}
