using System.Security.Cryptography;
using System.Text;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// What PostgreSQL stores of a password (RFC 5803). Made here, so that no password ever travels in a statement or stands
/// in a log, and with a fixed salt, so that an unchanged password is seen to be unchanged.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;

    public static string Create(string asciiPassword, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.ASCII.GetBytes(asciiPassword), salt, Iterations, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
