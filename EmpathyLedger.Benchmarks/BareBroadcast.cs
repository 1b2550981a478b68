using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Benchmarks;

/// <summary>
/// What the push to open dashboards is held against, on a server of its own in this process: circuits that show one number and
/// ask nobody, and a SignalR hub that sends as many bytes to everybody.
/// </summary>
internal sealed class BareBroadcast : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BareBroadcast(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<BareBroadcast> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapHub<BareHub>("/bare-hub");
        app.MapRazorComponents<BareApp>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return new BareBroadcast(app);
    }

    public Task SendAsync(int bytes) =>
        _app.Services.GetRequiredService<IHubContext<BareHub>>().Clients.All.SendAsync("news", new string('x', bytes));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class BareHub : Hub;

    /// <summary>The document; the route is only there so that the document has an address.</summary>
    private sealed class BareApp : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "html");
            builder.OpenElement(1, "body");
            builder.OpenComponent<BareBoard>(2);
            builder.AddComponentRenderMode(RenderMode.InteractiveServer);
            builder.CloseComponent();
            builder.CloseElement();
            builder.CloseElement();
        }
    }
}

[Route("/bare")]
public sealed class BarePage : ComponentBase;

/// <summary>One number that everybody sees at once.</summary>
public sealed class BareBoard : ComponentBase, IDisposable
{
    private static int _number;

    private static event Action? News;

    public static void Tell()
    {
        _number++;
        News?.Invoke();
    }

    public void Dispose() => News -= Hear;

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            News += Hear;
        }
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "strong");
        builder.AddContent(1, _number);
        builder.CloseElement();
    }

    private void Hear() => _ = InvokeAsync(StateHasChanged);
}

/// <summary>One who listens to the bare hub.</summary>
internal sealed class BareListener : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _gone = new();
    private TaskCompletionSource<long> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;

    public static async Task<BareListener> OpenAsync(Uri address)
    {
        var listener = new BareListener();
        await listener._socket.ConnectAsync(new UriBuilder(new Uri(address, "bare-hub")) { Scheme = "ws" }.Uri, CancellationToken.None);
        await listener._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        listener._loop = listener.ReceiveAsync();
        return listener;
    }

    public Task<long> NextAsync()
    {
        var wait = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _next, wait);
        return wait.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _loop;
        _socket.Dispose();
        _gone.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(length), _gone.Token);
                length += received.Count;
                int end;
                while ((end = Array.IndexOf(buffer, (byte)0x1e, 0, length)) >= 0)
                {
                    // The greeting and pings are shorter.
                    if (end > 60)
                    {
                        Volatile.Read(ref _next).TrySetResult(Stopwatch.GetTimestamp());
                    }

                    Buffer.BlockCopy(buffer, end + 1, buffer, 0, length - end - 1);
                    length -= end + 1;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
        }
    }
}
