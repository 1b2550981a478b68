using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace EmpathyLedger.Tests.Collaboration.Text;

/// <summary>npm quill-delta in a Node process of its own, asked line by line.</summary>
internal sealed class QuillDeltaOracle : IDisposable
{
    private readonly Process _node;

    private QuillDeltaOracle(Process node) => _node = node;

    public static QuillDeltaOracle Start()
    {
        var root = Root();
        Assert.SkipUnless(Directory.Exists(Path.Combine(root, "node_modules", "quill-delta")), "npm quill-delta is not installed: npm ci.");
        var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(root, "build", "delta-oracle.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new QuillDeltaOracle(node);
    }

    /// <summary>Its answers in the order of the questions. Writing and reading at once, or both pipes fill up.</summary>
    public async Task<string[]> AskAsync(IReadOnlyCollection<string> questions, CancellationToken cancellation)
    {
        var asking = Task.Run(
            async () =>
            {
                foreach (var question in questions)
                {
                    await _node.StandardInput.WriteLineAsync(question.AsMemory(), cancellation);
                }

                await _node.StandardInput.FlushAsync(cancellation);
            },
            cancellation);
        var answers = new string[questions.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = await _node.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("quill-delta gave up.");
        }

        await asking;
        return answers;
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit(TimeSpan.FromSeconds(10));
        _node.Dispose();
    }

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
