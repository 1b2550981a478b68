using System.Collections.Concurrent;
using System.Threading.Channels;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.SignalR;

namespace EmpathyLedger.Web.Components.Stories.Live;

/// <summary>
/// Ends the connections of whoever is signed out: asks about each once a minute, as of circuits, and at once when this node hears
/// that a session of the account has ended. Connections come and go on threads of their own; the asking is one loop.
/// </summary>
public sealed class LiveSignIns(
    SessionEndings endings, IServiceScopeFactory scopes, IHubContext<LiveStoryHub> hub, TimeProvider clock, ILogger<LiveSignIns> logger)
    : SupervisedLoop(clock, logger)
{
    private readonly ConcurrentDictionary<string, LiveConnection> _open = [];

    /// <summary>A cookie may be believed for a minute after its session has ended; what it opens is asked about at once.</summary>
    internal async Task AddAsync(LiveConnection connection, CancellationToken cancellationToken)
    {
        _open[connection.Id] = connection;
        await AskAsync(connection, cancellationToken);
    }

    internal void Remove(LiveConnection connection) => _open.TryRemove(connection.Id, out _);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        // Null: everybody.
        var due = Channel.CreateUnbounded<Guid?>(new UnboundedChannelOptions { SingleReader = true });
        void AskAbout(Guid accountId) => due.Writer.TryWrite(accountId);
        endings.Ended += AskAbout;
        try
        {
            await using var minute = Clock.CreateTimer(_ => due.Writer.TryWrite(null), null, SessionValidator.Interval, SessionValidator.Interval);
            await foreach (var accountId in due.Reader.ReadAllAsync(stopping))
            {
                foreach (var connection in _open.Values.Where(connection => accountId is null || connection.Actor.ProfileId == accountId))
                {
                    await AskAsync(connection, stopping);
                }
            }
        }
        finally
        {
            endings.Ended -= AskAbout;
        }
    }

    private async Task AskAsync(LiveConnection connection, CancellationToken stopping)
    {
        // A scope for each: a context would answer from what it read first.
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<SessionValidator>().IsStillSignedInAsync(connection.User, stopping))
        {
            // Said without being waited for: a page that doesn't read keeps its connection no longer.
            _ = hub.Clients.Client(connection.Id).SendAsync("Ended", "signed-out", stopping);
            connection.Abort();
        }
    }
}
