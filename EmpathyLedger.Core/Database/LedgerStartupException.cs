namespace EmpathyLedger.Core.Database;

/// <summary>
/// The portal cannot start, for a reason that whoever runs it can mend. The message is written for the console:
/// it is shown alone, without a stack trace.
/// </summary>
public sealed class LedgerStartupException(string message, Exception? innerException = null)
    : Exception(message, innerException);
