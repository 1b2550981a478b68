using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Web.Operations.Commands;

/// <summary>Writes what a steward may take out of a community into a file that only its owner may read.</summary>
internal static class ExportCommand
{
    public static async Task<int> RunAsync(ArchiveExport export, Actor steward, Guid communityId, string path, CancellationToken cancellation)
    {
        // Under another name until it is whole: half an archive must not be taken for one.
        var unfinished = path + ".unfinished";
        var progress = new CommandProgress();
        try
        {
            int written;
            await using (var file = new FileStream(unfinished, Options()))
            {
                written = await export.WriteAsync(steward, communityId, file, progress, cancellation);
                progress.End();
            }

            File.Move(unfinished, path, overwrite: true);
            await Console.Out.WriteLineAsync(written == 1 ? $"1 story was written to {path}." : $"{written} stories were written to {path}.");
            return ArchiveCommands.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(unfinished);
            return await ArchiveCommands.RefuseAsync($"{path} cannot be written: {e.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Discard(unfinished);
            await Console.Error.WriteLineAsync("Stopped. Nothing was written.");
            return ArchiveCommands.Interrupted;
        }
    }

    private static void Discard(string unfinished)
    {
        if (File.Exists(unfinished))
        {
            File.Delete(unfinished);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
