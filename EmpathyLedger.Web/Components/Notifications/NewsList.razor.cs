using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Notifications;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Notifications;

public sealed partial class NewsList
{
    private IReadOnlyList<News> _news = [];

    /// <summary>The stories that wait stand above, as cards, for as long as they wait.</summary>
    private IEnumerable<News> Shown => _news.Where(news => news.Kind != NewsKind.ReviewWaiting);

    [Inject]
    private LedgerNotifications Notifications { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<News> Initial { get; set; } = [];

    protected override void OnInitialized() => _news = Initial;

    /// <summary>Also what makes news old: a story that is answered, somebody who is let in.</summary>
    protected override bool IsWanted(LedgerEvent change) =>
        (change.Kind is LedgerEventKind.ReviewChanged or LedgerEventKind.MembershipChanged && IsOfMine(change))
        || IsOwnMembership(change)
        || (change.Kind == LedgerEventKind.NotificationAdded && change.ProfileId == ViewerId);

    protected override async Task ReadAsync(Actor actor) => _news = await Notifications.ListAsync(actor, Gone);

    private async Task PutAwayAsync(News news)
    {
        var actor = await ActorAsync();
        await Notifications.MarkReadAsync(actor, news.Ids, Gone);
        await ReadAsync(actor);
    }
}
