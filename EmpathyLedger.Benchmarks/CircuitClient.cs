using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EmpathyLedger.Benchmarks;

/// <summary>
/// A browser's half of a circuit, without a browser: opens the islands of a page, acknowledges what is drawn, answers scripts.
/// Its own loop counts what arrives; <see cref="NextBatchAsync"/> is for one waiter at a time.
/// </summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private TaskCompletionSource<long> _next = NewWait();
    private Task _loop = Task.CompletedTask;
    private long _lastAt;

    public int Batches { get; private set; }

    public long Bytes { get; private set; }

    public static async Task<CircuitClient> OpenAsync(Uri address, string path, HttpClient http, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();
        var state = State().Match(page) is { Success: true } found ? found.Groups[1].Value : "";
        var operations = Markers().Matches(page).Select(match => match.Groups[1].Value).Where(marker => marker.Contains("\"descriptor\"", StringComparison.Ordinal))
            .Select((marker, number) => $$"""{"type":"add","ssrComponentId":{{number + 1}},"marker":{{marker}}}""").ToList();
        if (operations.Count == 0)
        {
            throw new InvalidDataException($"{path} answered {answer.StatusCode} without any island.");
        }

        var client = new CircuitClient();
        foreach (var (name, value) in headers)
        {
            client._socket.Options.SetRequestHeader(name, value);
        }

        client._socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        await client._socket.ConnectAsync(new UriBuilder(new Uri(address, "_blazor")) { Scheme = "ws" }.Uri, CancellationToken.None);
        await client.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        client._loop = client.ReceiveAsync();
        await client.SendAsync(Blazorpack.Invocation("1", "StartCircuit", address.ToString(), new Uri(address, path).ToString(), "[]", state));
        await client.SendAsync(Blazorpack.Invocation(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state));
        return client;
    }

    /// <summary>When the next thing is drawn that was not drawn yet; a timestamp of the stopwatch.</summary>
    public Task<long> NextBatchAsync()
    {
        var wait = NewWait();
        Volatile.Write(ref _next, wait);
        return wait.Task;
    }

    /// <summary>Nothing has been drawn for that long.</summary>
    public bool IsQuiet(TimeSpan time) => Batches > 0 && System.Diagnostics.Stopwatch.GetElapsedTime(Volatile.Read(ref _lastAt)) > time;

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _loop;
        _socket.Dispose();
        _gone.Dispose();
        _sending.Dispose();
    }

    private static TaskCompletionSource<long> NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        var isGreeted = false;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var received = await _socket.ReceiveAsync(buffer.AsMemory(length), _gone.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                length += received.Count;
                var at = 0;
                if (!isGreeted)
                {
                    var end = Array.IndexOf(buffer, (byte)0x1e, 0, length);
                    isGreeted = end >= 0;
                    at = end + 1;
                }

                while (isGreeted && TryTake(buffer, length, ref at, out var message))
                {
                    await HearAsync(buffer.AsMemory(message.Start, message.Length));
                }

                Buffer.BlockCopy(buffer, at, buffer, 0, length - at);
                length -= at;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
        }
    }

    private static bool TryTake(byte[] buffer, int end, ref int at, out (int Start, int Length) message)
    {
        var (length, shift, start) = (0, 0, at);
        while (start < end)
        {
            var part = buffer[start++];
            length |= (part & 0x7f) << shift;
            shift += 7;
            if ((part & 0x80) == 0)
            {
                message = (start, length);
                if (start + length > end)
                {
                    return false;
                }

                at = start + length;
                return true;
            }
        }

        message = default;
        return false;
    }

    private async Task HearAsync(ReadOnlyMemory<byte> message)
    {
        Bytes += message.Length;
        switch (Blazorpack.Read(message.Span))
        {
            case ("JS.RenderBatch", var args):
                var now = System.Diagnostics.Stopwatch.GetTimestamp();
                Volatile.Write(ref _lastAt, now);
                Batches++;
                Volatile.Read(ref _next).TrySetResult(now);
                await SendAsync(Blazorpack.Invocation(null, "OnRenderCompleted", args[0], null));
                break;
            case ("JS.BeginInvokeJS", var args) when args[0] is long and not 0:
                // A script that is loaded is an object; whatever else is called answers nothing.
                var result = args[3] is 1L ? "{\"__jsObjectId\":1}" : "null";
                await SendAsync(Blazorpack.Invocation(null, "EndInvokeJSFromDotNet", args[0], true, $"[{args[0]},true,{result}]"));
                break;
            case ("JS.Error", var args):
                throw new InvalidOperationException(JsonSerializer.Serialize(args));
        }
    }

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, _gone.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->", RegexOptions.Singleline)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex State();
}
