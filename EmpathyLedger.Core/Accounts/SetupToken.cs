using System.Security.Cryptography;
using System.Text;

namespace EmpathyLedger.Core.Accounts;

/// <summary>
/// Lets whoever reads the console, and nobody else, set the portal up. 128 random bits, in memory only: a restart makes
/// another, and after use none opens anything.
/// </summary>
public sealed class SetupToken
{
    private readonly string _value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Value => _value;

    public bool Matches(string? offered) => offered is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(offered), Encoding.UTF8.GetBytes(_value));
}
