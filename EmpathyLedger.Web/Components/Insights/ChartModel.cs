namespace EmpathyLedger.Web.Components.Insights;

public enum ChartKind
{
    /// <summary>Upright, for what happens over time.</summary>
    Columns,

    /// <summary>Lying, for names that need room.</summary>
    Bars,
}

public enum SeriesTone
{
    /// <summary>What the chart is about.</summary>
    Main,

    /// <summary>What it is compared with, paler.</summary>
    Earlier,

    /// <summary>Another thing beside the first: outlined.</summary>
    Second,
}

/// <summary>What a chart shows, in words that a person reads: the same as its table.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Categories">One label for each place on the axis, short.</param>
/// <param name="Series">Each with as many values as there are categories.</param>
/// <param name="Note">What is said instead of drawn; empty for nothing.</param>
public sealed record ChartModel(ChartKind Kind, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series, string Note = "")
{
    public bool IsEmpty => Series.All(series => series.IsZero);

    public bool Equals(ChartModel? other) =>
        other is not null && Kind == other.Kind && Note == other.Note
        && Categories.SequenceEqual(other.Categories) && Series.SequenceEqual(other.Series);

    public override int GetHashCode() => HashCode.Combine(Kind, Categories.Count, Series.Count);
}

/// <param name="Name">What the numbers are: "This period".</param>
/// <param name="Values">Counts.</param>
/// <param name="Tone">How it stands beside the others.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<long> Values, SeriesTone Tone = SeriesTone.Main)
{
    public bool IsZero => Values.All(value => value == 0);

    public bool Equals(ChartSeries? other) =>
        other is not null && Name == other.Name && Tone == other.Tone && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Name, Values.Count, Tone);
}
