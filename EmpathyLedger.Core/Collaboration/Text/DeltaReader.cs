using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// Reads a Delta token by token and stops at the first thing that is wrong, before it costs anything. Nothing is skipped: what isn't
/// known is refused. A text can be read straight into its document, without being one long string in between.
/// </summary>
internal ref struct DeltaReader
{
    // Deeper than anything that is taken, so that depth is refused by its own name.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    // Longer strings with escapes are unpacked by JsonText.
    private const int LongString = 512;

    // Where a reader is that has just read an insertion.
    private static readonly JsonReaderState InListAlone = StateAfter("""[{"insert":"" """u8);
    private static readonly JsonReaderState InListOfObject = StateAfter("""{"ops":[{"insert":"" """u8);

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly bool _isDocument;
    private readonly DeltaBuilder? _builder;
    private readonly TextTree? _text;
    private Utf8JsonReader _json;
    private int _jsonStart;
    private bool _isObject;
    private AttributeMemory _memory;
    private char[] _content = [];
    private DeltaRefusal? _refusal;
    private int _operations;
    private int _reach;
    private int _characters;

    private DeltaReader(ReadOnlySpan<byte> utf8, bool isDocument, DeltaBuilder? builder, TextTree? text)
    {
        _utf8 = utf8;
        _json = new Utf8JsonReader(utf8, Options);
        _isDocument = isDocument;
        _builder = builder;
        _text = text;
    }

    public static DeltaReading Read(string json, bool isDocument)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(json.Length * 3);
        try
        {
            return Utf8.FromUtf16(json, bytes, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done
                ? Read(bytes.AsSpan(0, written), isDocument)
                : new(null, DeltaRefusal.BrokenText);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public static DeltaReading Read(ReadOnlySpan<byte> utf8, bool isDocument)
    {
        var builder = DeltaBuilder.Borrow();
        var refusal = new DeltaReader(utf8, isDocument, builder, null).ReadAll();
        var delta = builder.BuildAndReturn();
        return refusal is null ? new(delta, null) : new(null, refusal);
    }

    /// <summary>Appends what is read to <paramref name="text"/>; of no use where it is refused.</summary>
    public static DeltaRefusal? ReadInto(TextTree text, ReadOnlySpan<byte> utf8) => new DeltaReader(utf8, isDocument: true, null, text).ReadAll();

    private DeltaRefusal? ReadAll()
    {
        try
        {
            return ReadRoot() ? null : _refusal;
        }
        catch (JsonException)
        {
            return DeltaRefusal.NotJson;
        }
        finally
        {
            if (_content.Length > 0)
            {
                ArrayPool<char>.Shared.Return(_content);
            }
        }
    }

    private bool ReadRoot()
    {
        _json.Read();
        _isObject = _json.TokenType == JsonTokenType.StartObject;
        if (_isObject && (!Next(JsonTokenType.PropertyName) || !_json.ValueTextEquals("ops"u8) || !_json.Read()))
        {
            return Refuse(DeltaRefusal.NotADelta);
        }

        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return Refuse(DeltaRefusal.NotADelta);
        }

        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (!ReadOperation())
            {
                return false;
            }
        }

        if (_isObject && !Next(JsonTokenType.EndObject))
        {
            return Refuse(DeltaRefusal.NotADelta);
        }

        // Anything behind the value raises.
        return !_json.Read();
    }

    private bool ReadOperation()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return Refuse(DeltaRefusal.UnknownOperation);
        }

        if (++_operations > DeltaLimits.Operations)
        {
            return Refuse(DeltaRefusal.TooManyOperations);
        }

        DeltaOpKind? kind = null;
        DeltaEmbed? embed = null;
        AttributeMap? attributes = null;
        var length = 0;
        var values = new DeltaValueReader();
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("attributes"u8))
            {
                if (attributes is not null)
                {
                    return Refuse(DeltaRefusal.RepeatedName);
                }

                _json.Read();
                attributes = _memory.Read(ref _json, _utf8, _jsonStart, ref values);
                if (attributes is null)
                {
                    return Refuse(values.Refusal);
                }

                continue;
            }

            if (KindOfName() is not { } found)
            {
                return Refuse(DeltaRefusal.UnknownOperation);
            }

            if (kind is not null)
            {
                return Refuse(DeltaRefusal.SeveralOperations);
            }

            kind = found;
            if (kind == DeltaOpKind.Insert && TryReadLongText(out length))
            {
                if (!Accept(DeltaText.FindProblem(_content.AsSpan(0, length)), length))
                {
                    return false;
                }

                continue;
            }

            _json.Read();
            if (!(kind == DeltaOpKind.Insert ? ReadContent(ref values, out embed, out length) : ReadLength(out length)))
            {
                return false;
            }
        }

        return kind switch
        {
            null => Refuse(DeltaRefusal.UnknownOperation),
            DeltaOpKind.Insert => AddInsertion(embed, length, attributes ?? AttributeMap.Empty),
            _ when _isDocument => Refuse(DeltaRefusal.NotADocument),
            DeltaOpKind.Delete when attributes is not null => Refuse(DeltaRefusal.UnknownValue),
            DeltaOpKind.Delete => Done(_builder!.Delete(length)),
            _ => Done(_builder!.Retain(length, attributes)),
        };
    }

    private readonly bool AddInsertion(DeltaEmbed? embed, int length, AttributeMap attributes)
    {
        if (_text is { } text)
        {
            text.Insert(text.Length, embed is null ? _content.AsSpan(0, length) : [DeltaText.EmbedCharacter], attributes, embed);
        }
        else if (embed is null)
        {
            _builder!.AddText(_content.AsSpan(0, length), attributes);
        }
        else
        {
            _builder!.Insert(embed, attributes);
        }

        return true;
    }

    private readonly DeltaOpKind? KindOfName() =>
        _json.ValueTextEquals("insert"u8) ? DeltaOpKind.Insert
        : _json.ValueTextEquals("retain"u8) ? DeltaOpKind.Retain
        : _json.ValueTextEquals("delete"u8) ? DeltaOpKind.Delete
        : null;

    private bool ReadLength(out int length)
    {
        length = 0;
        if (_json.TokenType != JsonTokenType.Number)
        {
            // {"retain": {...}} would change an embed from within, which no embed of ours can.
            return Refuse(_json.TokenType == JsonTokenType.StartObject ? DeltaRefusal.UnknownOperation : DeltaRefusal.NoLength);
        }

        // 3.0 and 3e0 are JavaScript's 3.
        if (!_json.TryGetDouble(out var number) || number < 1 || number != Math.Floor(number))
        {
            return Refuse(DeltaRefusal.NoLength);
        }

        if (number > DeltaLimits.Reach - _reach)
        {
            return Refuse(DeltaRefusal.TooFar);
        }

        length = (int)number;
        _reach += length;
        return true;
    }

    /// <summary>An embed, or a text: that one is in <see cref="_content"/> afterwards.</summary>
    private bool ReadContent(ref DeltaValueReader values, out DeltaEmbed? embed, out int length)
    {
        (embed, length) = (null, 1);
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                embed = values.ReadEmbed(ref _json);
                return embed is not null ? Count(1) : Refuse(values.Refusal);
            case JsonTokenType.String:
                // A character is six bytes at most, where it is escaped: a text can be refused before it is unpacked.
                if (_json.ValueSpan.Length > DeltaLimits.TextCharacters * 6)
                {
                    return Refuse(DeltaRefusal.TextTooLong);
                }

                MakeRoom(_json.ValueSpan.Length);
                return Accept(DeltaText.Read(_json, _content, out length), length);
            default:
                return Refuse(DeltaRefusal.UnknownOperation);
        }
    }

    /// <summary>
    /// A long text is read past the JSON reader, which is then put behind it: the state of a reader says only what it is within.
    /// </summary>
    private bool TryReadLongText(out int length)
    {
        length = 0;
        var start = _jsonStart + (int)_json.BytesConsumed;
        var rest = _utf8[start..];
        if (rest.Length < LongString || rest[0] != '"' || rest.Slice(1, LongString - 1).Contains((byte)'"') || !HasEscape(rest[1..]))
        {
            return false;
        }

        MakeRoom((int)Math.Min(rest.Length, DeltaLimits.TextCharacters * 6L));
        if (!JsonText.TryUnpack(rest[1..], _content, out var read, out length))
        {
            return false;
        }

        _jsonStart = start + 1 + read;
        _json = new Utf8JsonReader(_utf8[_jsonStart..], isFinalBlock: true, _isObject ? InListOfObject : InListAlone);
        return true;
    }

    private static bool HasEscape(ReadOnlySpan<byte> text) => text.IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var end && text[end] == '\\';

    private static JsonReaderState StateAfter(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(Options));
        while (reader.TokenType != JsonTokenType.String)
        {
            reader.Read();
        }

        return reader.CurrentState;
    }

    private bool Accept(DeltaRefusal? problem, int length) =>
        problem is not null ? Refuse(problem.Value)
        : length > 0 ? Count(length)
        : Refuse(DeltaRefusal.NoLength);

    private void MakeRoom(int length)
    {
        if (_content.Length < length)
        {
            if (_content.Length > 0)
            {
                ArrayPool<char>.Shared.Return(_content);
            }

            _content = ArrayPool<char>.Shared.Rent(length);
        }
    }

    private bool Count(int length)
    {
        _characters += length;
        return _characters <= DeltaLimits.TextCharacters || Refuse(DeltaRefusal.TextTooLong);
    }

    private bool Next(JsonTokenType token) => _json.Read() && _json.TokenType == token;

    private static bool Done(DeltaBuilder _) => true;

    private bool Refuse(DeltaRefusal refusal)
    {
        _refusal = refusal;
        return false;
    }
}
