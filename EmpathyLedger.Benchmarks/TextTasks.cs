using System.Text.Json;
using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Tests.Collaboration.Text;

namespace EmpathyLedger.Benchmarks;

/// <summary>What both engines are asked to do. The same every time; the traces where shared/data is beside the checkout.</summary>
internal sealed class TextTasks
{
    private const int Pairs = 1_000;
    private const int Missed = 100;
    private const int Edits = 2_000;
    private const int TextCharacters = 100_000;
    private const int Runs = 2_000;

    private static readonly AttributeMap[] Formats =
        [AttributeMap.Empty, AttributeMap.Of("bold", true), AttributeMap.Of("italic", true), AttributeMap.Of("link", "https://example.org/letters").With("bold", true)];

    private readonly Random _random = new(4);

    public TextTasks(string traces)
    {
        Ones = [.. Enumerable.Range(0, Pairs).Select(_ => Change(1_000))];
        Others = [.. Enumerable.Range(0, Pairs).Select(_ => Change(1_000))];
        Nexts = [.. Ones.Select(one => Change(1_000 + one.ChangeLength))];
        Late = Change(1_000);
        var length = 1_000;
        MissedOnes = [.. Enumerable.Range(0, Missed).Select(_ => Following(ref length))];
        Text = LongText();
        length = Text.Length;
        TextEdits = [.. Enumerable.Range(0, Edits).Select(_ => Following(ref length))];
        Paper = EditingTrace.Read(Path.Combine(traces, "automerge-paper.json.gz"));
        Friends = EditingTrace.Read(Path.Combine(traces, "friendsforever.json.gz"));
    }

    public Delta[] Ones { get; }

    public Delta[] Others { get; }

    /// <summary>Each follows the one of its number.</summary>
    public Delta[] Nexts { get; }

    public Delta Late { get; }

    public Delta[] MissedOnes { get; }

    public Delta Text { get; }

    public Delta[] TextEdits { get; }

    public EditingTrace Paper { get; }

    public EditingTrace Friends { get; }

    public void Write(string path)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        WriteAll("ones", Ones);
        WriteAll("others", Others);
        WriteAll("nexts", Nexts);
        WriteAll("missed", MissedOnes);
        WriteAll("edits", TextEdits);
        WriteAll("paper", Paper.Transactions.Select(transaction => transaction.Change));
        json.WritePropertyName("late");
        Late.WriteTo(json);
        json.WritePropertyName("text");
        Text.WriteTo(json);
        json.WriteString("textJson", Text.ToJson());
        json.WriteString("paperJson", new DeltaBuilder().Insert(Paper.EndContent).Build().ToJson());
        json.WriteStartArray("concurrent");
        foreach (var (seen, agent, change) in Friends.Transactions)
        {
            json.WriteStartObject();
            json.WriteNumber("agent", agent);
            json.WriteStartArray("seen");
            Array.ForEach(seen, json.WriteNumberValue);
            json.WriteEndArray();
            json.WritePropertyName("change");
            change.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WriteAll(string name, IEnumerable<Delta> deltas)
        {
            json.WriteStartArray(name);
            foreach (var delta in deltas)
            {
                delta.WriteTo(json);
            }

            json.WriteEndArray();
        }
    }

    private Delta Following(ref int length)
    {
        var change = Change(length);
        length += change.ChangeLength;
        return change;
    }

    /// <summary>A word typed, some letters deleted, or a passage formatted.</summary>
    private Delta Change(int length)
    {
        var change = new DeltaBuilder().Retain(_random.Next(length - 20));
        return (_random.Next(10) switch
        {
            < 6 => change.Insert("river "[_random.Next(5)..], Formats[_random.Next(5) / 2]),
            < 9 => change.Delete(_random.Next(1, 8)),
            _ => change.Retain(_random.Next(1, 20), Formats[_random.Next(1, 4)]),
        }).Build();
    }

    private static Delta LongText()
    {
        var builder = new DeltaBuilder();
        for (var run = 0; run < Runs; run++)
        {
            builder.Insert(string.Concat(Enumerable.Repeat("the river kept it ", 4))[..(TextCharacters / Runs)], Formats[run % Formats.Length]);
        }

        return builder.Build();
    }
}
