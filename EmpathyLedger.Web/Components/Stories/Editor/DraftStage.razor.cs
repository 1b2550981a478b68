using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Errors;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Editor;

/// <summary>Where the story stands, in one line.</summary>
public sealed partial class DraftStage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private string _words = "";

    public DraftStage() => Gone = _gone.Token;

    /// <summary>Still to be asked after the component was disposed, by what was under way then; its source is not.</summary>
    private CancellationToken Gone { get; }

    [Inject]
    private Drafts Drafts { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private LedgerEvents Events { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Events.Subscribe(change => change.StoryId == StoryId, _ => InvokeAsync(RefreshAsync));
        }

        await LoadAsync();
    }

    private async Task RefreshAsync()
    {
        if (!_gone.IsCancellationRequested)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            _words = await Drafts.FindDeskAsync(await CurrentActor.GetAsync(), StoryId, Gone) is { } desk ? WordsFor(desk) : "";
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left; nobody reads the line any more.
        }
        catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
        {
            // The line stays as it is until the next change; the editor itself says that nothing can be saved just now.
        }
    }

    private static string WordsFor(WritingDesk desk) => desk switch
    {
        { IsArchived: true } => "Put away · only its writers can see it",
        { IsWithdrawn: true } => "Taken back · nobody else can read it",
        { Stage: "draft" } => "Draft · nobody else reads what you change here",
        { Stage: "with_elders" } => "The elders read a copy; you can go on writing",
        { Stage: "changes_asked" } => "The elders asked for a change",
        { Stage: "approved" } => "It may be told · not published yet",
        { Stage: "scheduled" } => "It will be published as it was approved",
        { Stage: "published" } => "Published · changes show once you publish again",
        { Stage: "declined" } => "It should not be told · only its writers can see this",
        _ => "",
    };

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
