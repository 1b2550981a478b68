namespace EmpathyLedger.Benchmarks;

/// <summary>Half a million stories that consent to insights, told over the last eleven months, and the leads of the first community.</summary>
internal static class DashboardFilling
{
    public const int Stories = 500_000;
    public const int Communities = 20;
    public const int Tellers = 5_000;
    public const int Leads = 25;

    public static Guid Community(int number) => Guid.Parse($"019ab000-0000-7000-9000-{number:000000000000}");

    public static Guid Teller(int number) => Guid.Parse($"019ab000-0000-7000-8000-{number:000000000000}");

    public static Guid Lead(int number) => Guid.Parse($"019ab000-0000-7000-a000-{number:000000000000}");

    // Foreign keys and triggers are off while it is filled.
    public static string Sql =>
        $$"""
        set session_replication_role = replica;
        update ledger.portal_settings set set_up_at = now();
        insert into ledger.profiles (id, display_name)
          select ('019ab000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Teller ' || i from generate_series(1, {{Tellers}}) i
          union all
          select ('019ab000-0000-7000-a000-' || lpad(i::text, 12, '0'))::uuid, 'Lead ' || i from generate_series(1, {{Leads}}) i;
        insert into ledger.communities (id, slug, name)
          select ('019ab000-0000-7000-9000-' || lpad(i::text, 12, '0'))::uuid, 'place-' || i, 'Place ' || i from generate_series(1, {{Communities}}) i;
        insert into ledger.community_members (community_id, profile_id, status, roles, joined_at)
          select '{{Community(1)}}'::uuid, ('019ab000-0000-7000-a000-' || lpad(i::text, 12, '0'))::uuid, 'active'::ledger.membership_status,
            '{member,steward}'::ledger.community_role[], now() from generate_series(1, {{Leads}}) i
          union all
          select ('019ab000-0000-7000-9000-' || lpad((1 + i % {{Communities}})::text, 12, '0'))::uuid,
            ('019ab000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'active', '{member,storyteller}', now() from generate_series(1, {{Tellers}}) i;
        with moments as (
          select i, now() - interval '11 months' + make_interval(secs => i * 56.0) as at from generate_series(1, {{Stories}}) i)
        insert into ledger.stories (id, teller_id, privacy_level, cleared_level, consent_insights, consent_insights_leaving, consent_research, title, language,
          themes, community_ids, published_version_id, first_published_at, published_at, is_cleared, created_at, updated_at)
        select id, ('019ab000-0000-7000-8000-' || lpad((1 + i % {{Tellers}})::text, 12, '0'))::uuid, 'community', 'community', true, true, i % 3 = 0,
          'Story number ' || i, (array['en', 'en', 'gd', 'ar'])[1 + i % 4], (array['{Water,Work}', '{Kitchens}', '{Land,Water,Songs}', '{}'])[1 + i % 4]::text[],
          array[('019ab000-0000-7000-9000-' || lpad((1 + i % {{Communities}})::text, 12, '0'))::uuid], id, at, at, true, at, at
        from (
          select m.*, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid as id
          from moments m) x;
        insert into ledger.insight_changes (story_id) select id from ledger.stories;
        set session_replication_role = origin;
        analyze;
        """;

    /// <summary>The same sums as one materialised view over all stories, as the superuser: what would be refreshed instead.</summary>
    public const string FullView =
        """
        create materialized view public.full_days as
        select c.id as community_id, case when s.shown_level = 'public' and s.consent_public_display then 'public' else 'members' end as audience,
          (s.first_published_at at time zone c.time_zone)::date as day, k.measure, k.key, count(*) as value
        from ledger.stories s
        join ledger.communities c on c.id = any (s.community_ids)
        cross join lateral (
          select 'stories' as measure, '' as key
          union all select 'language', s.language
          union all select distinct 'theme', theme from unnest(s.themes) theme
          union all select 'purpose', 'research' where s.consent_research
          union all select 'purpose', 'attribution' where s.consent_attribution) k
        where s.is_open and s.consent_insights and s.shown_level >= 'community'
        group by 1, 2, 3, 4, 5
        """;
}
