using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace EmpathyLedger.Web.Components.Stories.Reading;

/// <summary>
/// Static: the story is opened, and logged as opened, once for each view. Hidden and unknown are the same page.
/// </summary>
[CountedAs(RequestKind.Stories)]
public sealed partial class StoryPage
{
    private static readonly InteractiveServerRenderMode WithoutPrerender = new(prerender: false);

    private StoryOpening? _opening;

    [Inject]
    private StoryReader Stories { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    [Parameter]
    public Guid StoryId { get; set; }

    [SupplyParameterFromQuery]
    public string? Shared { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _opening = await Stories.OpenAsync(await CurrentActor.GetAsync(), StoryId, Http.RequestAborted);
        if (_opening.Outcome == StoryOpeningOutcome.NotFound)
        {
            Navigation.NotFound();
        }
    }

    private static List<string> Whereabouts(ReadableStory story) =>
        [.. story.Communities.Select(community => community.Name).Append(StoryCards.ToldWhen(story.ToldWhen)).Append(story.Place).Where(words => words.Length > 0)];

    private static string DirectionOf(ReadableStory story) => story.IsRightToLeft ? "rtl" : "ltr";

    private static string[] Lines(string transcript) =>
        transcript.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
