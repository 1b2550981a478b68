using System.Globalization;
using EmpathyLedger.Core.Collaboration.History;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.History;

/// <summary>Who wrote when: looked through, compared, brought back, forgotten. Static: each is a link or a form.</summary>
[CountedAs(RequestKind.Desk)]
public sealed partial class HistoryPage
{
    private Timeline? _timeline;
    private List<(MomentKey Key, string Words)> _moments = [];
    private bool _isPurged;
    private bool _isBeingWritten;

    [Inject]
    private StoryHistory History { get; set; } = default!;

    [Inject]
    private StoryVersions Versions { get; set; } = default!;

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public Guid StoryId { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private int? Before { get; set; }

    private string StoryPath => $"{PortalPaths.Stories}/{StoryId}";

    private string Path => $"{StoryPath}/history";

    private string EditPath => $"{StoryPath}/edit";

    private string VersionsPath => $"{StoryPath}/versions";

    private string ComparePath => $"{Path}/compare";

    protected override async Task OnInitializedAsync() => await LoadAsync();

    private string ReplayPath(Sitting sitting) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}/replay?after={sitting.FirstRevision - 1}&until={sitting.LastRevision}");

    private string CompareWithBefore(Sitting sitting) =>
        $"{ComparePath}?before={new MomentKey(sitting.FirstRevision - 1, null)}&after={new MomentKey(sitting.LastRevision, null)}";

    private async Task LoadAsync()
    {
        var actor = await CurrentActor.GetAsync();
        _timeline = await History.ReadTimelineAsync(actor, StoryId, Before, Http.RequestAborted);
        if (_timeline is null)
        {
            Navigation.NotFound();
            return;
        }

        var versions = await Versions.ListAsync(actor, StoryId, null, Http.RequestAborted);
        _moments =
        [
            (MomentKey.Now, "As it is now"),
            .. _timeline.Sittings.Select(sitting => (new MomentKey(sitting.LastRevision, null), HistoryWords.Moment(sitting, Clock))),
            .. (versions?.Versions ?? []).Select(version => (new MomentKey(null, version.Id), HistoryWords.Moment(version, Clock))),
        ];
    }

    private async Task RestoreAsync(int revision)
    {
        switch (await History.RestoreAsync(await CurrentActor.GetAsync(), StoryId, revision, Http.RequestAborted))
        {
            case WriteOutcome.Written:
                Navigation.NavigateTo(EditPath);
                break;
            case WriteOutcome.NotFound:
                Navigation.NotFound();
                break;
        }
    }

    private async Task PurgeAsync()
    {
        var outcome = await History.PurgeAsync(await CurrentActor.GetAsync(), StoryId, Http.RequestAborted);
        (_isPurged, _isBeingWritten) = (outcome == PurgeOutcome.Purged, outcome == PurgeOutcome.BeingWritten);
        await LoadAsync();
    }
}
