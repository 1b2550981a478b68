using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Web.Components.Errors;

namespace EmpathyLedger.Web.Components.Account;

/// <summary>Prints the one-time link once, when the portal has no community yet. The console is the proof of ownership.</summary>
public sealed class SetupNotice(
    PortalFacts facts, SetupToken token, PublicAddress address, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Not the log: a log is kept and shipped, and this link makes its reader the steward.</summary>
    internal TextWriter Terminal { get; init; } = Console.Out;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // After "now listening": the link works when it is read.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (!await IsSetUpAsync(stoppingToken))
        {
            await Terminal.WriteLineAsync($"""

                This portal isn't set up yet. Open this link to make the first community:
                  {address.To($"setup?token={token.Value}")}

                """);
        }
    }

    /// <summary>Waits for a database that went away just now; the pages say so meanwhile.</summary>
    private async Task<bool> IsSetUpAsync(CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return (await facts.ReadAsync(stopping)).IsSetUp;
            }
            catch (Exception failure) when (PortalErrors.IsDatabaseAway(failure))
            {
                await Task.Delay(pause, clock, stopping);
            }
        }
    }
}
