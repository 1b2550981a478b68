using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;

namespace EmpathyLedger.Web.Components.Archive;

/// <summary>Why a file was not taken, as it stands in an address and as a sentence.</summary>
public static class UploadWords
{
    public const string NoFile = "no-file";

    public static string InAddress(ImportBeginOutcome refusal) => refusal.ToString();

    /// <summary>Null for whatever an address says that we don't.</summary>
    public static string? Of(string? trouble) => trouble switch
    {
        NoFile => "No file came. Choose one, then send it.",
        _ when Enum.TryParse<ImportBeginOutcome>(trouble, out var refusal) && Enum.IsDefined(refusal) => Of(refusal),
        _ => null,
    };

    private static string? Of(ImportBeginOutcome refusal) => refusal switch
    {
        ImportBeginOutcome.Empty => "That file is empty. Look whether it is the right one.",
        ImportBeginOutcome.TooLarge => $"That file is larger than {CsvLimits.FileMegabytes} MB. Split it into several files and bring them one after the other.",
        ImportBeginOutcome.NotFound => "You can no longer bring stories in here.",
        ImportBeginOutcome.TooMany => "Several files are still on their way in. Finish them or stop them below, then bring the next.",
        ImportBeginOutcome.Begun => null,
    };
}
