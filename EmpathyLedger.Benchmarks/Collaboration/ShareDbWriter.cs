using System.Text;
using System.Text.Unicode;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>ShareDB's protocol as sharedb/lib/agent.js speaks it: JSON, a message for each operation.</summary>
internal sealed class ShareDbWriter(int number, LoadRun run) : LoadWriter(number, run)
{
    private readonly byte[] _source = Encoding.ASCII.GetBytes($"\"src\":\"writer{number}\"");
    private int _version = -1;

    protected override Uri Address => new(Run.Server, $"/?document={Run.Document}");

    protected override void Greet()
    {
        Send(Encoding.ASCII.GetBytes($$"""{"a":"hs","id":"writer{{Number}}","protocol":1,"protocolMinor":1}"""));
        Send(Encoding.ASCII.GetBytes($$"""{"a":"s","c":"stories","d":"{{Run.Document}}"}"""));
    }

    protected override int Compose(Span<byte> message, int place, ReadOnlySpan<byte> mark)
    {
        Utf8.TryWrite(message, $$"""{"a":"op","c":"stories","d":"{{Run.Document}}","v":{{_version}},"seq":{{Sent}},"x":{},"op":[{"retain":{{place + 1}}},{"insert":"{{Encoding.ASCII.GetString(mark)}}"}]}""", out var length);
        return length;
    }

    protected override void Hear(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\"error\":"u8) >= 0)
        {
            Fail(Encoding.UTF8.GetString(message));
        }
        else if (message.IndexOf("\"a\":\"op\""u8) >= 0)
        {
            _version = Math.Max(_version, Marks.NumberAfter(message, "\"v\":"u8) + 1);
            if (message.IndexOf(_source) >= 0)
            {
                Acknowledge();
            }
            else if (!Run.IsClosedLoop)
            {
                HearMarks(message, isOwnAcknowledgement: false);
            }
        }
        else if (message.IndexOf("\"a\":\"s\""u8) >= 0)
        {
            _version = Marks.NumberAfter(message, "\"v\":"u8);
            Opened();
        }
    }
}
