using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Operations;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace EmpathyLedger.Web.Operations;

public static class PortalStart
{
    /// <summary>Checks what can be checked and brings the database up, before anybody is answered.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<PublicAddress>();
        await app.Services.PrepareLedgerAsync(app.Lifetime.ApplicationStopping);
    }

    /// <summary>What stops a start is told in one line each, without a stack trace; anything else is a bug and keeps its own.</summary>
    public static IReadOnlyList<string>? Explain(Exception exception) => exception switch
    {
        LedgerStartupException => [exception.Message],
        OptionsValidationException validation => [.. validation.Failures],
        IOException { InnerException: AddressInUseException } => [$"{exception.Message} Stop what listens there, or choose another with PORT=5081 ./run.sh"],
        _ => null,
    };
}
