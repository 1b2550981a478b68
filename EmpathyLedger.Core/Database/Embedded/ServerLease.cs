namespace EmpathyLedger.Core.Database.Embedded;

/// <summary>
/// Who uses the embedded server, told by file locks, which the kernel takes back from a killed process: every user holds
/// <c>lease</c> shared, starting and stopping happens under <c>gate</c> exclusively, and who gets <c>lease</c> exclusively
/// was the last.
/// </summary>
internal sealed class ServerLease : IDisposable
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private FileStream? _shared;

    public ServerLease(string directory, TimeProvider time) => (_directory, _time) = (directory, time);

    public void Hold() => _shared ??= Lock("lease", FileAccess.Read, FileShare.Read)
        ?? throw new LedgerStartupException("The embedded database is being stopped by another program; start again.");

    /// <summary>Gives the lease back. Call under the gate.</summary>
    /// <returns>Whether nobody else holds one.</returns>
    public bool ReleaseAsLast()
    {
        _shared?.Dispose();
        _shared = null;
        using var everything = Lock("lease", FileAccess.ReadWrite, FileShare.None);
        return everything is not null;
    }

    public async Task<IDisposable> EnterGateAsync(CancellationToken cancellation)
    {
        var since = _time.GetTimestamp();
        while (true)
        {
            if (Lock("gate", FileAccess.ReadWrite, FileShare.None) is { } gate)
            {
                return gate;
            }

            if (_time.GetElapsedTime(since) > TimeSpan.FromMinutes(2))
            {
                throw new LedgerStartupException($"Another program has been starting or stopping the database in {_directory} for two minutes.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, cancellation);
        }
    }

    public void Dispose() => _shared?.Dispose();

    private FileStream? Lock(string name, FileAccess access, FileShare share)
    {
        try
        {
            // .NET locks with flock: shared for FileShare.Read, exclusive for None, and fails at once where taken.
            return new FileStream(Path.Combine(_directory, name), FileMode.OpenOrCreate, access, share);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }
}
