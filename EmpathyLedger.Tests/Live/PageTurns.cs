using Bunit;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Tests.Live;

internal static class PageTurns
{
    /// <summary>
    /// Finds something and does something with it in one turn of the renderer. In two, a page that draws itself in between (an event, an
    /// answer from the browser) has new elements, and what was found is none of them any more.
    /// </summary>
    public static Task InTurnAsync<TPage>(this IRenderedComponent<TPage> page, Func<IRenderedComponent<TPage>, Task> act)
        where TPage : IComponent =>
        page.InvokeAsync(() => act(page));
}
