using EmpathyLedger.Web.Components.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>
/// Draws a chart with ApexCharts and moves it when the numbers change. The script beside this file is loaded by the pages that
/// have a chart; from then on its element follows its own attributes, which travel with everything else that was drawn.
/// </summary>
public sealed partial class ApexChart
{
    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <inheritdoc cref="InsightCard.Frame"/>
    [Parameter, EditorRequired]
    public string Frame { get; set; } = "";

    /// <inheritdoc cref="InsightCard.Values"/>
    [Parameter, EditorRequired]
    public string Values { get; set; } = "";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            try
            {
                await Js.InvokeVoidAsync("import", "./Components/Insights/ApexChart.razor.js");
            }
            catch (Exception e) when (PageGone.Is(e))
            {
                // The page is gone; its table had the numbers.
            }
        }
    }
}
