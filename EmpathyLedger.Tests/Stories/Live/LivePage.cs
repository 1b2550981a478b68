using System.Text.Json;
using System.Threading.Channels;
using EmpathyLedger.Core.Collaboration.Sessions;
using EmpathyLedger.Core.Collaboration.Text;
using Microsoft.AspNetCore.SignalR.Client;

namespace EmpathyLedger.Tests.Stories.Live;

/// <summary>
/// An open editor on a real connection: what the browser's live-story.js does, as far as these tests need it. What it is told waits
/// until the test takes it, so nothing here depends on time.
/// </summary>
internal sealed class LivePage(Uri portal, IReadOnlyDictionary<string, string> cookies, Guid storyId, Guid? clientId = null) : IAsyncDisposable
{
    private readonly Channel<Action> _told = Channel.CreateUnbounded<Action>();
    private HubConnection? _hub;
    private Delta? _onItsWay;
    private Delta _unsent = Delta.Empty;
    private int _sequence;

    public Guid ClientId { get; } = clientId ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public Delta Body { get; private set; } = Delta.Empty;

    public string Text => string.Concat(Body.Ops.ToArray().Select(op => op.Text));

    public string? Title { get; private set; }

    public int? Revision { get; private set; }

    public bool IsSaved => _onItsWay is null && _unsent.IsEmpty;

    /// <summary>The words that threads hang on, as it was told of them last: revision and list.</summary>
    public string? Passages { get; private set; }

    public List<string> Refusals { get; } = [];

    public string? End { get; private set; }

    /// <summary>As it was told last.</summary>
    public bool MayWrite { get; private set; }

    public HubConnection Hub => _hub ?? throw new InvalidOperationException("The page has no connection.");

    /// <summary>Completes when the server or the network ends the connection.</summary>
    public Task Closed { get; private set; } = Task.CompletedTask;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task ConnectAsync(string? origin = null)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub = new HubConnectionBuilder().WithUrl(new Uri(portal, "live/story"), connection =>
        {
            if (cookies.Count > 0)
            {
                connection.Headers["Cookie"] = string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
            }

            connection.Headers["Origin"] = origin ?? portal.GetLeftPart(UriPartial.Authority);
        }).Build();
        _hub.On<JsonElement>("Written", operations => Tell(() => TakeAll(operations)));
        _hub.On<int, string>("Refused", (_, reason) => Tell(() => Refusals.Add(reason)));
        _hub.On<bool>("MayWrite", mayWrite => Tell(() => MayWrite = mayWrite));
        _hub.On<int, JsonElement>("Passages", (revision, passages) => Tell(() => Passages = $"{revision} {passages.GetRawText()}"));
        _hub.On<string>("Ended", reason => Tell(() => End = reason));
        _hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        Closed = closed.Task;
        await _hub.StartAsync(Cancellation);
    }

    /// <returns>False when the story is not there.</returns>
    public async Task<bool> OpenAsync()
    {
        var opening = await Hub.InvokeAsync<JsonElement?>("Open", storyId, ClientId, Revision, Cancellation);
        if (opening is not { ValueKind: JsonValueKind.Object } opened)
        {
            return false;
        }

        if (opened.GetProperty("content") is { ValueKind: JsonValueKind.Object } content)
        {
            Body = Delta.ParseDocument(content.GetProperty("body").GetRawText()).Delta!;
            Title = content.GetProperty("fields").GetProperty("title").GetString();
            Revision = opened.GetProperty("revision").GetInt32();
        }

        MayWrite = opened.GetProperty("mayWrite").GetBoolean();
        Passages = $"{opened.GetProperty("revision").GetInt32()} {opened.GetProperty("passages").GetRawText()}";
        TakeAll(opened.GetProperty("missed"));
        Assert.Equal(opened.GetProperty("revision").GetInt32(), Revision);
        if (_onItsWay is { } again)
        {
            Assert.Equal(_sequence - 1, opened.GetProperty("lastSequence").GetInt32());
            await SubmitAsync(_sequence, Revision!.Value, StoryChange.OfBody(again));
        }

        return true;
    }

    public void Type(int at, string text)
    {
        var change = new DeltaBuilder().Retain(at).Insert(text).Build();
        (Body, _unsent) = (Body.Compose(change), _unsent.Compose(change));
    }

    public async Task SendAsync()
    {
        if (_onItsWay is null && !_unsent.IsEmpty)
        {
            (_onItsWay, _unsent) = (_unsent, Delta.Empty);
            await SubmitAsync(++_sequence, Revision!.Value, StoryChange.OfBody(_onItsWay));
        }
    }

    public Task SubmitAsync(int sequence, int baseRevision, StoryChange change) =>
        SubmitAsync(sequence, baseRevision, JsonElement.Parse(change.ToBytes()));

    public Task SubmitAsync(int sequence, int baseRevision, object? change) => Hub.SendAsync("Submit", sequence, baseRevision, change, Cancellation);

    /// <summary>Takes what the page is told, until that is so.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            (await _told.Reader.ReadAsync(Cancellation))();
        }
    }

    /// <summary>Everything that was typed is committed.</summary>
    public async Task UntilSavedAsync()
    {
        while (!IsSaved)
        {
            await SendAsync();
            (await _told.Reader.ReadAsync(Cancellation))();
        }
    }

    /// <summary>Hangs up, and loses what was still to be heard.</summary>
    public async Task CutAsync()
    {
        await Hub.DisposeAsync();
        while (_told.Reader.TryRead(out _))
        {
        }
    }

    public ValueTask DisposeAsync() => _hub?.DisposeAsync() ?? default;

    private void Tell(Action what) => _told.Writer.TryWrite(what);

    private void TakeAll(JsonElement operations)
    {
        foreach (var operation in operations.EnumerateArray())
        {
            // Before the opening was answered, what is in it anyway.
            var revision = operation.GetProperty("revision").GetInt32();
            if (revision > Revision)
            {
                Assert.Equal(Revision + 1, revision);
                Take(operation);
                Revision = revision;
            }
        }
    }

    private void Take(JsonElement operation)
    {
        var change = StoryChange.Read(operation.GetProperty("change")).Change!;
        Title = change.Fields.Title ?? Title;
        if (operation.GetProperty("clientId").GetGuid() == ClientId)
        {
            Assert.Equal(_sequence, operation.GetProperty("sequence").GetInt32());
            _onItsWay = null;
            return;
        }

        var theirs = change.Body;
        if (_onItsWay is { } mine)
        {
            (_onItsWay, theirs) = (theirs.Transform(mine, true), mine.Transform(theirs, false));
        }

        (_unsent, theirs) = (theirs.Transform(_unsent, true), _unsent.Transform(theirs, false));
        Body = Body.Compose(theirs);
    }
}
