using System.Globalization;
using CsCheck;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

public sealed class ActorClaimTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly Actor Mary = new(Guid.CreateVersion7(), Guid.CreateVersion7(), 2);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claim_OfTheActor_IsKnownInTheWholeTransaction()
    {
        await using var scope = await ledger.Database.BeginAsync(Mary, Cancellation);
        Assert.Equal(Mary, await WhoAsync(scope));
        Assert.Equal(Mary, await WhoAsync(scope));
    }

    [Fact]
    public async Task Claim_OfAVisitor_IsNobody()
    {
        await using var scope = await ledger.Database.BeginAsync(Actor.Anonymous, Cancellation);
        Assert.Equal(Actor.Anonymous, await WhoAsync(scope));
    }

    [Fact]
    public async Task Claim_WithoutSession_HasNone()
    {
        var actor = Mary with { SessionId = null, AssuranceLevel = 1 };
        await using var scope = await ledger.Database.BeginAsync(actor, Cancellation);
        Assert.Equal(actor, await WhoAsync(scope));
    }

    [Fact]
    public async Task Claim_AfterTheTransaction_IsGoneFromThePooledConnection()
    {
        await using var one = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ledger.Connections.App.ConnectionString)
            {
                Password = ledger.Server.Keys.RolePassword(LedgerRoles.App),
                MaxPoolSize = 1,
            });
        int first;
        await using (var connection = await one.OpenConnectionAsync(Cancellation))
        {
            first = connection.ProcessID;
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            Assert.Equal(Mary.ProfileId, await WhoIsAsync(connection, ledger.Database.Claim.Sign(Mary, first)));
            await transaction.CommitAsync(Cancellation);
            Assert.Null(await WhoIsAsync(connection, null));
        }

        await using (var connection = await one.OpenConnectionAsync(Cancellation))
        {
            Assert.Equal(first, connection.ProcessID);
            Assert.Null(await WhoIsAsync(connection, null));
        }
    }

    [Fact]
    public async Task Claim_SetForTheSessionByHand_IsNotHandedOn()
    {
        // What ActorScope never does, and what the pool's reset undoes all the same.
        await using var one = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ledger.Connections.App.ConnectionString)
            {
                Password = ledger.Server.Keys.RolePassword(LedgerRoles.App),
                MaxPoolSize = 1,
            });
        await using (var connection = await one.OpenConnectionAsync(Cancellation))
        {
            await using var command = new NpgsqlCommand("select set_config('app.claim', $1, false)", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = ledger.Database.Claim.Sign(Mary, connection.ProcessID) });
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await using (var connection = await one.OpenConnectionAsync(Cancellation))
        {
            Assert.Null(await WhoIsAsync(connection, null));
        }
    }

    [Fact]
    public async Task Claim_OfAnotherConnection_IsNobody()
    {
        await using var mine = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        await using var other = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        var stolen = ledger.Database.Claim.Sign(Mary, mine.ProcessID);
        Assert.Equal(Mary.ProfileId, await WhoIsAsync(mine, stolen));
        Assert.Null(await WhoIsAsync(other, stolen));
    }

    [Fact]
    public async Task Claim_Expired_IsNobody()
    {
        await using var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        var keyId = ledger.Database.Claim.Sign(Mary, 1).Split('.')[0];
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - ActorClaim.Lifetime - TimeSpan.FromSeconds(2));
        var claim = new ActorClaim(ledger.Server.Keys, keyId, time);
        Assert.Null(await WhoIsAsync(connection, claim.Sign(Mary, connection.ProcessID)));
    }

    [Fact]
    public async Task Claim_SignedWithAnotherKeyFile_IsNobody()
    {
        await using var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        var keyId = ledger.Database.Claim.Sign(Mary, 1).Split('.')[0];
        var forger = new ActorClaim(new LedgerKeys(new byte[32]), keyId, TimeProvider.System);
        Assert.Null(await WhoIsAsync(connection, forger.Sign(Mary, connection.ProcessID)));
    }

    [Fact]
    public async Task Claim_OfARetiredKey_IsNobody()
    {
        await using var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        await ledger.AdminAsync(
            $"insert into vault.claim_keys values ('00000001', '\\x{Convert.ToHexString(ledger.Server.Keys.ClaimKey("00000001"))}', now() - interval '1 second')");
        var retired = new ActorClaim(ledger.Server.Keys, "00000001", TimeProvider.System);
        Assert.Null(await WhoIsAsync(connection, retired.Sign(Mary, connection.ProcessID)));
    }

    [Fact]
    public async Task Claim_ChangedInOneCharacter_IsNobody()
    {
        await using var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        var claim = ledger.Database.Claim.Sign(Mary, connection.ProcessID);
        var change = Gen.Select(Gen.Int[0, claim.Length - 1], Gen.Char["0123456789abcdef.-xZ\n "]);
        await change.SampleAsync(
            async (place, character) =>
            {
                var mutated = string.Concat(claim.AsSpan(0, place), character.ToString(), claim.AsSpan(place + 1));
                return mutated == claim || await WhoIsAsync(connection, mutated) is null;
            },
            iter: 400,
            threads: 1);
    }

    [Fact]
    public async Task Claim_OfAnyOtherShape_IsNobodyAndNeverRaises()
    {
        await using var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        var claim = ledger.Database.Claim.Sign(Mary, connection.ProcessID);
        var parts = claim.Split('.');
        string[] shapes =
        [
            "", ".", "......", claim + ".", "." + claim, claim + "\n", claim[..^1], string.Join('.', parts.Reverse()),
            Mary.ProfileId!.Value.ToString(), new string('9', 4000),
            string.Join('.', parts[..3].Append("99999999999").Concat(parts[4..])),
            string.Join('.', parts[..4].Append("999999999").Concat(parts[5..])),
            string.Join('.', parts[..6].Append(new string('0', 64))),
            claim.ToUpper(CultureInfo.InvariantCulture),
        ];
        foreach (var shape in shapes)
        {
            Assert.Null(await WhoIsAsync(connection, shape));
        }

        await Gen.String[0, 250].Where(text => !text.Contains('\0')).SampleAsync(
            async text => await WhoIsAsync(connection, text) is null,
            iter: 200,
            threads: 1);
    }

    private static async Task<Actor> WhoAsync(ActorScope scope) =>
        await scope.QuerySingleOrDefaultAsync(
            "select app.current_actor_id(), app.current_session_id(), app.current_assurance_level()",
            row => new Actor(
                row.IsDBNull(0) ? null : row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetInt32(2)));

    /// <param name="connection">Asks outside every scope.</param>
    /// <param name="claim">Null leaves the setting as the connection has it.</param>
    private static async Task<Guid?> WhoIsAsync(NpgsqlConnection connection, string? claim)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (claim is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ActorScope.SetClaim)
            {
                Parameters = { new NpgsqlParameter { Value = claim } },
            });
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("select app.current_actor_id()"));
        await using var reader = await batch.ExecuteReaderAsync(Cancellation);
        if (claim is not null)
        {
            await reader.NextResultAsync(Cancellation);
        }

        await reader.ReadAsync(Cancellation);
        return reader.IsDBNull(0) ? null : reader.GetGuid(0);
    }
}
