using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Communities;

public sealed class StandingsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    private static readonly Guid Mary = Guid.CreateVersion7();
    private static readonly Guid Joan = Guid.CreateVersion7();

    [Fact]
    public async Task Standing_ElderInOneOfTwoCommunities_CountsWhatWaitsThereAndNotTheirOwn()
    {
        // The rows stand alone, without their stories: what is asked here is who counts which of them.
        await ledger.AdminAsync(
            $"""
            set session_replication_role = replica;
            insert into ledger.profiles (id, display_name) values ('{Mary}', 'Mary Carter'), ('{Joan}', 'Joan Carter');
            with towns as (
              insert into ledger.communities (id, slug, name)
              select gen_random_uuid(), slug, slug from unnest(array['river', 'ridge']) slug returning id, slug),
            people as (
              insert into ledger.community_members (community_id, profile_id, status, roles)
              select id, '{Mary}'::uuid, 'active'::ledger.membership_status,
                case slug when 'river' then array['member', 'elder'] else array['member'] end::ledger.community_role[] from towns
              union all
              select id, '{Joan}'::uuid, 'active', array['member', 'steward']::ledger.community_role[] from towns where slug = 'river')
            insert into ledger.version_clearances
              (version_id, community_id, story_id, state, title, language, direction, word_count, audience, author_ids, sent_at)
            select gen_random_uuid(), id, gen_random_uuid(), state::ledger.clearance_state, 'x', 'en', 'ltr', 1, 'community', array[author]::uuid[], now()
            from towns, (values ('waiting', '{Joan}'), ('waiting', '{Joan}'), ('approved', '{Joan}')) as sent (state, author);
            """);
        var standings = new Standings(ledger.Database);

        var mary = await standings.GetAsync(new Actor(Mary, Guid.CreateVersion7(), 1), TestContext.Current.CancellationToken);
        var joan = await standings.GetAsync(new Actor(Joan, Guid.CreateVersion7(), 1), TestContext.Current.CancellationToken);

        Assert.Equal(new Standing("Mary Carter", null, IsTeller: false, IsElder: true, IsSteward: false, WaitingReviews: 2), mary);
        Assert.Equal(new Standing("Joan Carter", null, IsTeller: false, IsElder: false, IsSteward: true, WaitingReviews: 0), joan);
        Assert.Null(await standings.GetAsync(Actor.Anonymous, TestContext.Current.CancellationToken));
    }
}
