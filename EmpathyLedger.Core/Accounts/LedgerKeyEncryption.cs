using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core.Accounts;

/// <summary>
/// Encrypts data-protection keys at rest with AES-256-GCM under a key derived from the key file, so that reading the
/// table is not enough to forge a cookie. Layout of the value, base64: nonce (12) · tag (16) · ciphertext.
/// </summary>
public sealed class LedgerKeyEncryptor(LedgerKeys keys) : IXmlEncryptor
{
    internal const int NonceSize = 12;
    internal const int TagSize = 16;
    internal static readonly byte[] AssociatedData = "empathy-ledger data-protection key v1"u8.ToArray();

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedValue = new byte[NonceSize + TagSize + plain.Length];
        var nonce = sealedValue.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);

        var key = keys.DataProtectionKey();
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, sealedValue.AsSpan(NonceSize + TagSize), sealedValue.AsSpan(NonceSize, TagSize), AssociatedData);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(plain);

        var element = new XElement(
            "ledgerSealedKey",
            new XComment(" AES-256-GCM under a key derived from the portal's key file "),
            new XElement("value", Convert.ToBase64String(sealedValue)));
        return new EncryptedXmlInfo(element, typeof(LedgerKeyDecryptor));
    }
}

/// <summary>Opens what <see cref="LedgerKeyEncryptor"/> sealed; data protection makes it by its name in the stored key.</summary>
public sealed class LedgerKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly LedgerKeys _keys = services.GetRequiredService<LedgerKeys>();

    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedValue = Convert.FromBase64String((string?)encryptedElement.Element("value")
            ?? throw new CryptographicException("A stored data-protection key has no value."));
        var plain = new byte[sealedValue.Length - LedgerKeyEncryptor.NonceSize - LedgerKeyEncryptor.TagSize];

        var key = _keys.DataProtectionKey();
        using var aes = new AesGcm(key, LedgerKeyEncryptor.TagSize);
        aes.Decrypt(
            sealedValue.AsSpan(0, LedgerKeyEncryptor.NonceSize),
            sealedValue.AsSpan(LedgerKeyEncryptor.NonceSize + LedgerKeyEncryptor.TagSize),
            sealedValue.AsSpan(LedgerKeyEncryptor.NonceSize, LedgerKeyEncryptor.TagSize),
            plain,
            LedgerKeyEncryptor.AssociatedData);
        CryptographicOperations.ZeroMemory(key);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
