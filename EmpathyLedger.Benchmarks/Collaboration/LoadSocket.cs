using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace EmpathyLedger.Benchmarks.Collaboration;

/// <summary>
/// A web socket of the load generator: whole messages in one buffer, nothing compressed, masked with zeros. All that keeps the
/// generator's core from being the limit, and no more of RFC 6455 than the servers here use.
/// </summary>
internal sealed class LoadSocket : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _received = new byte[64 * 1024];

    // Pieces of a message that came in several frames.
    private byte[] _message = new byte[64 * 1024];
    private byte[] _sent = new byte[1024];
    private int _from;
    private int _length;
    private int _messageLength;

    public static async Task<LoadSocket> OpenAsync(Uri address, IEnumerable<(string Name, string Value)> headers)
    {
        var opened = new LoadSocket();
        await opened._socket.ConnectAsync(address.Host, address.Port);
        var request = new StringBuilder($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
            .Append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bG9hZCBnZW5lcmF0b3IgMQ==\r\n");
        foreach (var (name, value) in headers)
        {
            request.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        await opened._socket.SendAsync(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()));
        int end;
        while ((end = opened._received.AsSpan(0, opened._length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await opened.FillAsync();
        }

        var answer = Encoding.ASCII.GetString(opened._received, 0, end);
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{address} answered {answer.Split('\r')[0]}.");
        }

        opened.Consume(end + 4);
        return opened;
    }

    public void Send(ReadOnlySpan<byte> payload, bool isText)
    {
        if (_sent.Length < payload.Length + 14)
        {
            _sent = new byte[payload.Length + 14];
        }

        _sent[0] = (byte)(isText ? 0x81 : 0x82);
        int start;
        if (payload.Length < 126)
        {
            (_sent[1], start) = ((byte)(0x80 | payload.Length), 2);
        }
        else
        {
            (_sent[1], start) = (0x80 | 126, 4);
            BinaryPrimitives.WriteUInt16BigEndian(_sent.AsSpan(2), checked((ushort)payload.Length));
        }

        _sent.AsSpan(start, 4).Clear();
        payload.CopyTo(_sent.AsSpan(start + 4));
        _socket.Send(_sent.AsSpan(0, start + 4 + payload.Length));
    }

    /// <summary>Calls with each message, until it answers false or the socket is closed.</summary>
    public async Task ReceiveAsync(MessageReader onMessage)
    {
        while (true)
        {
            while (TryReadFrame(out var start, out var length, out var isLast, out var isControl))
            {
                var goesOn = isControl || Read(start, length, isLast, onMessage);
                Consume(start + length);
                if (!goesOn)
                {
                    return;
                }
            }

            if (!await FillAsync())
            {
                return;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool Read(int start, int length, bool isLast, MessageReader onMessage)
    {
        if (isLast && _messageLength == 0)
        {
            return onMessage(_received.AsSpan(_from + start, length));
        }

        if (_message.Length < _messageLength + length)
        {
            Array.Resize(ref _message, Math.Max(_message.Length * 2, _messageLength + length));
        }

        _received.AsSpan(_from + start, length).CopyTo(_message.AsSpan(_messageLength));
        _messageLength += length;
        if (!isLast)
        {
            return true;
        }

        var whole = _message.AsSpan(0, _messageLength);
        _messageLength = 0;
        return onMessage(whole);
    }

    private bool TryReadFrame(out int start, out int length, out bool isLast, out bool isControl)
    {
        (start, length, isLast, isControl) = (2, 0, false, false);
        var there = _received.AsSpan(_from, _length);
        if (there.Length < 2)
        {
            return false;
        }

        (isLast, isControl, length) = ((there[0] & 0x80) != 0, (there[0] & 0x08) != 0, there[1] & 0x7f);
        if (length == 126)
        {
            start = 4;
            length = there.Length < 4 ? int.MaxValue / 2 : BinaryPrimitives.ReadUInt16BigEndian(there[2..]);
        }
        else if (length == 127)
        {
            start = 10;
            length = there.Length < 10 ? int.MaxValue / 2 : checked((int)BinaryPrimitives.ReadUInt64BigEndian(there[2..]));
        }

        return there.Length >= start + length;
    }

    private void Consume(int count)
    {
        _from += count;
        _length -= count;
        if (_length == 0)
        {
            _from = 0;
        }
    }

    private async ValueTask<bool> FillAsync()
    {
        if (_received.Length - _from - _length < 16 * 1024)
        {
            if (_length > _received.Length / 2)
            {
                Array.Resize(ref _received, _received.Length * 2);
            }

            Buffer.BlockCopy(_received, _from, _received, 0, _length);
            _from = 0;
        }

        int read;
        try
        {
            read = await _socket.ReceiveAsync(_received.AsMemory(_from + _length));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return false;
        }

        _length += read;
        return read > 0;
    }

    /// <returns>Whether more is to be read.</returns>
    public delegate bool MessageReader(ReadOnlySpan<byte> message);
}
