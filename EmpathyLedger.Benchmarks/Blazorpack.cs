using System.Buffers.Binary;
using System.Text;

namespace EmpathyLedger.Benchmarks;

/// <summary>As much of the circuits' protocol (MessagePack after a length) as a client needs that draws nothing.</summary>
internal static class Blazorpack
{
    /// <param name="id">Null where no answer is wanted.</param>
    public static byte[] Invocation(string? id, string target, params object?[] args)
    {
        using var body = new MemoryStream();
        body.Write([0x96, 0x01, 0x80]);
        Write(body, id);
        Write(body, target);
        body.WriteByte((byte)(0x90 | args.Length));
        foreach (var arg in args)
        {
            Write(body, arg);
        }

        body.WriteByte(0x90);
        using var message = new MemoryStream();
        for (var rest = (int)body.Length; ;)
        {
            var part = rest & 0x7f;
            rest >>= 7;
            message.WriteByte((byte)(rest > 0 ? part | 0x80 : part));
            if (rest == 0)
            {
                break;
            }
        }

        body.WriteTo(message);
        return message.ToArray();
    }

    /// <summary>The target and the first arguments of a call of the server; null for whatever else it says.</summary>
    public static (string Target, List<object?> Args)? Read(ReadOnlySpan<byte> message)
    {
        var at = 0;
        ReadHeader(message, ref at);
        if ((long)ReadValue(message, ref at)! != 1)
        {
            return null;
        }

        ReadValue(message, ref at);
        ReadValue(message, ref at);
        var target = (string)ReadValue(message, ref at)!;
        return (target, (List<object?>)ReadValue(message, ref at)!);
    }

    private static int ReadHeader(ReadOnlySpan<byte> message, ref int at) => message[at++] & 0x0f;

    private static object? ReadValue(ReadOnlySpan<byte> message, ref int at)
    {
        var type = message[at++];
        switch (type)
        {
            case <= 0x7f:
                return (long)type;
            case >= 0xe0:
                return (long)(sbyte)type;
            case 0xc0:
                return null;
            case 0xc2:
                return false;
            case 0xc3:
                return true;
            case >= 0xa0 and <= 0xbf:
                return Text(message, ref at, type & 0x1f);
            case 0xd9 or 0xda or 0xdb:
                return Text(message, ref at, (int)Number(message, ref at, 1 << (type - 0xd9)));
            case 0xc4 or 0xc5 or 0xc6:
                var length = (int)Number(message, ref at, 1 << (type - 0xc4));
                at += length;
                return length;
            case 0xca:
                at += 4;
                return null;
            case 0xcb:
                at += 8;
                return null;
            case >= 0xcc and <= 0xcf:
                return Number(message, ref at, 1 << (type - 0xcc));
            case >= 0xd0 and <= 0xd3:
                return Number(message, ref at, 1 << (type - 0xd0));
            case >= 0x90 and <= 0x9f or 0xdc or 0xdd:
                return List(message, ref at, type <= 0x9f ? type & 0x0f : (int)Number(message, ref at, type == 0xdc ? 2 : 4));
            case >= 0x80 and <= 0x8f or 0xde or 0xdf:
                return List(message, ref at, 2 * (type <= 0x8f ? type & 0x0f : (int)Number(message, ref at, type == 0xde ? 2 : 4)));
            default:
                throw new InvalidDataException($"MessagePack type {type:x2}.");
        }
    }

    private static List<object?> List(ReadOnlySpan<byte> message, ref int at, int count)
    {
        var list = new List<object?>(count);
        for (var i = 0; i < count; i++)
        {
            list.Add(ReadValue(message, ref at));
        }

        return list;
    }

    private static string Text(ReadOnlySpan<byte> message, ref int at, int length)
    {
        at += length;
        return Encoding.UTF8.GetString(message[(at - length)..at]);
    }

    private static long Number(ReadOnlySpan<byte> message, ref int at, int bytes)
    {
        at += bytes;
        var part = message[(at - bytes)..at];
        return bytes switch
        {
            1 => part[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(part),
            4 => BinaryPrimitives.ReadUInt32BigEndian(part),
            _ => BinaryPrimitives.ReadInt64BigEndian(part),
        };
    }

    private static void Write(MemoryStream body, object? value)
    {
        Span<byte> number = stackalloc byte[8];
        switch (value)
        {
            case null:
                body.WriteByte(0xc0);
                break;
            case bool yes:
                body.WriteByte(yes ? (byte)0xc3 : (byte)0xc2);
                break;
            case long whole:
                body.WriteByte(0xd3);
                BinaryPrimitives.WriteInt64BigEndian(number, whole);
                body.Write(number);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                body.WriteByte(0xdb);
                BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
                body.Write(number[..4]);
                body.Write(bytes);
                break;
            default:
                throw new ArgumentException($"{value.GetType()}", nameof(value));
        }
    }
}
