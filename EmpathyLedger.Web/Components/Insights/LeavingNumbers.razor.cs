using System.Globalization;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Web.Components.Communities;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Insights;

/// <summary>On the settings of a community, for its stewards; for anybody else there is nothing.</summary>
public sealed partial class LeavingNumbers
{
    private InsightStanding? _standing;
    private string? _typed;
    private string? _problem;

    [Inject]
    private InsightDownloads Downloads { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter, EditorRequired]
    public Actor Actor { get; set; }

    [Parameter, EditorRequired]
    public Guid CommunityId { get; set; }

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    protected override async Task OnInitializedAsync() =>
        _standing = await Downloads.GetStandingAsync(Actor, CommunityId, Http.RequestAborted);

    private static string Quarters(InsightStanding standing)
    {
        var words = standing.Shown == 0 ? "No quarter can be taken away yet." : $"{InsightWords.Count(standing.Shown, "quarter", "quarters")} can be taken away.";
        if (standing.Withheld > 0)
        {
            words += $" Of {InsightWords.Count(standing.Withheld, "quarter", "quarters")} there are no numbers: too few people told.";
        }

        return standing.Dropped == 0 ? words
            : $"{words} {InsightWords.Count(standing.Dropped, "quarter is", "quarters are")} taken back for good, because a story in it may not be counted any more.";
    }

    private async Task AskAsync()
    {
        if (await Downloads.AskAsync(Actor, CommunityId, Http.RequestAborted))
        {
            Go(Communities.Said.NumbersAsked);
        }
        else
        {
            Navigation.NotFound();
        }
    }

    private async Task SaveAsync()
    {
        _typed = Http.Request.Form["people"];
        var outcome = int.TryParse(_typed, NumberStyles.None, CultureInfo.InvariantCulture, out var people)
            ? await Downloads.SetSmallestGroupAsync(Actor, CommunityId, people, Http.RequestAborted)
            : SmallestGroupOutcome.OutOfBounds;
        switch (outcome)
        {
            case SmallestGroupOutcome.Saved:
                Go(Communities.Said.Saved);
                break;
            case SmallestGroupOutcome.OutOfBounds:
                _problem = $"Write a number from {InsightDownloads.FewestInAGroup} to {InsightDownloads.MostInAGroup:N0}. Groups of fewer than {InsightDownloads.FewestInAGroup} people never leave the community.";
                break;
            case SmallestGroupOutcome.NotFound:
                Navigation.NotFound();
                break;
        }
    }

    private void Go(Said said) => Navigation.NavigateTo(CommunityPaths.Telling(CommunityPaths.Settings(Slug), said));
}
