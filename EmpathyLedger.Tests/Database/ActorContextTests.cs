using System.Data;
using EmpathyLedger.Core.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EmpathyLedger.Tests.Database;

/// <summary>EF's ways to the database: each must carry the actor, and leave nobody behind on the connection.</summary>
public sealed class ActorContextTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private static readonly Actor Mary = new(Guid.CreateVersion7(), Guid.CreateVersion7(), 2);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A table that writes down who asked, whatever the statement says.
    public async ValueTask InitializeAsync() => await ledger.AdminAsync(
        """
        set role ledger_owner;
        create table if not exists ledger.context_probe (id bigint generated always as identity primary key, note text, actor uuid);
        create or replace function app.context_probe_actor() returns trigger language plpgsql volatile security definer
        set search_path = pg_catalog, pg_temp as $$ begin new.actor := app.current_actor_id(); return new; end $$;
        create or replace trigger context_probe_actor before insert or update on ledger.context_probe
          for each row execute function app.context_probe_actor();
        grant select, insert, update, delete on ledger.context_probe to ledger_app;
        truncate ledger.context_probe;
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_InEitherWay_RunsAsTheActor(bool isAsync)
    {
        await using var context = ledger.Database.CreateContext(Mary);
        var query = context.Database.SqlQuery<Guid?>($"select app.current_actor_id() as \"Value\"");
        var who = isAsync ? await query.SingleAsync(Cancellation) : Sync(query);
        Assert.Equal(Mary.ProfileId, who);
        Assert.Equal("", await LeftBehindAsync(context));

        static Guid? Sync(IQueryable<Guid?> query) => query.Single();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NonQuery_InEitherWay_RunsAsTheActorAndCountsItsOwnRows(bool isAsync)
    {
        await using var context = ledger.Database.CreateContext(Mary);
        FormattableString insert = $"insert into ledger.context_probe (note) values ({"a"}), ({"b"})";
        var rows = isAsync ? await context.Database.ExecuteSqlAsync(insert, Cancellation) : Sync(context, insert);
        Assert.Equal(2, rows);
        Assert.Equal(2L, await ledger.AdminScalarAsync<long>("select count(*) from ledger.context_probe where actor = $1", Mary.ProfileId));

        static int Sync(LedgerDbContext context, FormattableString insert) => context.Database.ExecuteSql(insert);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaveChangesAndExecuteUpdate_InEitherWay_RunAsTheActor(bool isAsync)
    {
        var options = new DbContextOptionsBuilder<ProbeContext>()
            .UseNpgsql(ledger.Connections.App)
            .AddInterceptors(new ActorClaimInterceptor(ledger.Database, _ => Mary))
            .Options;
        await using var context = new ProbeContext(options);
        var probes = Enumerable.Range(0, 3).Select(i => new Probe { Note = $"note {i}" }).ToList();
        context.Probes.AddRange(probes);
        Assert.Equal(3, await SaveAsync(context, isAsync));
        Assert.All(probes, probe => Assert.Equal(Mary.ProfileId, probe.Actor));
        Assert.All(probes, probe => Assert.NotEqual(0, probe.Id));

        probes[0].Note = "changed";
        context.Remove(probes[1]);
        Assert.Equal(2, await SaveAsync(context, isAsync));

        var updated = isAsync
            ? await context.Probes.ExecuteUpdateAsync(set => set.SetProperty(p => p.Note, "all"), Cancellation)
            : UpdateSync(context);
        Assert.Equal(2, updated);
        Assert.Equal(2, await context.Probes.CountAsync(p => p.Note == "all" && p.Actor == Mary.ProfileId, Cancellation));

        static int UpdateSync(ProbeContext context) =>
            context.Probes.ExecuteUpdate(set => set.SetProperty(p => p.Note, "all"));
    }

    [Fact]
    public async Task ExplicitTransaction_OfSeveralCommands_RunsThemAllAsTheActor()
    {
        await using var context = ledger.Database.CreateContext(Mary);
        await using (var transaction = await context.Database.BeginTransactionAsync(Cancellation))
        {
            await context.Database.ExecuteSqlAsync($"insert into ledger.context_probe (note) values ('one')", Cancellation);
            await context.Database.ExecuteSqlAsync($"insert into ledger.context_probe (note) values ('two')", Cancellation);
            await transaction.CommitAsync(Cancellation);
        }

        Assert.Equal(2L, await ledger.AdminScalarAsync<long>("select count(*) from ledger.context_probe where actor = $1", Mary.ProfileId));
        Assert.Equal("", await LeftBehindAsync(context));
    }

    [Fact]
    public async Task Context_OfAVisitor_IsNobody()
    {
        await using var context = ledger.Database.CreateContext(Actor.Anonymous);
        Assert.Null(await context.Database.SqlQuery<Guid?>($"select app.current_actor_id() as \"Value\"").SingleAsync(Cancellation));
    }

    [Fact]
    public async Task Model_OfTheLedger_IsNamedLikeTheDatabase()
    {
        await using var context = ledger.Database.CreateContext(Actor.Anonymous);
        Assert.Equal("ledger", context.Model.GetDefaultSchema());
        Assert.Equal("published_version_id", SnakeCaseNames.ToSnakeCase("PublishedVersionId"));
        Assert.Equal("told_when_id_2", SnakeCaseNames.ToSnakeCase("told_when_id_2"));
        Assert.Equal("html_body", SnakeCaseNames.ToSnakeCase("HTMLBody"));
    }

    private static async Task<int> SaveAsync(DbContext context, bool isAsync)
    {
        return isAsync ? await context.SaveChangesAsync(Cancellation) : Sync(context);

        static int Sync(DbContext context) => context.SaveChanges();
    }

    /// <summary>What the next user of this very connection would find set.</summary>
    private static async Task<string> LeftBehindAsync(LedgerDbContext context)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
        {
            await connection.OpenAsync(Cancellation);
        }

        await using var command = new NpgsqlCommand("select coalesce(current_setting('app.claim', true), '')", connection);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private sealed class Probe
    {
        public long Id { get; set; }

        public string Note { get; set; } = "";

        public Guid? Actor { get; set; }
    }

    private sealed class ProbeContext(DbContextOptions<ProbeContext> options) : DbContext(options)
    {
        public DbSet<Probe> Probes => Set<Probe>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Probe>(probe =>
        {
            probe.ToTable("context_probe", "ledger");
            probe.Property(p => p.Id).HasColumnName("id");
            probe.Property(p => p.Note).HasColumnName("note");
            probe.Property(p => p.Actor).HasColumnName("actor").ValueGeneratedOnAddOrUpdate();
        });
    }
}
