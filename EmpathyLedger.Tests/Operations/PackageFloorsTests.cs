using System.Text.Json;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Tests.Operations;

/// <summary>
/// The registry this is built against may carry no advisories, so a restore warns of nothing. The versions below which a
/// hole is known are written down in package-floors.json, and every lock file is held against them. Each says where its
/// number was seen: an advisory, or only the audits of several public projects that agree on number and version.
/// </summary>
public sealed class PackageFloorsTests
{
    private static readonly string Root = LedgerOptions.CheckoutRoot(AppContext.BaseDirectory);

    private static readonly Dictionary<string, Version> Floors = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(Root, "EmpathyLedger.Tests", "Operations", "package-floors.json")))
        .RootElement.EnumerateObject()
        .ToDictionary(
            package => package.Name,
            package => Version.Parse(package.Value.GetProperty("floor").GetString()!),
            StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void LockFiles_OfThisCheckout_HoldNoVersionWithAKnownHole()
    {
        var files = Directory.GetFiles(Root, "packages.lock.json", SearchOption.AllDirectories);

        Assert.True(files.Length >= 3);
        Assert.Empty(files.SelectMany(file => BelowFloor(File.ReadAllText(file))));
    }

    [Theory]
    [InlineData("Newtonsoft.Json", "12.0.1")]
    [InlineData("newtonsoft.json", "13.0.1-beta1")]
    [InlineData("Microsoft.AspNetCore.DataProtection.EntityFrameworkCore", "10.0.6")]
    public void LockFile_WithABadVersion_IsFound(string package, string version)
    {
        var planted = $$"""{ "version": 2, "dependencies": { "net10.0": { "{{package}}": { "type": "Transitive", "resolved": "{{version}}" } } } }""";

        Assert.Single(BelowFloor(planted));
    }

    [Fact]
    public void SharedFramework_IsNotOlderThanItsFloor() =>
        Assert.True(Environment.Version >= Floors["Microsoft.AspNetCore.DataProtection"], $"The .NET runtime is {Environment.Version}.");

    [Fact]
    public void EveryFloor_SaysWhyAndWhereThatWasSeen() =>
        Assert.All(
            JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "EmpathyLedger.Tests", "Operations", "package-floors.json"))).RootElement.EnumerateObject(),
            package => Assert.True(
                package.Value.GetProperty("why").GetString()!.Length > 0 && package.Value.GetProperty("source").GetString()!.Length > 0, package.Name));

    private static IEnumerable<string> BelowFloor(string lockFile)
    {
        foreach (var framework in JsonDocument.Parse(lockFile).RootElement.GetProperty("dependencies").EnumerateObject())
        {
            foreach (var package in framework.Value.EnumerateObject())
            {
                if (Floors.TryGetValue(package.Name, out var floor)
                    && package.Value.TryGetProperty("resolved", out var resolved)
                    && IsBelow(resolved.GetString()!, floor))
                {
                    yield return $"{package.Name} {resolved.GetString()} is below {floor}";
                }
            }
        }
    }

    // A pre-release of the floor itself came before it.
    private static bool IsBelow(string version, Version floor)
    {
        var parts = version.Split('-', '+');
        var order = Version.Parse(parts[0]).CompareTo(floor);
        return order < 0 || (order == 0 && version.Contains('-', StringComparison.Ordinal));
    }
}
