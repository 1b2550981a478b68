using Microsoft.JSInterop;

namespace EmpathyLedger.Web.Components.Live;

/// <summary>What a call into the browser ends with when the page was left, or its circuit is closing.</summary>
internal static class PageGone
{
    public static bool Is(Exception failure) => failure is JSDisconnectedException or OperationCanceledException;

    /// <summary>Gives the browser's half back, if it is still there.</summary>
    public static async ValueTask LetGoAsync(IJSObjectReference? module)
    {
        try
        {
            await (module?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception e) when (Is(e))
        {
        }
    }
}
