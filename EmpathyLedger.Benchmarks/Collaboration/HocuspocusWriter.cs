using System.Text;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>
/// Hocuspocus' protocol (@hocuspocus/server/src/MessageReceiver.ts) with Yjs' updates, version 1. Each goes on behind its own words, as
/// whoever types does: what costs that server the least.
/// </summary>
internal sealed class HocuspocusWriter(int number, LoadRun run) : LoadWriter(number, run)
{
    private const int SyncMessage = 0;
    private const int AuthMessage = 2;
    private const int SyncStatusMessage = 8;
    private const int Update = 2;
    private const int SeededBy = 1;
    private const int StringContent = 4;
    private const int HasOrigin = 0x80;
    private const int HasRightOrigin = 0x40;

    private readonly int _client = 1_000 + number;
    private int _clock;
    private int _place = -1;

    protected override bool IsText => false;

    protected override Uri Address => Run.Server;

    protected override void Greet()
    {
        var message = new byte[256];
        var to = new Encoder(message);
        to.Write(Encoding.ASCII.GetBytes(Run.Document));
        to.Write(AuthMessage);
        to.Write(0);
        to.Write("anybody"u8);
        Send(message.AsSpan(0, to.Length));
    }

    protected override int Compose(Span<byte> message, int place, ReadOnlySpan<byte> mark)
    {
        var update = new Encoder(stackalloc byte[128]);
        update.Write(1);
        update.Write(1);
        update.Write(_client);
        update.Write(_clock);
        update.WriteByte(StringContent | HasOrigin | HasRightOrigin);
        if (_clock == 0)
        {
            _place = place;
            update.Write(SeededBy);
            update.Write(_place);
        }
        else
        {
            update.Write(_client);
            update.Write(_clock - 1);
        }

        update.Write(SeededBy);
        update.Write(_place + 1);
        update.Write(mark);
        update.Write(0);
        _clock += Marks.Length;

        var to = new Encoder(message);
        to.Write(Encoding.ASCII.GetBytes(Run.Document));
        to.Write(SyncMessage);
        to.Write(Update);
        to.Write(update.Written);
        return to.Length;
    }

    protected override void Hear(ReadOnlySpan<byte> message)
    {
        // The document's name, shorter than 128 letters, then the kind.
        switch (message[1 + message[0]])
        {
            case AuthMessage:
                Opened();
                break;
            case SyncStatusMessage when message[^1] == 1:
                Acknowledge();
                break;
            case SyncMessage:
                if (!Run.IsClosedLoop)
                {
                    HearMarks(message, isOwnAcknowledgement: false);
                }

                break;
            default:
                Fail($"Hocuspocus said {Convert.ToHexString(message)}.");
                break;
        }
    }

    /// <summary>lib0's encoding.</summary>
    private ref struct Encoder(Span<byte> to)
    {
        private readonly Span<byte> _to = to;

        public int Length { get; private set; }

        public readonly ReadOnlySpan<byte> Written => _to[..Length];

        public void Write(int number)
        {
            for (; number > 127; number >>= 7)
            {
                WriteByte(0x80 | (number & 127));
            }

            WriteByte(number);
        }

        public void Write(scoped ReadOnlySpan<byte> bytes)
        {
            Write(bytes.Length);
            bytes.CopyTo(_to[Length..]);
            Length += bytes.Length;
        }

        public void WriteByte(int value) => _to[Length++] = (byte)value;
    }
}
