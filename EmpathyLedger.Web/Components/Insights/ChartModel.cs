namespace EmpathyLedger.Web.Components.Insights;

public enum ChartKind
{
    /// <summary>Upright, for what happens over time.</summary>
    Columns,

    /// <summary>Lying, for names that need room.</summary>
    Bars,
}

/// <summary>What a chart shows, in words that a person reads: the same as its table.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Categories">One label for each place on the axis, short.</param>
/// <param name="Series">Each with as many values as there are categories.</param>
public sealed record ChartModel(ChartKind Kind, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series)
{
    public bool Equals(ChartModel? other) =>
        other is not null && Kind == other.Kind && Categories.SequenceEqual(other.Categories) && Series.SequenceEqual(other.Series);

    public override int GetHashCode() => HashCode.Combine(Kind, Categories.Count, Series.Count);
}

/// <param name="Name">What the numbers are: "This period".</param>
/// <param name="Values">Counts.</param>
/// <param name="IsEarlier">Drawn paler: what it is compared with.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<long> Values, bool IsEarlier = false)
{
    public bool Equals(ChartSeries? other) =>
        other is not null && Name == other.Name && IsEarlier == other.IsEarlier && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Name, Values.Count, IsEarlier);
}
