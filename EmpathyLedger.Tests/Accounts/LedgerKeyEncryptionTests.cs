using System.Security.Cryptography;
using System.Xml.Linq;
using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Accounts;

public sealed class LedgerKeyEncryptionTests
{
    private static readonly XElement Key = new("key", new XElement("masterKey", "very secret"));

    [Fact]
    public void StoredKey_WithTheKeyFile_OpensAndShowsNothingBefore()
    {
        var keys = new LedgerKeys(RandomNumberGenerator.GetBytes(32));
        var stored = new LedgerKeyEncryptor(keys).Encrypt(Key).EncryptedElement;

        Assert.DoesNotContain("secret", stored.ToString(), StringComparison.Ordinal);
        Assert.Equal(Key.ToString(), Decryptor(keys).Decrypt(stored).ToString());
    }

    [Fact]
    public void StoredKey_WithAnotherKeyFile_DoesNotOpen()
    {
        var stored = new LedgerKeyEncryptor(new LedgerKeys(RandomNumberGenerator.GetBytes(32))).Encrypt(Key).EncryptedElement;
        var decryptor = Decryptor(new LedgerKeys(RandomNumberGenerator.GetBytes(32)));

        Assert.ThrowsAny<CryptographicException>(() => decryptor.Decrypt(stored));
    }

    private static LedgerKeyDecryptor Decryptor(LedgerKeys keys) =>
        new(new ServiceCollection().AddSingleton(keys).BuildServiceProvider());
}
