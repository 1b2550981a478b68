using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Stories.Reading;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Reviews.Pages;

/// <summary>
/// Static: the words are drawn once, so that one opening is one line in the access log, and a lost circuit takes nothing
/// from under the reader's eyes. Only the part where an elder decides is an island.
/// </summary>
[CountedAs(RequestKind.Desk)]
public sealed partial class StoryReviewPage
{
    private readonly Dictionary<Guid, ReviewStanding> _standings = [];
    private ReviewReading? _reading;
    private ReviewStanding? _closed;

    [Inject]
    private StoryReviews Reviews { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter]
    public Guid VersionId { get; set; }

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    private string Direction => _reading?.Story.IsRightToLeft == true ? "rtl" : "ltr";

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        if (await Reviews.OpenAsync(actor, VersionId, Http.RequestAborted) is { } reading)
        {
            foreach (var seat in reading.Story.Seats)
            {
                _standings[seat.CommunityId] = await StandingAsync(actor, reading.Story.StoryId, seat.CommunityId);
            }

            _reading = reading;
            return;
        }

        // What one has said oneself one may always see again. Of the story itself nothing is shown.
        var own = (await Reviews.GetDecisionsAsync(actor, VersionId, Http.RequestAborted)).LastOrDefault(decision => decision is { IsOwn: true, Stands: true });
        _closed = own is null ? null : await StandingAsync(actor, own.StoryId, own.CommunityId);
        if (_closed is null)
        {
            Navigation.NotFound();
        }
    }

    private Task<ReviewStanding> StandingAsync(Actor actor, Guid storyId, Guid communityId) =>
        Reviews.GetStandingAsync(actor, storyId, VersionId, communityId, Http.RequestAborted);

    private static string Told(ReviewReading reading) => string.Join(" · ", new[]
    {
        reading.ToldWhen.Length > 0 ? $"Told of {StoryCards.ToldWhen(reading.ToldWhen)}" : "",
        reading.Place,
        reading.ToldTo.Length > 0 ? $"told to {reading.ToldTo}" : "",
        reading.Themes.Count > 0 ? $"about {string.Join(", ", reading.Themes)}" : "",
    }.Where(part => part.Length > 0));
}
