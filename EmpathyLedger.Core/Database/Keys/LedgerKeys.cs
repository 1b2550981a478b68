using System.Security.Cryptography;
using System.Text;

namespace EmpathyLedger.Core.Database.Keys;

/// <summary>
/// Everything secret that the portal needs, derived by HKDF-SHA256 from one 32-byte file outside the database.
/// Each use has a label of its own, so knowing one derived key tells nothing about another.
/// </summary>
public sealed class LedgerKeys
{
    private const int KeyLength = 32;
    private static readonly byte[] Salt = "empathy-ledger/1"u8.ToArray();

    private readonly byte[] _pseudoRandomKey;

    public LedgerKeys(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"The ledger key has {KeyLength} bytes.", nameof(key));
        }

        _pseudoRandomKey = HKDF.Extract(HashAlgorithmName.SHA256, key.ToArray(), Salt);
    }

    /// <summary>Tells two key files apart without telling anything about them; stored beside the database's roles.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Derive("fingerprint").AsSpan(0, 8));

    public string RolePassword(string role) => Convert.ToHexStringLower(Derive($"role password/{role}"));

    /// <summary>Fixed per role, so that the same key file always makes the same verifier and an unchanged one is left alone.</summary>
    internal byte[] RoleSalt(string role) => Derive($"role salt/{role}")[..16];

    internal byte[] ClaimKey(string keyId) => Derive($"claim/{keyId}");

    /// <summary>Wraps the data-protection keys (cookies) where they are stored.</summary>
    public byte[] DataProtectionKey() => Derive("data protection");

    /// <summary>Encrypts what one account's browser keeps of its unconfirmed work.</summary>
    public byte[] DeviceKey(Guid accountId) => Derive($"device/{accountId:N}");

    private byte[] Derive(string label) =>
        HKDF.Expand(HashAlgorithmName.SHA256, _pseudoRandomKey, KeyLength, Encoding.UTF8.GetBytes(label));

    /// <summary>Reads the key file, making it on the first start. Two nodes that start at once end with the same key.</summary>
    public static LedgerKeys Open(string path)
    {
        try
        {
            var key = ReadOrMake(path);
            return key.Length == KeyLength
                ? new LedgerKeys(key)
                : throw new LedgerStartupException(
                    $"The key file {path} has {key.Length} bytes instead of {KeyLength}: put back the right file from your own copy.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerStartupException($"The key file {path} cannot be read or made: {e.Message}", e);
        }
    }

    private static byte[] ReadOrMake(string path)
    {
        // Another node may hold the file, to make it: that takes milliseconds, so what lasts five seconds is something else.
        byte[]? key = null;
        SpinWait.SpinUntil(() => (key = TryReadOrMake(path)) is not null, TimeSpan.FromSeconds(5));
        return key ?? Make(path);
    }

    private static byte[]? TryReadOrMake(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                RefuseWhatOthersMayRead(path);
                if (File.ReadAllBytes(path) is { Length: > 0 } key)
                {
                    return key;
                }
            }

            return Make(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static void RefuseWhatOthersMayRead(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new LedgerStartupException(
                $"The key file {path} can be read by other users of this machine. Run: chmod 600 '{path}'");
        }
    }

    /// <summary>
    /// Made under the file's own exclusive lock, so of two nodes only one writes, and the other reads what was written. A node
    /// that is killed before it wrote leaves an empty file and no lock: nothing was derived from it, and the next one fills it.
    /// </summary>
    private static byte[] Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.WriteThrough,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        if (file.Length == 0)
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyLength));
            file.Flush(flushToDisk: true);
        }

        var key = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(key);
        return key;
    }
}
