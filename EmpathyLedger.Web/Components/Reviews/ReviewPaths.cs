namespace EmpathyLedger.Web.Components.Reviews;

public static class ReviewPaths
{
    public const string Queue = "/reviews";

    public static string Read(Guid versionId) => $"{Queue}/{versionId}";
}
