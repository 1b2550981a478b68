namespace EmpathyLedger.Core.Archive.Csv;

/// <summary>What was read ahead, and then the rest. Disposes of the rest.</summary>
internal sealed class ChainedStream(MemoryStream ahead, Stream rest) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ahead.Read(buffer.Span) is > 0 and var read ? read : await rest.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
