using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Archive;

/// <summary>
/// The file of an import, read forward, one part in memory. Each part is asked for as the steward in a transaction of its own, so
/// a long pass holds no connection while it works.
/// </summary>
/// <exception cref="ImportGoneException">From any reading: cancelled, or the steward is none any more. Never a shorter file.</exception>
internal sealed class ImportPartStream(LedgerDatabase database, Actor actor, Guid importId, long length) : ForwardStream
{
    private byte[] _part = [];
    private int _position;
    private int _next;
    private long _fetched;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _part.Length && !await FetchAsync(cancellationToken))
        {
            return 0;
        }

        var read = Math.Min(buffer.Length, _part.Length - _position);
        _part.AsMemory(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    private async Task<bool> FetchAsync(CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        var part = await scope.ScalarAsync<byte[]>("select app.read_import_part($1, $2)", importId, _next);
        await scope.CommitAsync();
        if (part is null)
        {
            return _fetched >= length ? false : throw new ImportGoneException();
        }

        (_part, _position) = (part, 0);
        _fetched += part.Length;
        _next++;
        return true;
    }
}

internal sealed class ImportGoneException() : Exception("The file of this import is not to be had any more.");
