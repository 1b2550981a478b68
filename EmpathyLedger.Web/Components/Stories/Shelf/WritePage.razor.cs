using System.Globalization;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Core.Stories.Shelf;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Shelf;

/// <summary>Begins a story on a press and opens it. Looking at the page begins nothing: pages are fetched ahead.</summary>
public sealed partial class WritePage
{
    private bool _hasBegun;

    [Inject]
    private StoryShelf Shelf { get; set; } = default!;

    [Inject]
    private StoryRoad Road { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync() =>
        _hasBegun = (await Shelf.ListAsync(await CurrentActor.GetAsync(), ShelfFilter.All, "", null, 1, Http.RequestAborted)).Stories.Count > 0;

    private async Task BeginAsync()
    {
        var (language, isRightToLeft) = LanguageOf(Http.Request);
        var story = await Road.StartAsync(await CurrentActor.GetAsync(), language, isRightToLeft, Http.RequestAborted);
        Navigation.NavigateTo(story is { } id ? $"{PortalPaths.Stories}/{id}/edit" : PortalPaths.SignIn);
    }

    /// <summary>The first language that the browser asks for, as far as it is one; the teller changes it while writing.</summary>
    internal static (string Language, bool IsRightToLeft) LanguageOf(HttpRequest request)
    {
        foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(wanted => wanted.Quality ?? 1))
        {
            var tag = wanted.Value.ToString().Split('-')[0].ToLowerInvariant();
            if (tag.Length is 2 or 3 && tag.All(char.IsAsciiLetter))
            {
                return (tag, CultureInfo.GetCultureInfo(tag).TextInfo.IsRightToLeft);
            }
        }

        return ("en", false);
    }
}
