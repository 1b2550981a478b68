using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>What the roles that log in can do with SQL of their own, should anybody ever get to send it.</summary>
public sealed class RolePrivilegeTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forbidden =>
    [
        "select secret from vault.claim_keys",
        "select vault.verified_claim()",
        "select crypto.hmac('a', 'b', 'sha256')",
        "create temp table t (id int)",
        "create table ledger.t (id int)",
        "create table public.t (id int)",
        "create schema s",
        "create function app.current_actor_id() returns uuid language sql as $$ select null::uuid $$",
        "do $$ begin raise notice 'x'; end $$",
        "set role ledger_owner",
        "set role ledger_policy",
        "set role ledger_reader",
        "set role postgres",
        "set session authorization postgres",
        "select pg_terminate_backend(1)",
        "select pg_cancel_backend(1)",
        "select lo_create(0)",
        "select lo_from_bytea(0, 'x')",
        "select pg_advisory_lock(1)",
        "select pg_try_advisory_xact_lock(1, 2)",
        "select pg_read_file('/etc/passwd')",
        "copy (select 1) to program 'true'",
        "select rolpassword from pg_authid",
        "select * from migrations.applied",
        "alter role ledger_app superuser",
        "alter role ledger_app bypassrls",
        "create extension dblink schema ledger",
        "alter system set log_parameter_max_length = 100",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task AppRole_SqlOfItsOwn_IsRefused(string sql)
    {
        await using var connection = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task AppRole_OtherSessions_ShowNoClaim()
    {
        var mary = new Actor(Guid.CreateVersion7(), null, 1);
        await using var hers = await ledger.Database.BeginAsync(mary, Cancellation);
        await hers.ExecuteAsync("select 1");
        await using var other = await ledger.Connections.App.OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_stat_activity where query like '%' || $1 || '%'", other);
        command.Parameters.Add(new NpgsqlParameter { Value = mary.ProfileId!.Value.ToString("N") });
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task RefusedStatement_InAScope_IsRaisedAndTheScopeEnds()
    {
        var scope = await ledger.Database.BeginAsync(new Actor(Guid.CreateVersion7(), null, 1), Cancellation);
        await Assert.ThrowsAsync<PostgresException>(() => scope.ExecuteAsync("select * from vault.claim_keys"));
        await scope.DisposeAsync();
    }

    [Theory]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, StatementRefusal.NotFound)]
    [InlineData(PostgresErrorCodes.ForeignKeyViolation, StatementRefusal.NotFound)]
    [InlineData(PostgresErrorCodes.UniqueViolation, StatementRefusal.Conflict)]
    [InlineData(PostgresErrorCodes.CheckViolation, StatementRefusal.Invalid)]
    [InlineData("57P01", StatementRefusal.Unavailable)]
    [InlineData("53300", StatementRefusal.Unavailable)]
    [InlineData("42P01", null)]
    public void SqlState_OfARefusal_IsAValue(string sqlState, StatementRefusal? expected) =>
        Assert.Equal(expected, RefusedStatements.Translate(new PostgresException("", "ERROR", "ERROR", sqlState)));

    [Fact]
    public async Task ArrayAsTheOnlyArgument_IsOneParameter()
    {
        await using var scope = await ledger.Database.BeginAsync(Actor.Anonymous, Cancellation);
        string[] themes = ["water", "home"];
        Assert.Equal(2, await scope.ScalarAsync<int>("select cardinality($1::text[])", themes));
        Assert.True(await scope.ScalarAsync<bool>("select $1::text is null", (object?)null));
        Assert.Null(await scope.ScalarAsync<string>("select null::text"));
    }
}
