using System.Globalization;
using CsCheck;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>
/// The engine and npm quill-delta are asked the same. <c>./test.sh --delta-cases 1000000</c> asks that often; every time other
/// questions, which DELTA_SEED repeats.
/// </summary>
public sealed class QuillDeltaTests
{
    private const int BatchSize = 2_000;
    private const int ShownDifferences = 5;

    private static readonly string[] Questions =
        ["text ∘ a", "a ∘ next", "a.Transform(b, true)", "a.Transform(b, false)", "a.Invert(text)", "text.Slice", "a.TransformPosition(at, true)", "a.TransformPosition(at)", "a.Length", "a.ChangeLength"];

    [Fact]
    public async Task Delta_RandomCases_AnswersAsQuillDelta()
    {
        var cases = Setting("DELTA_CASES", 20_000);
        var isLong = Environment.GetEnvironmentVariable("DELTA_CASES") is not null;
        var seed = (uint)Setting("DELTA_SEED", isLong ? Random.Shared.Next() : 4);
        var random = new PCG(1, seed);
        using var oracle = QuillDeltaOracle.Start();
        var differences = new List<string>();
        var found = 0;
        for (var done = 0; done < cases; done += BatchSize)
        {
            var worlds = Enumerable.Range(0, Math.Min(BatchSize, cases - done))
                .Select(i => (i % 4 == 0 ? DeltaGen.StrangeWorld : DeltaGen.World).Generate(random, null, out _))
                .ToArray();
            var answers = await oracle.AskAsync([.. worlds.Select(Ask)], TestContext.Current.CancellationToken);
            foreach (var (world, answer) in worlds.Zip(answers))
            {
                var theirs = answer.Split('\t');
                var ours = Answers(world);
                for (var i = 0; i < ours.Length; i++)
                {
                    if (ours[i] != theirs[i] && ++found <= ShownDifferences)
                    {
                        differences.Add($"{Questions[i]}\n{world}\nours   {ours[i]}\ntheirs {theirs[i]}");
                    }
                }
            }
        }

        if (isLong)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases:N0} cases of {Questions.Length} questions each (seed {seed}), {found:N0} differences from quill-delta"));
        }

        Assert.True(found == 0, string.Join("\n\n", differences));
    }

    private static string Ask(DeltaWorld world) =>
        $$"""{"text":{{Ascii.Of(world.Text)}},"a":{{Ascii.Of(world.A)}},"b":{{Ascii.Of(world.B)}},"next":{{Ascii.Of(world.Next)}},"at":{{world.At}}}""";

    private static string[] Answers(DeltaWorld world)
    {
        var (text, a, b, next, at) = world;
        return
        [
            Ascii.Of(text.Compose(a)),
            Ascii.Of(a.Compose(next)),
            Ascii.Of(a.Transform(b, true)),
            Ascii.Of(a.Transform(b, false)),
            Ascii.Of(a.Invert(text)),
            Ascii.Of(text.Slice(Math.Min(at, 3), at)),
            Number(a.TransformPosition(at, true)),
            Number(a.TransformPosition(at)),
            Number(a.Length),
            Number(a.ChangeLength),
        ];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
