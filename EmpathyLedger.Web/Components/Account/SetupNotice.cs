using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Operations;

namespace EmpathyLedger.Web.Components.Account;

/// <summary>Prints the one-time link once, when the portal has no community yet. The console is the proof of ownership.</summary>
public sealed class SetupNotice(
    PortalFacts facts, SetupToken token, PublicAddress address, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // After "now listening": the link works when it is read.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (!(await facts.ReadAsync(stoppingToken)).IsSetUp)
        {
            // Not through the log: a log is kept and shipped, and this link makes its reader the steward.
            await Console.Out.WriteLineAsync($"""

                This portal isn't set up yet. Open this link to make the first community:
                  {address.To($"setup?token={token.Value}")}

                """);
        }
    }
}
