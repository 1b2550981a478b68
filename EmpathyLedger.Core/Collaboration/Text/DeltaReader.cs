using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// Reads a Delta token by token and stops at the first thing that is wrong, before it costs anything. Nothing is skipped: what isn't
/// known is refused.
/// </summary>
internal ref struct DeltaReader
{
    // Deeper than anything that is taken, so that depth is refused by its own name.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    private readonly bool _isDocument;
    private readonly DeltaBuilder _builder = DeltaBuilder.Borrow();
    private Utf8JsonReader _json;
    private DeltaRefusal? _refusal;
    private int _operations;
    private int _reach;
    private int _characters;

    private DeltaReader(ReadOnlySpan<byte> utf8, bool isDocument)
    {
        _json = new Utf8JsonReader(utf8, Options);
        _isDocument = isDocument;
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
        var reader = new DeltaReader(utf8, isDocument);
        DeltaRefusal? refusal;
        try
        {
            refusal = reader.ReadRoot() ? null : reader._refusal;
        }
        catch (JsonException)
        {
            refusal = DeltaRefusal.NotJson;
        }

        var delta = reader._builder.BuildAndReturn();
        return refusal is null ? new(delta, null) : new(null, refusal);
    }

    private bool ReadRoot()
    {
        _json.Read();
        var isObject = _json.TokenType == JsonTokenType.StartObject;
        if (isObject && (!Next(JsonTokenType.PropertyName) || !_json.ValueTextEquals("ops"u8) || !_json.Read()))
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

        if (isObject && !Next(JsonTokenType.EndObject))
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
        object? content = null;
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
                attributes = values.ReadMap(ref _json);
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
            _json.Read();
            if (!(kind == DeltaOpKind.Insert ? ReadContent(ref values, out content, out length) : ReadLength(out length)))
            {
                return false;
            }
        }

        return Add(kind, content, length, attributes ?? AttributeMap.Empty, attributes is not null);
    }

    private bool Add(DeltaOpKind? kind, object? content, int length, AttributeMap attributes, bool hasAttributes)
    {
        if (_isDocument && kind is DeltaOpKind.Retain or DeltaOpKind.Delete)
        {
            return Refuse(DeltaRefusal.NotADocument);
        }

        switch (kind)
        {
            case null:
                return Refuse(DeltaRefusal.UnknownOperation);
            case DeltaOpKind.Delete when hasAttributes:
                return Refuse(DeltaRefusal.UnknownValue);
            case DeltaOpKind.Insert when content is string text:
                _builder.Insert(text, attributes);
                break;
            case DeltaOpKind.Insert:
                _builder.Insert((DeltaEmbed)content!, attributes);
                break;
            case DeltaOpKind.Retain:
                _builder.Retain(length, attributes);
                break;
            case DeltaOpKind.Delete:
                _builder.Delete(length);
                break;
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

    private bool ReadContent(ref DeltaValueReader values, out object? content, out int length)
    {
        (content, length) = (null, 1);
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                content = values.ReadEmbed(ref _json);
                return content is not null ? Count(1) : Refuse(values.Refusal);
            case JsonTokenType.String:
                // Each character is at least one byte, six where it is escaped: a text can be refused before it is unpacked.
                if (_json.ValueSpan.Length > DeltaLimits.TextCharacters * 6L)
                {
                    return Refuse(DeltaRefusal.TextTooLong);
                }

                if (DeltaText.Read(ref _json, out var text) is { } problem)
                {
                    return Refuse(problem);
                }

                (content, length) = (text, text.Length);
                return length > 0 ? Count(length) : Refuse(DeltaRefusal.NoLength);
            default:
                return Refuse(DeltaRefusal.UnknownOperation);
        }
    }

    private bool Count(int length)
    {
        _characters += length;
        return _characters <= DeltaLimits.TextCharacters || Refuse(DeltaRefusal.TextTooLong);
    }

    private bool Next(JsonTokenType token) => _json.Read() && _json.TokenType == token;

    private bool Refuse(DeltaRefusal refusal)
    {
        _refusal = refusal;
        return false;
    }
}
