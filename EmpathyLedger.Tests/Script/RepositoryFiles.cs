namespace EmpathyLedger.Tests.Script;

/// <summary>Files of the repository that are not part of an assembly.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EmpathyLedger.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The tests run from inside the repository.");
    }
}
