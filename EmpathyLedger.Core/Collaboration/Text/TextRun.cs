namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>So many characters with the same formats, or one embed. Two words long, since a text that is much formatted has thousands.</summary>
internal readonly struct TextRun
{
    // The attributes, or an embed with its own.
    private readonly object _format;

    private TextRun(int length, object format) => (Length, _format) = (length, format);

    public TextRun(int length, AttributeMap attributes, DeltaEmbed? embed)
        : this(length, embed is null ? attributes : new FormattedEmbed(embed, attributes))
    {
    }

    public int Length { get; }

    public AttributeMap Attributes => _format as AttributeMap ?? ((FormattedEmbed)_format).Attributes;

    public DeltaEmbed? Embed => (_format as FormattedEmbed)?.Embed;

    public bool Joins(in TextRun other) => _format is AttributeMap mine && other._format is AttributeMap others && mine == others;

    public TextRun WithLength(int length) => new(length, _format);

    public TextRun WithAttributes(AttributeMap attributes) => new(Length, attributes, Embed);

    private sealed record FormattedEmbed(DeltaEmbed Embed, AttributeMap Attributes);
}
