using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Communities.Shared;

/// <summary>An island on the people page: hears of changed memberships and asks again as its own actor what to say.</summary>
public sealed partial class PeopleChanged : IDisposable
{
    private IDisposable? _subscription;
    private int? _waiting;
    private string? _words;

    [Inject]
    private LedgerEvents Events { get; set; } = null!;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Parameter]
    public Guid CommunityId { get; set; }

    [Parameter]
    public string Path { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        // Subscribed before the first look, so that nothing falls between them.
        _subscription = Events.Subscribe(
            change => change.Kind == LedgerEventKind.MembershipChanged && change.CommunityId == CommunityId,
            change => change.Kind == LedgerEventKind.Resync ? Task.CompletedTask : InvokeAsync(LookAsync));
        _waiting = (await FindAsync())?.Waiting;
    }

    private async Task LookAsync()
    {
        try
        {
            var now = await FindAsync();
            _words = now is not { IsMember: true } ? "You don't belong to this community any more."
                : now.Waiting > (_waiting ?? 0) ? "Somebody asks to join."
                : "Something has changed among the people.";
            _waiting = now?.Waiting;
            StateHasChanged();
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task<CommunityView?> FindAsync() => await Directory.FindAsync(await Current.GetAsync(), CommunityId, CancellationToken.None);

    public void Dispose() => _subscription?.Dispose();
}
