using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Web.Components.Errors;
using EmpathyLedger.Web.Components.Stories.Road;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Shared;

/// <summary>
/// A file from "it is here" to "it came in". The work goes on in the server whether anybody looks or not; what is shown is
/// read anew whenever it has moved on.
/// </summary>
public sealed partial class ImportBoard
{
    private ImportView? _import;
    private IReadOnlyList<ImportRowView> _rows = [];
    private bool _onlyFailed;
    private bool _hasMore;
    private bool _isMapping;
    private string? _message;

    [Inject]
    private Imports Imports { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid CommunityId { get; set; }

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    /// <summary>What this community calls those who approve.</summary>
    [Parameter, EditorRequired]
    public string Elders { get; set; } = "";

    [Parameter, EditorRequired]
    public Guid ImportId { get; set; }

    /// <summary>As the static page has just read it, while that is drawn; a circuit reads it anew.</summary>
    [CascadingParameter]
    public ImportView? JustRead { get; set; }

    private bool IsBusy => !RendererInfo.IsInteractive;

    protected override bool AsksForStaticPage => true;

    protected override bool IsWanted(LedgerEvent change) =>
        change.Kind == LedgerEventKind.ImportChanged && change.CommunityId == CommunityId && change.ProfileId == ViewerId;

    protected override async Task RefreshAsync(Actor actor)
    {
        _import = JustRead ?? await Imports.FindAsync(actor, ImportId, Gone) ?? _import;
        await ReadRowsAsync(actor);
    }

    private async Task ReadRowsAsync(Actor actor)
    {
        if (_import is not { State: ImportState.Checked or ImportState.Done or ImportState.Cancelled })
        {
            _rows = [];
            return;
        }

        _rows = await Imports.ListRowsAsync(actor, ImportId, _onlyFailed, 0, Gone);
        _hasMore = _rows.Count == Imports.RowsAtOnce;
    }

    private async Task MoreAsync()
    {
        var more = await Imports.ListRowsAsync(await ActorAsync(), ImportId, _onlyFailed, _rows[^1].Number, Gone);
        (_rows, _hasMore) = ([.. _rows, .. more], more.Count == Imports.RowsAtOnce);
    }

    private async Task FilterAsync(bool onlyFailed)
    {
        _onlyFailed = onlyFailed;
        await ReadRowsAsync(await ActorAsync());
    }

    private Task CheckAsync(ImportMapping mapping) => StepAsync(actor => Imports.CheckAsync(actor, ImportId, mapping, Gone));

    private Task StartAsync() => StepAsync(actor => Imports.StartAsync(actor, ImportId, Gone));

    private Task CancelAsync() => StepAsync(actor => Imports.CancelAsync(actor, ImportId, Gone));

    private async Task StepAsync(Func<Actor, Task<ImportStepOutcome>> step)
    {
        try
        {
            _message = ImportWords.Refusal(await step(await ActorAsync()));
            _isMapping = false;
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            _message = RoadWords.DatabaseAway;
        }

        await FollowAsync();
    }

    private static string Pressed(bool isPressed) => isPressed ? "true" : "false";
}
