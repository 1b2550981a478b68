using System.Text;
using System.Text.Unicode;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>SignalR's JSON protocol: records that end with 0x1e, several of them in one message.</summary>
internal abstract class SignalRWriter(int number, LoadRun run) : LoadWriter(number, run)
{
    private bool _isGreeted;

    /// <summary>Once the server has answered the greeting.</summary>
    protected abstract void Start();

    protected abstract void HearRecords(ReadOnlySpan<byte> records);

    protected override void Greet() => Send("{\"protocol\":\"json\",\"version\":1}\u001e"u8);

    protected override void Hear(ReadOnlySpan<byte> message)
    {
        if (!_isGreeted)
        {
            _isGreeted = true;
            Start();
        }
        else
        {
            HearRecords(message);
        }
    }
}

/// <summary>The bare hub's: everybody is sent what one sends.</summary>
internal sealed class BareWriter(int number, LoadRun run) : SignalRWriter(number, run)
{
    protected override Uri Address => new(Run.Server, "/bare");

    protected override void Start() => Opened();

    protected override int Compose(Span<byte> message, int place, ReadOnlySpan<byte> mark)
    {
        // As long as an operation of the portal's.
        Utf8.TryWrite(message, $$"""{"type":1,"target":"Send","arguments":["{{Sent}},{{Sent}},body:ops:retain:{{place}},insert:{{Encoding.ASCII.GetString(mark)}}......"]}{{'\u001e'}}""", out var length);
        return length;
    }

    protected override void HearRecords(ReadOnlySpan<byte> records)
    {
        if (Run.IsClosedLoop)
        {
            HearOwnMark(records);
        }
        else
        {
            HearMarks(records, isOwnAcknowledgement: true);
        }
    }
}

/// <summary>The portal's hub, as docs/collaboration-protocol.md says.</summary>
internal sealed class PortalWriter(int number, LoadRun run) : SignalRWriter(number, run)
{
    private int _revision = -1;
    private bool _isOpen;

    protected override Uri Address => new(Run.Server, "/live/story");

    protected override IEnumerable<(string Name, string Value)> Headers =>
        [(BenchmarkPortal.Who, CollaborationFilling.Writer(Number).ToString()), ("Sec-Fetch-Site", "same-origin")];

    protected override void Start()
    {
        Span<byte> message = stackalloc byte[512];
        var client = CollaborationFilling.Client(Number);
        Utf8.TryWrite(message, $$"""{"type":1,"invocationId":"1","target":"Open","arguments":["{{Run.Document}}","{{client}}",null]}{{'\u001e'}}""", out var length);
        Send(message[..length]);
    }

    protected override int Compose(Span<byte> message, int place, ReadOnlySpan<byte> mark)
    {
        Utf8.TryWrite(message, $$$"""{"type":1,"target":"Submit","arguments":[{{{Sent}}},{{{_revision}}},{"body":{"ops":[{"retain":{{{place + 1}}}},{"insert":"{{{Encoding.ASCII.GetString(mark)}}}"}]}}]}{{{'\u001e'}}}""", out var length);
        return length;
    }

    protected override void HearRecords(ReadOnlySpan<byte> records)
    {
        _revision = Math.Max(_revision, Marks.NumberAfter(records, "\"revision\":"u8, isLast: true));
        if (!_isOpen && records.IndexOf("\"type\":3"u8) >= 0)
        {
            // Null, or a failure, has no revision.
            if (_revision < 0)
            {
                Fail($"The story could not be opened: {Encoding.UTF8.GetString(records)}");
            }

            _isOpen = true;
            Opened();
        }

        if (records.IndexOf("\"target\":\"Refused\""u8) >= 0 || records.IndexOf("\"target\":\"Ended\""u8) >= 0 || records.IndexOf("\"type\":7"u8) >= 0)
        {
            Fail(Encoding.UTF8.GetString(records));
        }
        else if (records.IndexOf("\"target\":\"Written\""u8) < 0)
        {
            // Who is here, what is marked, a sign of life.
            return;
        }
        else if (Run.IsClosedLoop)
        {
            HearOwnMark(records);
        }
        else
        {
            HearMarks(records, isOwnAcknowledgement: true);
        }
    }
}
