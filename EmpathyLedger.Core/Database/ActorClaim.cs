using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmpathyLedger.Core.Database.Keys;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// Signs who asks, for one connection and a few minutes: <c>kid.sub.sid.exp.pid.aal.hmac</c>.
/// <c>vault.verified_claim()</c> (0001_roles_and_claims.sql) is the other half; whatever it cannot verify is nobody.
/// </summary>
public sealed class ActorClaim
{
    /// <summary>Longer than any one transaction may run (see the roles' settings), short enough to be worthless in a log.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly string _keyId;
    private readonly byte[] _key;
    private readonly TimeProvider _time;

    public ActorClaim(LedgerKeys keys, string keyId, TimeProvider time)
    {
        _keyId = keyId;
        _key = keys.ClaimKey(keyId);
        _time = time;
    }

    /// <param name="actor">Who asks.</param>
    /// <param name="backendProcessId">The open connection's <c>ProcessID</c>: on any other connection the claim is dead.</param>
    /// <returns>The claim, or an empty text (nobody) for a visitor.</returns>
    public string Sign(Actor actor, int backendProcessId)
    {
        if (actor.ProfileId is not { } profileId)
        {
            return "";
        }

        var expiry = _time.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds();
        var session = actor.SessionId is { } id ? id.ToString("N") : "-";
        var signed = string.Create(
            CultureInfo.InvariantCulture,
            $"{_keyId}.{profileId:N}.{session}.{expiry}.{backendProcessId}.{Math.Clamp(actor.AssuranceLevel, 0, 9)}");
        return $"{signed}.{Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(signed)))}";
    }
}
