-- What a community's leads look at. Each story's share in the numbers is kept beside them: a change takes the old share out
-- and puts the new one in, so that the summary follows within a second and costs what changed, not what there is.
--
-- The functions that count belong to ledger_insights, which is itself under row security: it sees stories that are open,
-- that consent to insights and that their community may read. What it can't see is in no number.

set role ledger_owner;

alter type ledger.event_kind add value 'insights_changed';

-- Whom a number is for. 'review' counts submissions and is for those who run the community; later protocols add theirs.
create type ledger.insight_audience as enum ('review', 'members', 'public');
create type ledger.insight_measure as enum
  ('stories', 'theme', 'language', 'purpose', 'reads', 'shares', 'sent', 'decided', 'waited', 'stage');
create type ledger.insight_count as (
  audience ledger.insight_audience, day date, measure ledger.insight_measure, key text, value bigint);
grant usage on type ledger.insight_audience, ledger.insight_measure, ledger.insight_count
  to ledger_policy, ledger_reader, ledger_app, ledger_insights, ledger_jobs;

-- What has to be counted again, and reads and shares that have not been counted yet. Taken away by app.update_insights.
create table ledger.insight_changes (
  id bigint generated always as identity primary key,
  story_id uuid not null,
  happened_at timestamptz not null default now(),
  reads integer not null default 0,
  shares integer not null default 0,
  sovereignty jsonb
);

create table ledger.story_days (
  community_id uuid not null references ledger.communities (id),
  story_id uuid not null references ledger.stories (id) on delete cascade,
  day date not null,
  reads integer not null default 0,
  shares integer not null default 0,
  sovereignty jsonb,
  primary key (community_id, story_id, day)
);
create index story_days_story_id_idx on ledger.story_days (story_id);

-- One story's share in one community's numbers. Without a foreign key: it outlives its story until it has been taken out.
create table ledger.insight_shares (
  community_id uuid not null references ledger.communities (id),
  story_id uuid not null,
  teller_id uuid,
  told_on date,
  counts ledger.insight_count[] not null,
  sovereignty jsonb,
  primary key (community_id, story_id)
);
create index insight_shares_story_id_idx on ledger.insight_shares (story_id);
create index insight_shares_told_on_idx on ledger.insight_shares (community_id, told_on, story_id) where told_on is not null;

create table ledger.insight_days (
  community_id uuid not null references ledger.communities (id),
  audience ledger.insight_audience not null,
  day date not null,
  measure ledger.insight_measure not null,
  key text not null,
  value bigint not null,
  sovereignty jsonb,
  primary key (community_id, measure, day, audience, key)
);

-- Whose turn it is to count: locked by the one who does.
create table ledger.insight_turn (
  is_singleton boolean constraint insight_turn_pkey primary key default true check (is_singleton),
  sovereignty jsonb
);
insert into ledger.insight_turn default values;

comment on table ledger.insight_turn is 'One row; whoever brings the numbers up to date holds it.';
comment on table ledger.insight_changes is 'Stories to be counted again, and reads and shares not counted yet; emptied within a second.';
comment on table ledger.story_days is 'Reads and shares of a story by the day of its community, as long as it consents to insights.';
comment on table ledger.insight_shares is 'What one story adds to the numbers of one community.';
comment on table ledger.insight_days is 'The numbers of a community by audience and day: the sums of insight_shares.';

alter table ledger.insight_changes enable row level security;
alter table ledger.insight_changes force row level security;
alter table ledger.insight_turn enable row level security;
alter table ledger.insight_turn force row level security;
alter table ledger.story_days enable row level security;
alter table ledger.story_days force row level security;
alter table ledger.insight_shares enable row level security;
alter table ledger.insight_shares force row level security;
alter table ledger.insight_days enable row level security;
alter table ledger.insight_days force row level security;

grant insert on ledger.insight_changes to ledger_policy;
grant select (community_id, story_id) on ledger.insight_shares to ledger_policy;
grant select, update, delete on ledger.insight_changes to ledger_insights;
grant select, update on ledger.insight_turn to ledger_insights;
grant select, insert, update on ledger.story_days to ledger_insights;
grant select, insert, update, delete on ledger.insight_shares, ledger.insight_days to ledger_insights;
create policy insight_changes_select_insights on ledger.insight_changes for select to ledger_insights using (true);
create policy insight_changes_update_insights on ledger.insight_changes for update to ledger_insights using (true) with check (true);
create policy insight_changes_delete_insights on ledger.insight_changes for delete to ledger_insights using (true);
create policy insight_turn_select_insights on ledger.insight_turn for select to ledger_insights using (true);
create policy insight_turn_update_insights on ledger.insight_turn for update to ledger_insights using (true) with check (true);
create policy story_days_select_insights on ledger.story_days for select to ledger_insights using (true);
create policy story_days_insert_insights on ledger.story_days for insert to ledger_insights with check (true);
create policy story_days_update_insights on ledger.story_days for update to ledger_insights using (true) with check (true);
create policy insight_shares_select_insights on ledger.insight_shares for select to ledger_insights using (true);
create policy insight_shares_insert_insights on ledger.insight_shares for insert to ledger_insights with check (true);
create policy insight_shares_update_insights on ledger.insight_shares for update to ledger_insights using (true) with check (true);
create policy insight_shares_delete_insights on ledger.insight_shares for delete to ledger_insights using (true);
create policy insight_days_select_insights on ledger.insight_days for select to ledger_insights using (true);
create policy insight_days_insert_insights on ledger.insight_days for insert to ledger_insights with check (true);
create policy insight_days_update_insights on ledger.insight_days for update to ledger_insights using (true) with check (true);
create policy insight_days_delete_insights on ledger.insight_days for delete to ledger_insights using (true);

create policy communities_select_insights on ledger.communities for select to ledger_insights using (true);
grant select (id, time_zone) on ledger.communities to ledger_insights;
create policy version_clearances_select_insights on ledger.version_clearances for select to ledger_insights using (true);
grant select (version_id, community_id, story_id, state, is_open, sent_at) on ledger.version_clearances to ledger_insights;
create policy review_decisions_select_insights on ledger.review_decisions for select to ledger_insights using (true);
grant select (id, version_id, community_id, kind, takes_back, decided_at) on ledger.review_decisions to ledger_insights;
grant select (consent_public_display, consent_research, consent_ai_local, consent_ai_external, consent_cross_community,
  consent_commercial, consent_attribution, first_published_at) on ledger.stories to ledger_insights;

-- Leads see their community's numbers, and which stories are behind them where the policies of stories let them see those.
create policy insight_days_select_steward on ledger.insight_days for select to ledger_app
  using (community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (community_id, audience, day, measure, key, value) on ledger.insight_days to ledger_app;
create policy insight_shares_select_steward on ledger.insight_shares for select to ledger_app
  using (told_on is not null and community_id = any ((select app.my_steward_community_ids())::uuid[])
    and exists (select 1 from ledger.stories s where s.id = story_id));
grant select (community_id, story_id, told_on) on ledger.insight_shares to ledger_app;

set role ledger_policy;

-- 'id' or 'story_id': where the row says which story. (Asking the table's name would give a partition's.)
create function app.note_insight_change() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_argv[0] = 'story_id' then
    insert into ledger.insight_changes (story_id) values (new.story_id);
  elsif tg_op = 'DELETE' then
    insert into ledger.insight_changes (story_id) values (old.id);
  else
    insert into ledger.insight_changes (story_id) values (new.id);
  end if;
  return null;
end
$$;

create function app.note_story_use() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.insight_changes (story_id, happened_at, reads, shares)
  select u.story_id, u.happened_at, (tg_argv[0] = 'read')::int, (tg_argv[0] = 'share')::int from used u;
  return null;
end
$$;

-- Another time zone moves every day of the community: all its stories are counted again.
create function app.note_time_zone_change() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.insight_changes (story_id)
  select x.story_id from ledger.insight_shares x where x.community_id = new.id;
  return null;
end
$$;
grant execute on function app.emit(ledger.event_kind, uuid, uuid, uuid) to ledger_insights;

set role ledger_owner;

-- How long elders took, in steps that people speak in.
create function app.waiting_step(p_waited interval) returns text
language sql immutable security invoker parallel safe set search_path = pg_catalog, pg_temp as $$
  select case
    when p_waited < interval '1 day' then 'day'
    when p_waited < interval '3 days' then 'three_days'
    when p_waited < interval '7 days' then 'week'
    when p_waited < interval '14 days' then 'two_weeks'
    else 'longer' end
$$;

-- What these stories add to the numbers now, from scratch: the law that insight_shares and insight_days follow.
create function app.insight_shares_of(p_story_ids uuid[])
returns table (community_id uuid, story_id uuid, teller_id uuid, told_on date, counts ledger.insight_count[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with told as (
    select c.id as community_id, s.id as story_id, s.teller_id, s.language, s.themes,
      (s.first_published_at at time zone c.time_zone)::date as told_on,
      case when s.shown_level = 'public' and s.consent_public_display then 'public' else 'members' end::ledger.insight_audience as audience,
      array_remove(array[
        case when s.consent_research then 'research' end, case when s.consent_ai_local then 'ai_local' end,
        case when s.consent_ai_external then 'ai_external' end, case when s.consent_cross_community then 'cross_community' end,
        case when s.consent_commercial then 'commercial' end, case when s.consent_attribution then 'attribution' end], null) as purposes
    from ledger.stories s
    join ledger.communities c on c.id = any (s.community_ids)
    where s.id = any (p_story_ids)),
  submitted as (
    select v.community_id, v.story_id, v.is_open, v.state, v.sent_at, c.time_zone, d.decided_at
    from ledger.version_clearances v
    join ledger.communities c on c.id = v.community_id
    left join lateral (
      select min(r.decided_at) as decided_at from ledger.review_decisions r
      where r.version_id = v.version_id and r.community_id = v.community_id and r.kind <> 'take_back'
        and not exists (select 1 from ledger.review_decisions b where b.takes_back = r.id)) d on v.state <> 'waiting'
    where v.story_id = any (p_story_ids)),
  counted as (
    select t.community_id, t.story_id, t.audience, t.told_on as day, m.measure, m.key, 1::bigint as value
    from told t
    cross join lateral (
      select 'stories'::ledger.insight_measure as measure, '' as key
      union all select 'language', t.language
      union all select distinct 'theme'::ledger.insight_measure, theme from unnest(t.themes) theme
      union all select 'purpose', purpose from unnest(t.purposes) purpose) m
    union all
    select t.community_id, t.story_id, t.audience, d.day, m.measure, '', m.value
    from told t
    join ledger.story_days d on d.community_id = t.community_id and d.story_id = t.story_id
    cross join lateral (values ('reads'::ledger.insight_measure, d.reads::bigint), ('shares', d.shares::bigint)) m (measure, value)
    where m.value > 0
    union all
    select s.community_id, s.story_id, 'review', m.day, m.measure, m.key, count(*)
    from submitted s
    cross join lateral (
      select (s.sent_at at time zone s.time_zone)::date as day, 'sent'::ledger.insight_measure as measure, '' as key
      union all select (s.sent_at at time zone s.time_zone)::date, 'stage', s.state::text where s.is_open
      union all select (s.decided_at at time zone s.time_zone)::date, 'decided', s.state::text where s.decided_at is not null
      union all select (s.decided_at at time zone s.time_zone)::date, 'waited', app.waiting_step(s.decided_at - s.sent_at)
        where s.decided_at is not null) m
    group by s.community_id, s.story_id, m.day, m.measure, m.key)
  select c.community_id, c.story_id, t.teller_id, t.told_on,
    array_agg((c.audience, c.day, c.measure, c.key, c.value)::ledger.insight_count order by c.audience, c.day, c.measure, c.key)
  from counted c
  left join told t on t.community_id = c.community_id and t.story_id = c.story_id
  group by c.community_id, c.story_id, t.teller_id, t.told_on
$$;

-- Counts what has changed again and tells whose numbers moved. One node at a time; a node that comes second finds nothing
-- to do and looks again a moment later. Answers how many changes it took.
create function app.update_insights(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  taken integer;
  story_ids uuid[];
  moved uuid[];
  community uuid;
begin
  perform 1 from ledger.insight_turn for update skip locked;
  if not found then
    return 0;
  end if;
  with changes as (
    delete from ledger.insight_changes c
    where c.id in (select w.id from ledger.insight_changes w order by w.id limit p_limit for update skip locked)
    returning c.story_id, c.happened_at, c.reads, c.shares),
  used as (
    insert into ledger.story_days as d (community_id, story_id, day, reads, shares)
    select k.id, c.story_id, (c.happened_at at time zone k.time_zone)::date, sum(c.reads), sum(c.shares)
    from changes c
    join ledger.stories s on s.id = c.story_id
    join ledger.communities k on k.id = any (s.community_ids)
    where c.reads + c.shares > 0
    group by 1, 2, 3
    on conflict (community_id, story_id, day) do update set reads = d.reads + excluded.reads, shares = d.shares + excluded.shares)
  select count(*), array_agg(distinct c.story_id) into taken, story_ids from changes c;
  if taken = 0 then
    return 0;
  end if;

  with fresh as materialized (
    select f.community_id, f.story_id, f.teller_id, f.told_on, f.counts from app.insight_shares_of(story_ids) f),
  stale as materialized (
    select s.community_id, s.story_id, s.counts from ledger.insight_shares s where s.story_id = any (story_ids)),
  difference as (
    select x.community_id, (x.c).audience, (x.c).day, (x.c).measure, (x.c).key, sum(x.sign * (x.c).value) as value
    from (
      select f.community_id, 1 as sign, unnest(f.counts) as c from fresh f
      union all
      select s.community_id, -1, unnest(s.counts) from stale s) x
    group by 1, 2, 3, 4, 5
    having sum(x.sign * (x.c).value) <> 0),
  applied as (
    insert into ledger.insight_days as d (community_id, audience, day, measure, key, value)
    select f.community_id, f.audience, f.day, f.measure, f.key, f.value from difference f
    on conflict (community_id, measure, day, audience, key) do update set value = d.value + excluded.value
    returning d.community_id),
  kept as (
    insert into ledger.insight_shares as s (community_id, story_id, teller_id, told_on, counts)
    select f.community_id, f.story_id, f.teller_id, f.told_on, f.counts from fresh f
    on conflict (community_id, story_id) do update
      set teller_id = excluded.teller_id, told_on = excluded.told_on, counts = excluded.counts
      where (s.teller_id, s.told_on, s.counts) is distinct from (excluded.teller_id, excluded.told_on, excluded.counts)),
  gone as (
    delete from ledger.insight_shares s using stale t
    where s.community_id = t.community_id and s.story_id = t.story_id
      and not exists (select 1 from fresh f where f.community_id = t.community_id and f.story_id = t.story_id))
  select array_agg(distinct a.community_id) into moved from applied a;

  -- In a statement of its own: what the one before wrote is not seen in it.
  delete from ledger.insight_days d where d.community_id = any (moved) and d.value = 0;
  foreach community in array coalesce(moved, '{}') loop
    perform app.emit('insights_changed', null, community, null);
  end loop;
  return taken;
end
$$;

-- How many people told the stories of a period, and how many of them for the first time, for a lead of the community.
-- People are counted, never named: row security lets leads see stories, not who is behind an unattributed one.
create function app.count_tellers(p_community_id uuid, p_from date, p_to date)
returns table (tellers bigint, first_time bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct s.teller_id),
    count(distinct s.teller_id) filter (where not exists (
      select 1 from ledger.insight_shares b
      where b.community_id = p_community_id and b.teller_id = s.teller_id and b.told_on < p_from))
  from ledger.insight_shares s
  where s.community_id = p_community_id and s.told_on between p_from and p_to
    and p_community_id = any ((select app.my_steward_community_ids())::uuid[])
$$;
revoke execute on function app.waiting_step(interval), app.insight_shares_of(uuid[]), app.update_insights(integer),
  app.count_tellers(uuid, date, date) from public;
grant execute on function app.update_insights(integer) to ledger_jobs;
grant execute on function app.count_tellers(uuid, date, date) to ledger_app;
-- Handed over: to own a function its owner needs CREATE at that moment only.
grant create on schema app to ledger_insights;
alter function app.waiting_step(interval) owner to ledger_insights;
alter function app.insight_shares_of(uuid[]) owner to ledger_insights;
alter function app.update_insights(integer) owner to ledger_insights;
alter function app.count_tellers(uuid, date, date) owner to ledger_insights;
revoke create on schema app from ledger_insights;
grant execute on function app.my_steward_community_ids() to ledger_insights;
create index insight_shares_teller_id_idx on ledger.insight_shares (community_id, teller_id, told_on) where told_on is not null;
create index insight_days_zero_idx on ledger.insight_days (community_id) where value = 0;

create trigger stories_note_insight_change after insert or delete or update of published_version_id, first_published_at, withdrawn_at,
  archived_at, is_cleared, privacy_level, cleared_level, consent_insights, consent_public_display, consent_research, consent_ai_local,
  consent_ai_external, consent_cross_community, consent_commercial, consent_attribution, community_ids, themes, language, erased_at
  on ledger.stories for each row execute function app.note_insight_change('id');
create trigger version_clearances_note_insight_change after insert or update of state, is_open on ledger.version_clearances
  for each row execute function app.note_insight_change('story_id');
create trigger story_reads_note_use after insert on ledger.story_reads referencing new table as used
  for each statement execute function app.note_story_use('read');
create trigger story_shares_note_use after insert on ledger.story_shares referencing new table as used
  for each statement execute function app.note_story_use('share');
create trigger communities_note_time_zone_change after update of time_zone on ledger.communities
  for each row when (old.time_zone is distinct from new.time_zone) execute function app.note_time_zone_change();

-- What is there already is counted by the first round.
insert into ledger.insight_changes (story_id) select s.id from ledger.stories s;
