using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// Maps the tables of schema <c>ledger</c>; never creates them (the migrations do). Each feature brings its own
/// <see cref="IEntityTypeConfiguration{TEntity}"/>. Made by <see cref="LedgerDatabase.CreateContext"/>.
/// </summary>
public sealed class LedgerDbContext : DbContext
{
    private readonly LedgerDatabase _database;
    private readonly string _action;

    internal LedgerDbContext(DbContextOptions<LedgerDbContext> options, LedgerDatabase database, Actor actor, string action)
        : base(options) => (_database, Actor, _action) = (database, actor, action);

    public Actor Actor { get; }

    /// <summary>Set by the interceptor when a command ended in 42501; told to the access log once the context is done.</summary>
    internal bool WasDenied { get; set; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => Tell(base.SaveChanges(acceptAllChangesOnSuccess));

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Tell(await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("ledger");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LedgerDbContext).Assembly, type => type.Namespace?.Contains(".Accounts", StringComparison.Ordinal) != true);
        modelBuilder.UseSnakeCaseNames();
    }

    private int Tell(int written)
    {
        if (written > 0)
        {
            _database.Signals.Changed();
        }

        return written;
    }

    public override void Dispose()
    {
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (WasDenied)
        {
            WasDenied = false;
            await _database.LogRefusalAsync(Actor, _action, PostgresErrorCodes.InsufficientPrivilege);
        }
    }
}
