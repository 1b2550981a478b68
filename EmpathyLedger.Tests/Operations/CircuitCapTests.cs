using System.Net;
using System.Net.WebSockets;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Web.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Operations;

/// <summary>Real web sockets to the hub that carries circuits.</summary>
public sealed class CircuitCapTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sockets_OfOnePerson_AreCapped_AndAClosedOneMakesRoom()
    {
        await portal.SetUpAsync();
        var noor = await portal.AddPersonAsync("Noor", "noor@example.org");
        using var device = await portal.VisitAsAsync("noor@example.org");
        using var other = await portal.VisitAsAsync("noor@example.org");
        var open = new List<ClientWebSocket>();
        try
        {
            for (var i = 0; i < CircuitAdmission.MostPerPerson; i++)
            {
                var (socket, status) = await ConnectAsync((i % 2 == 0 ? device : other).Cookies);
                Assert.Equal(HttpStatusCode.SwitchingProtocols, status);
                open.Add(socket);
            }

            using var tooMany = (await RefusedAsync(device.Cookies)).Socket;
            using var elsewhereToo = (await RefusedAsync(other.Cookies)).Socket;

            // A visitor at the same address is somebody else.
            var (visitor, visiting) = await ConnectAsync(new Dictionary<string, string>());
            open.Add(visitor);
            Assert.Equal(HttpStatusCode.SwitchingProtocols, visiting);

            open[0].Abort();
            var admission = portal.Services.GetRequiredService<CircuitAdmission>();
            Assert.True(SpinWait.SpinUntil(() => HasRoom(admission, noor.ProfileId.ToString()!), TimeSpan.FromSeconds(30)));
            var (again, welcome) = await ConnectAsync(device.Cookies);
            open.Add(again);
            Assert.Equal(HttpStatusCode.SwitchingProtocols, welcome);
        }
        finally
        {
            open.ForEach(socket => socket.Dispose());
        }
    }

    private static bool HasRoom(CircuitAdmission admission, string key)
    {
        if (!admission.TryEnter(key, CircuitAdmission.MostPerPerson))
        {
            return false;
        }

        admission.Leave(key);
        return true;
    }

    private async Task<(ClientWebSocket Socket, HttpStatusCode Status)> RefusedAsync(IReadOnlyDictionary<string, string> cookies)
    {
        var answer = await ConnectAsync(cookies);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        return answer;
    }

    private async Task<(ClientWebSocket Socket, HttpStatusCode Status)> ConnectAsync(IReadOnlyDictionary<string, string> cookies)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (cookies.Count > 0)
        {
            socket.Options.SetRequestHeader("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(portal.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancellation);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            // The status says why.
        }

        return (socket, socket.HttpStatusCode);
    }
}
