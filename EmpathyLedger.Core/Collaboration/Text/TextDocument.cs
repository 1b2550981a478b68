namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// A whole text that is being written: what composing every change with it would give, but a change costs what it changes and a
/// place to find (k log n), not the length of the text. At rest it takes little more than two bytes a character.
/// <para>Law: <c>FromDelta(d).Apply(a).ToDelta() = d.Compose(a)</c>, for a change that stays within the text.</para>
/// <para>It belongs to one writer at a time; reading moves its finger too. No thread may use it while another one does.</para>
/// </summary>
public sealed class TextDocument
{
    private readonly TextTree _tree = new();

    /// <summary>In UTF-16 code units.</summary>
    public int Length => _tree.Length;

    /// <exception cref="ArgumentException">It is no text: there are retains or deletions in it.</exception>
    public static TextDocument FromDelta(Delta text)
    {
        var document = new TextDocument();
        return text.IsDocument ? document.Apply(text) : throw new ArgumentException("A text is insertions only.", nameof(text));
    }

    /// <summary>Reads a text that was kept as JSON, by the limits of <see cref="DeltaLimits"/>. Never raises.</summary>
    public static (TextDocument? Document, DeltaRefusal? Refusal) Parse(ReadOnlySpan<byte> utf8)
    {
        var document = new TextDocument();
        return DeltaReader.ReadInto(document._tree, utf8) is { } refusal ? (null, refusal) : (document, null);
    }

    /// <summary>
    /// Why a change that came from outside is not to be applied to this text, or null. Asked once, of the change as it is after it was
    /// transformed past what its writer had missed. A change that tears no character tears none after it was transformed past another
    /// such change, so an honest writer is never refused for what others did. Quill itself never sends one that does: it deletes and
    /// replaces whole surrogate pairs.
    /// </summary>
    public DeltaRefusal? Check(Delta change) => TextCheck.Find(change, this, _tree.RunCount);

    /// <summary>
    /// The change, and where it would take the text's last line end away, one like it behind everything. Two honest writers can delete
    /// it together: one joins the last two lines, the other one deletes the last of them with the line end before it. Quill keeps one
    /// then without saying so, and so must the text that it is compared with. To be asked after transforming and before
    /// <see cref="Check"/>. Whoever wrote the change finds an insertion at its end that they did not make, and makes it too.
    /// </summary>
    public Delta KeepTheLastLineEnd(Delta change) => TextCheck.KeepTheLastLineEnd(change, this);

    /// <exception cref="ArgumentException">The change reaches beyond the text: it was made for another one. Nothing has been changed.</exception>
    public TextDocument Apply(Delta change)
    {
        if (change.BaseLength > Length)
        {
            throw new ArgumentException($"A change of {change.BaseLength} characters for a text of {Length}.", nameof(change));
        }

        var index = 0;
        foreach (ref readonly var op in change.Ops)
        {
            switch (op.Kind)
            {
                case DeltaOpKind.Retain:
                    if (!op.Attributes.IsEmpty)
                    {
                        _tree.Format(index, op.Length, op.Attributes);
                    }

                    index += op.Length;
                    break;
                case DeltaOpKind.Insert:
                    _tree.Insert(index, op.Text ?? EmbedText, op.Attributes, op.Embed);
                    index += op.Length;
                    break;
                case DeltaOpKind.Delete:
                    _tree.Delete(index, op.Length);
                    break;
            }
        }

        return this;
    }

    /// <summary>The change that takes this one back. The text is the one before it.</summary>
    public Delta Invert(Delta change)
    {
        var builder = DeltaBuilder.Borrow();
        var index = 0;
        foreach (ref readonly var op in change.Ops)
        {
            if (op.Kind == DeltaOpKind.Insert)
            {
                builder.Delete(op.Length);
                continue;
            }

            if (op.IsPlainRetain)
            {
                builder.Retain(op.Length);
            }
            else
            {
                var pieces = Pieces(index, op.Length);
                while (pieces.MoveNext())
                {
                    if (op.Kind == DeltaOpKind.Delete)
                    {
                        Add(builder, pieces);
                    }
                    else
                    {
                        builder.Retain(pieces.Text.Length, AttributeMap.Invert(op.Attributes, pieces.Attributes));
                    }
                }
            }

            index += op.Length;
        }

        return builder.ChopAndReturn();
    }

    /// <summary>The text in normal form, as a Delta of insertions.</summary>
    public Delta ToDelta() => Slice(0, Length);

    /// <summary>From one place to another; what lies beyond the text is not there.</summary>
    public Delta Slice(int start, int end = int.MaxValue)
    {
        var builder = DeltaBuilder.Borrow();
        var pieces = Pieces(start, end - start);
        while (pieces.MoveNext())
        {
            Add(builder, pieces);
        }

        return builder.BuildAndReturn();
    }

    /// <summary>The characters of a range, U+FFFC for each embed.</summary>
    public string ReadText(int start = 0, int length = int.MaxValue)
    {
        length = Math.Min(length, Length - start);
        return string.Create(
            length,
            (this, start),
            static (characters, range) =>
            {
                var (document, start) = range;
                var pieces = document.Pieces(start, characters.Length);
                while (pieces.MoveNext())
                {
                    pieces.Text.CopyTo(characters);
                    characters = characters[pieces.Text.Length..];
                }
            });
    }

    internal char this[int index] => _tree.FindCharacter(index, out var offset)[offset];

    private static string EmbedText { get; } = DeltaText.EmbedCharacter.ToString();

    private TextPieces Pieces(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        return new(_tree, start, Math.Clamp(length, 0, Math.Max(0, Length - start)));
    }

    private static void Add(DeltaBuilder builder, in TextPieces piece)
    {
        if (piece.Embed is { } embed)
        {
            builder.Insert(embed, piece.Attributes);
        }
        else
        {
            builder.AddText(piece.Text, piece.Attributes);
        }
    }
}
