using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using EmpathyLedger.Core.Stories.Drafts;

namespace EmpathyLedger.Tests.Script;

/// <summary>The portal's own JavaScript that needs no browser, tested by Node's runner; and the numbers it shares with C#.</summary>
public sealed partial class ScriptTests
{
    [Fact]
    public async Task NodeTests_OfTheEditor_Pass()
    {
        var tests = RepositoryFiles.In("EmpathyLedger.Tests", "Script");
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--test");
        foreach (var file in Directory.EnumerateFiles(tests, "*.test.mjs").Order(StringComparer.Ordinal))
        {
            start.ArgumentList.Add(file);
        }

        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.DoesNotContain("# tests 0", await output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_InTheEditor_AreTheServers()
    {
        var script = await File.ReadAllTextAsync(
            RepositoryFiles.In("wwwroot", "js", "story-editor", "limits.js"), TestContext.Current.CancellationToken);
        var inScript = Limit().Matches(script).ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, null));
        var inCode = typeof(DraftLimits).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(field => char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field => (int)field.GetRawConstantValue()!);
        Assert.NotEmpty(inScript);
        Assert.All(inScript, limit => Assert.Equal(inCode[limit.Key], limit.Value));
    }

    [GeneratedRegex(@"^\s+(\w+): (\d+),", RegexOptions.Multiline)]
    private static partial Regex Limit();
}
