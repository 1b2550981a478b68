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
            if (!File.Exists(path))
            {
                Create(path);
            }

            if (!OperatingSystem.IsWindows())
            {
                const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite
                    | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
                if ((File.GetUnixFileMode(path) & Others) != 0)
                {
                    throw new LedgerStartupException(
                        $"The key file {path} can be read by other users of this machine. Run: chmod 600 '{path}'");
                }
            }

            var key = File.ReadAllBytes(path);
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

    private static void Create(string path)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory);

        // Written whole under another name first, then linked: a crash leaves no half key, and of two nodes only one wins.
        var draft = Path.Combine(directory, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.WriteThrough,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyLength));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
