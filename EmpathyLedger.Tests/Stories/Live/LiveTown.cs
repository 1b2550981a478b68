using System.Net;
using System.Net.WebSockets;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Stories.Live;

/// <summary>The real portal, with Rosa who tells, Noor who writes with her, and a stranger, all signed in.</summary>
public sealed class LiveTown(LedgerServerFixture server) : IAsyncLifetime
{
    internal const string NoorEmail = "noor@example.org";

    private Actor _noor;

    public PortalFixture Portal { get; } = new(server);

    public TestVisitor Rosa { get; private set; } = null!;

    public TestVisitor Noor { get; private set; } = null!;

    public TestVisitor Stranger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Portal.InitializeAsync();
        await Portal.SetUpAsync();
        _noor = await Portal.AddPersonAsync("Noor", NoorEmail);
        await Portal.AddPersonAsync("Sam", "sam@example.org");
        Rosa = await Portal.VisitAsAsync(PortalFixture.StewardEmail);
        Noor = await Portal.VisitAsAsync(NoorEmail);
        Stranger = await Portal.VisitAsAsync("sam@example.org");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in (TestVisitor?[])[Rosa, Noor, Stranger])
        {
            visitor?.Dispose();
        }

        await Portal.DisposeAsync();
    }

    /// <summary>An empty draft of Rosa's, in which Noor may write.</summary>
    internal async Task<Guid> StartStoryAsync()
    {
        var storyId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using (var scope = await Portal.Services.GetRequiredService<LedgerDatabase>().BeginAsync(Portal.Steward, TestContext.Current.CancellationToken))
        {
            Assert.Equal("started", await scope.ScalarAsync<string>("select app.start_story($1, 'en', 'ltr')", storyId));
            await scope.CommitAsync();
        }

        await Portal.Ledger.AdminAsync(
            $"insert into ledger.story_people (story_id, profile_id, role, added_at) values ('{storyId}', '{_noor.ProfileId}', 'co_author', now())");
        return storyId;
    }

    internal LivePage PageOf(TestVisitor who, Guid storyId, Guid? clientId = null) => new(Portal.Address, who.Cookies, storyId, clientId);

    /// <summary>What a web socket is answered with.</summary>
    internal async Task<HttpStatusCode> KnockAsync(TestVisitor who, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", who.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(Portal.Address) { Scheme = "ws", Path = "/live/story" }.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
