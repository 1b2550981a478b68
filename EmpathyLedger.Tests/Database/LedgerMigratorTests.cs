using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Database.Embedded;
using EmpathyLedger.Core.Database.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

public sealed class LedgerMigratorTests(LedgerServerFixture server) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string _empty = "";

    public async ValueTask InitializeAsync()
    {
        LedgerServerFixture.SkipWithoutPostgres();
        _empty = await server.CreateEmptyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_empty.Length > 0)
        {
            await server.DropAsync(_empty);
        }
    }

    [Fact]
    public async Task TwoNodes_StartingAtOnce_MigrateOnceAndSignAlike()
    {
        async Task<ActorClaim> NodeAsync()
        {
            await server.Provisioner().ProvisionAsync(_empty, Cancellation);
            return await server.Migrator().MigrateAsync(_empty, Cancellation);
        }

        var claims = await Task.WhenAll(Task.Run(NodeAsync), Task.Run(NodeAsync), Task.Run(NodeAsync));
        Assert.Equal((long)EmbeddedSql.Migrations.Count, await ScalarAsync<long>("select count(*) from migrations.applied"));
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from vault.claim_keys"));
        var keyId = await ScalarAsync<string>("select kid from vault.claim_keys");
        Assert.All(claims, claim => Assert.StartsWith(keyId, claim.Sign(new Actor(Guid.Empty, null, 1), 1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Database_OfANewerVersion_IsRefused()
    {
        await MigrateAsync();
        await LedgerServerFixture.ExecuteAsync(
            _empty, "insert into migrations.applied (scriptname, applied) values ('9999_from_the_future.sql', now())");
        var refusal = await Assert.ThrowsAsync<LedgerStartupException>(
            () => server.Migrator().MigrateAsync(_empty, Cancellation));
        Assert.Contains("9999_from_the_future.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyFile_OfAnotherPortal_IsRefused()
    {
        var other = new LedgerProvisioner(new LedgerKeys(new byte[32]), NullLogger<LedgerProvisioner>.Instance);
        var refusal = await Assert.ThrowsAsync<LedgerStartupException>(() => other.ProvisionAsync(_empty, Cancellation));
        Assert.Contains("another key file", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClaimKey_LeftOutOfADump_IsMadeAnew()
    {
        await MigrateAsync();
        var before = await ScalarAsync<string>("select kid from vault.claim_keys");
        await LedgerServerFixture.ExecuteAsync(_empty, "delete from vault.claim_keys");
        await server.Migrator().MigrateAsync(_empty, Cancellation);
        Assert.NotEqual(before, await ScalarAsync<string>("select kid from vault.claim_keys"));
    }

    [Fact]
    public async Task Database_ThatIsNotThere_IsSaidInOneLine()
    {
        var missing = EmbeddedServer.ConnectionStringTo(_empty, "no_such_database");
        var refusal = await Assert.ThrowsAsync<LedgerStartupException>(
            () => server.Provisioner().ProvisionAsync(missing, Cancellation));
        Assert.Contains("no_such_database", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.DoesNotContain("Password", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ConnectionString_OfAnOrdinaryRole_GetsTheAdministratorsScriptWhichThenSuffices()
    {
        var role = $"plain_{Guid.NewGuid():N}";
        var database = new NpgsqlConnectionStringBuilder(_empty).Database;
        await LedgerServerFixture.ExecuteAsync(_empty, $"create role {role} login password 'plain'; alter database {database} owner to {role}");
        try
        {
            var plain = new NpgsqlConnectionStringBuilder(_empty) { Username = role, Password = "plain" }.ConnectionString;
            var refusal = await Assert.ThrowsAsync<LedgerStartupException>(
                () => server.Provisioner().ProvisionAsync(plain, Cancellation));
            Assert.DoesNotContain(server.Keys.RolePassword(LedgerRoles.App), refusal.Message, StringComparison.Ordinal);

            await LedgerServerFixture.ExecuteAsync(_empty, refusal.Message);
            await server.Provisioner().ProvisionAsync(plain, Cancellation);
            await server.Migrator().MigrateAsync(plain, Cancellation);
            await using var connections = new LedgerConnections();
            connections.Open(plain, server.Keys);
            await using var app = await connections.App.OpenConnectionAsync(Cancellation);
        }
        finally
        {
            await LedgerServerFixture.ExecuteAsync(_empty, $"alter database {database} owner to postgres; revoke ledger_owner, ledger_maintenance from {role}; drop role {role}");
        }
    }

    private async Task MigrateAsync()
    {
        await server.Provisioner().ProvisionAsync(_empty, Cancellation);
        await server.Migrator().MigrateAsync(_empty, Cancellation);
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_empty);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
