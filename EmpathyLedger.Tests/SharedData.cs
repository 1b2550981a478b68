using System.Runtime.CompilerServices;

namespace EmpathyLedger.Tests;

/// <summary>
/// Real material for tests, which is not ours to copy: in a folder <c>shared/data</c> beside the checkout. Where it is absent a
/// test that needs it is skipped, and says so.
/// </summary>
internal static class SharedData
{
    public static string PathOf(string relative)
    {
        var path = Path.Combine(Folder(), relative);
        Assert.SkipUnless(File.Exists(path), $"shared/data/{relative} is not beside this checkout.");
        return path;
    }

    private static string Folder([CallerFilePath] string thisFile = "")
    {
        var checkout = Path.GetDirectoryName(Path.GetDirectoryName(thisFile))!;
        return Path.Combine(Path.GetDirectoryName(checkout)!, "shared", "data");
    }
}
