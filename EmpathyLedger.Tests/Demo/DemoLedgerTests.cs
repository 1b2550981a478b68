using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Demo;
using EmpathyLedger.Tests.Database;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Tests.Demo;

public sealed class DemoLedgerTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    [Fact]
    public async Task EmptyLedger_Filled_HasEveryStageOnceItsStoriesAreTold()
    {
        var lines = new List<string>();
        var demo = Demo();
        await demo.FillAsync(lines.Add, TestContext.Current.CancellationToken);

        Assert.Equal(180, await ledger.AdminScalarAsync<long>("select count(*) from ledger.stories"));
        Assert.Equal(
            "approved 1, changes_asked 1, declined 1, draft 4, published 168, scheduled 1, with_elders 4",
            await ledger.AdminScalarAsync<string>(
                "select string_agg(stage || ' ' || n, ', ' order by stage) from (select stage::text, count(*) n from ledger.story_drafts group by 1) x"));
        Assert.Equal(168, await ledger.AdminScalarAsync<long>("select count(*) from ledger.stories where is_open"));
        Assert.Equal(1, await ledger.AdminScalarAsync<long>("select count(*) from ledger.stories where withdrawn_at is not null"));
        Assert.Equal(1, await ledger.AdminScalarAsync<long>("select count(*) from ledger.stories where archived_at is not null"));
        Assert.Equal(1, await ledger.AdminScalarAsync<long>("select count(*) from ledger.version_clearances where state = 'conditional'"));
        Assert.True(await ledger.AdminScalarAsync<bool>("select max(published_at) > now() - interval '30 days' and min(published_at) < now() - interval '100 days' from ledger.stories"));
        Assert.Equal(0, await ledger.AdminScalarAsync<long>("select count(*) from ledger.notifications where mail_sent_at is null"));
        Assert.Contains(lines, line => line.Contains("180 of 180", StringComparison.Ordinal));

        // Thirteen months in which more and less was told, read and passed on; some tellers would rather not be counted.
        Assert.Equal(13, await ledger.AdminScalarAsync<long>(
            "select count(distinct width_bucket(extract(epoch from now() - first_published_at), 0, 390 * 86400, 13)) from ledger.stories where is_open"));
        Assert.True(await ledger.AdminScalarAsync<bool>("select count(*) between 10 and 50 from ledger.stories where is_open and not consent_insights"));
        foreach (var used in new[] { "story_reads", "story_shares" })
        {
            Assert.True(await ledger.AdminScalarAsync<bool>(
                $"select count(distinct date_trunc('month', happened_at)) >= 12 and max(happened_at) <= now() from ledger.{used}"), used);
        }

        Assert.Equal(5, await ledger.AdminScalarAsync<long>(
            """
            select count(distinct app.waiting_step(d.decided_at - c.sent_at))
            from ledger.review_decisions d join ledger.version_clearances c using (version_id, community_id)
            """));

        // A second start finds it there; and its past cannot be told on.
        await demo.FillAsync(lines.Add, TestContext.Current.CancellationToken);
        Assert.Equal(180, await ledger.AdminScalarAsync<long>("select count(*) from ledger.stories"));
        await using var scope = await ledger.Database.BeginAsync(Actor.Anonymous, TestContext.Current.CancellationToken);
        await scope.ExecuteAsync("select set_config('app.demo_clock', '2001-01-01', true)");
        Assert.NotEqual(2001, (await scope.ScalarAsync<DateTime>("select app.ledger_now()")).Year);
    }

    private DemoLedger Demo()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(ledger.Server.Keys);
        services.AddSingleton(ledger.Connections);
        services.AddLedgerAccounts();
        return new DemoLedger(
            services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), ledger.Connections, ledger.Database, TimeProvider.System);
    }
}
