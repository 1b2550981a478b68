-- What leaves a community as numbers: how many people told stories in quarters that are over, all in all, by theme and by
-- language. Counted once for each quarter, and never again: a quarter is dropped when a story in it is no longer to be counted.
-- Everything here belongs to ledger_insights, which sees only open stories that consent to insights.

set role ledger_owner;

create type ledger.insight_cut as enum ('all', 'theme', 'language');
-- What one person told of one thing in one quarter.
create type ledger.insight_telling as (cut ledger.insight_cut, key text, teller_id uuid, stories bigint);
grant usage on type ledger.insight_cut, ledger.insight_telling to ledger_policy, ledger_app, ledger_insights, ledger_jobs;

alter table ledger.communities add column smallest_group smallint not null default 5 check (smallest_group between 5 and 1000);
comment on column ledger.communities.smallest_group is 'Groups of fewer people than this are left out of what leaves the community; never fewer than five.';
grant select (smallest_group), update (smallest_group) on ledger.communities to ledger_app;
grant select (smallest_group) on ledger.communities to ledger_insights;

create table ledger.insight_quarters (
  community_id uuid not null references ledger.communities (id),
  quarter date not null check (quarter = date_trunc('quarter', quarter::timestamp)::date),
  smallest_group smallint not null check (smallest_group >= 5),
  published_at timestamptz not null default now(),
  dropped_at timestamptz,
  sovereignty jsonb,
  primary key (community_id, quarter)
);
create table ledger.insight_cells (
  community_id uuid not null,
  quarter date not null,
  cut ledger.insight_cut not null,
  key text not null,
  tellers integer not null check (tellers >= 5 and tellers % 5 = 0),
  sovereignty jsonb,
  primary key (community_id, quarter, cut, key),
  foreign key (community_id, quarter) references ledger.insight_quarters (community_id, quarter)
);
create table ledger.insight_quarter_stories (
  story_id uuid not null,
  community_id uuid not null,
  quarter date not null,
  sovereignty jsonb,
  primary key (story_id, community_id, quarter),
  foreign key (community_id, quarter) references ledger.insight_quarters (community_id, quarter)
);
create index insight_quarter_stories_community_id_idx on ledger.insight_quarter_stories (community_id, quarter);
create table ledger.insight_wishes (
  community_id uuid primary key references ledger.communities (id),
  asked_at timestamptz not null default now(),
  sovereignty jsonb
);
create table ledger.insight_refresh (
  is_singleton boolean constraint insight_refresh_pkey primary key default true check (is_singleton),
  refreshed_at timestamptz not null default '-infinity',
  sovereignty jsonb
);
insert into ledger.insight_refresh default values;

comment on table ledger.insight_quarters is 'Quarters whose numbers were published, once each; dropped for good when a story in one is no longer to be counted.';
comment on table ledger.insight_cells is 'What downloads show: people who told, rounded down to fives, without small groups.';
comment on table ledger.insight_quarter_stories is 'Which stories a published quarter counts: to drop it when one of them leaves.';
comment on table ledger.insight_wishes is 'Communities whose stewards would like their closed quarters now; emptied by the next refresh.';
comment on table ledger.insight_refresh is 'One row: when the materialised view was refreshed; whoever does it holds it.';

alter table ledger.insight_quarters enable row level security;
alter table ledger.insight_quarters force row level security;
alter table ledger.insight_cells enable row level security;
alter table ledger.insight_cells force row level security;
alter table ledger.insight_quarter_stories enable row level security;
alter table ledger.insight_quarter_stories force row level security;
alter table ledger.insight_wishes enable row level security;
alter table ledger.insight_wishes force row level security;
alter table ledger.insight_refresh enable row level security;
alter table ledger.insight_refresh force row level security;

grant select, insert on ledger.insight_quarters, ledger.insight_cells, ledger.insight_quarter_stories to ledger_insights;
grant select, insert, delete on ledger.insight_wishes to ledger_insights;
grant select, update on ledger.insight_refresh to ledger_insights;
create policy insight_quarters_select_insights on ledger.insight_quarters for select to ledger_insights using (true);
create policy insight_quarters_insert_insights on ledger.insight_quarters for insert to ledger_insights with check (true);
create policy insight_cells_select_insights on ledger.insight_cells for select to ledger_insights using (true);
create policy insight_cells_insert_insights on ledger.insight_cells for insert to ledger_insights with check (true);
create policy insight_quarter_stories_select_insights on ledger.insight_quarter_stories for select to ledger_insights using (true);
create policy insight_quarter_stories_insert_insights on ledger.insight_quarter_stories for insert to ledger_insights with check (true);
create policy insight_wishes_select_insights on ledger.insight_wishes for select to ledger_insights using (true);
create policy insight_wishes_insert_insights on ledger.insight_wishes for insert to ledger_insights with check (true);
create policy insight_wishes_delete_insights on ledger.insight_wishes for delete to ledger_insights using (true);
create policy insight_refresh_select_insights on ledger.insight_refresh for select to ledger_insights using (true);
create policy insight_refresh_update_insights on ledger.insight_refresh for update to ledger_insights using (true) with check (true);
grant select (community_id, quarter, dropped_at), update (dropped_at) on ledger.insight_quarters to ledger_policy;
grant select (community_id, quarter), delete on ledger.insight_cells to ledger_policy;
grant select (story_id, community_id, quarter), delete on ledger.insight_quarter_stories to ledger_policy;

-- In a schema that nobody but ledger_insights may use: a materialised view has no row security of its own. It is filled under
-- the policies of its owner, with what that role may see.
create schema insights;
comment on schema insights is 'What the portal counts from. For ledger_insights only.';
grant usage on schema insights to ledger_insights;
create materialized view insights.tellings as
  select c.id as community_id, date_trunc('quarter', s.first_published_at at time zone c.time_zone)::date as quarter,
    k.cut, k.key, s.teller_id, count(*) as stories, array_agg(s.id order by s.id) as story_ids
  from ledger.stories s
  join ledger.communities c on c.id = any (s.community_ids)
  cross join lateral (
    select 'all'::ledger.insight_cut as cut, '' as key
    union all select 'language', s.language
    union all select distinct 'theme'::ledger.insight_cut, theme from unnest(s.themes) theme) k
  group by c.id, 2, k.cut, k.key, s.teller_id
  with no data;
comment on materialized view insights.tellings is 'How many stories each person told of each thing in each quarter.';
create unique index tellings_community_id_quarter_cut_key_teller_id_idx
  on insights.tellings (community_id, quarter, cut, key, teller_id);
grant create on schema insights to ledger_insights;
alter materialized view insights.tellings owner to ledger_insights;
revoke create on schema insights from ledger_insights;
revoke all on insights.tellings from ledger_backup;

-- The rules, on what the people of one community told in one quarter. People are counted, not stories, and rounded down to
-- fives. Nothing is shown of a group that is too small or of which one person told more than half. What is hidden must not
-- come back by subtraction: languages part the whole, so they are shown all or none; themes need not cover it, but when those
-- shown could not make up the whole, and one is hidden, none is.
create function app.insight_cells_of(p_tellings ledger.insight_telling[], p_smallest_group integer)
returns table (cut ledger.insight_cut, key text, tellers integer)
language sql immutable security invoker parallel safe set search_path = pg_catalog, pg_temp as $$
  with cells as materialized (
    select t.cut, t.key, (count(*) / 5 * 5)::integer as tellers,
      count(*) >= greatest(p_smallest_group, 5) and 2 * max(t.stories) <= sum(t.stories) as is_shown
    from unnest(p_tellings) t group by t.cut, t.key),
  cuts as materialized (
    select c.cut, not bool_and(c.is_shown) as hides, coalesce(sum(c.tellers + 4) filter (where c.is_shown), 0) as most
    from cells c group by c.cut)
  select c.cut, c.key, c.tellers
  from cells c join cuts u on u.cut = c.cut
  where c.is_shown and not (u.hides and (c.cut = 'language'
    or (c.cut = 'theme' and u.most < (select a.tellers from cells a where a.cut = 'all'))))
$$;

set role ledger_policy;

-- Holds stories until the end of the transaction and answers those that are to be counted: what is published of them and what
-- becomes of them meanwhile come one after the other.
create function app.hold_counted_stories(p_story_ids uuid[]) returns uuid[]
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(h.id), '{}') from (
    select s.id from ledger.stories s
    where s.id = any (p_story_ids) and s.is_open and s.consent_insights and s.shown_level >= 'community' and s.erased_at is null
    order by s.id for share) h
$$;

create function app.drop_insight_quarters() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update ledger.insight_quarters q set dropped_at = now()
  from ledger.insight_quarter_stories s
  where s.story_id = old.id and q.community_id = s.community_id and q.quarter = s.quarter and q.dropped_at is null;
  if found then
    delete from ledger.insight_cells c using ledger.insight_quarter_stories s
    where s.story_id = old.id and c.community_id = s.community_id and c.quarter = s.quarter;
    delete from ledger.insight_quarter_stories g using ledger.insight_quarter_stories s
    where s.story_id = old.id and g.community_id = s.community_id and g.quarter = s.quarter;
  end if;
  return null;
end
$$;
revoke execute on function app.hold_counted_stories(uuid[]), app.drop_insight_quarters() from public;
grant execute on function app.hold_counted_stories(uuid[]) to ledger_insights;

set role ledger_owner;

create trigger stories_drop_insight_quarters after update on ledger.stories for each row
  when (old.is_open and old.consent_insights and old.shown_level >= 'community'
    and not (new.is_open and new.consent_insights and new.shown_level >= 'community' and new.erased_at is null))
  execute function app.drop_insight_quarters();
create trigger stories_drop_insight_quarters_on_delete after delete on ledger.stories for each row
  execute function app.drop_insight_quarters();

-- Once a day, or when somebody asks for it: looks anew and publishes the quarters that are over. Answers how many those were.
create function app.refresh_insights() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  last timestamptz;
  due record;
  stories uuid[];
  published integer := 0;
begin
  select r.refreshed_at into last from ledger.insight_refresh r for update skip locked;
  if not found or (last > now() - interval '1 day' and not exists (select 1 from ledger.insight_wishes)) then
    return 0;
  end if;
  delete from ledger.insight_wishes;
  update ledger.insight_refresh set refreshed_at = now();
  refresh materialized view concurrently insights.tellings;
  for due in
    select t.community_id, t.quarter, c.smallest_group,
      array_agg((t.cut, t.key, t.teller_id, t.stories)::ledger.insight_telling) as tellings
    from insights.tellings t
    join ledger.communities c on c.id = t.community_id
    where (t.quarter + interval '3 months')::date <= (now() at time zone c.time_zone)::date
      and not exists (select 1 from ledger.insight_quarters q where q.community_id = t.community_id and q.quarter = t.quarter)
    group by t.community_id, t.quarter, c.smallest_group
    order by t.community_id, t.quarter
  loop
    select array_agg(distinct s.id) into stories from insights.tellings t, unnest(t.story_ids) s (id)
    where t.community_id = due.community_id and t.quarter = due.quarter and t.cut = 'all';
    if cardinality(app.hold_counted_stories(stories)) < cardinality(stories) then
      -- A story left since it was counted: the next look counts without it.
      insert into ledger.insight_wishes (community_id) values (due.community_id) on conflict do nothing;
      continue;
    end if;
    insert into ledger.insight_quarters (community_id, quarter, smallest_group) values (due.community_id, due.quarter, due.smallest_group);
    insert into ledger.insight_quarter_stories (story_id, community_id, quarter)
    select s, due.community_id, due.quarter from unnest(stories) s;
    insert into ledger.insight_cells (community_id, quarter, cut, key, tellers)
    select due.community_id, due.quarter, f.cut, f.key, f.tellers from app.insight_cells_of(due.tellings, due.smallest_group) f;
    published := published + 1;
  end loop;
  return published;
end
$$;

-- For a steward: the published numbers of eight quarters, the latest first, before the one that she has read already.
create function app.insight_download(p_community_id uuid, p_before date)
returns table (quarter date, cut ledger.insight_cut, key text, tellers integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.quarter, c.cut, c.key, c.tellers
  from ledger.insight_cells c
  where c.community_id = p_community_id and p_community_id = any ((select app.my_steward_community_ids())::uuid[])
    and c.quarter in (
      select distinct q.quarter from ledger.insight_cells q
      where q.community_id = p_community_id and (p_before is null or q.quarter < p_before) order by q.quarter desc limit 8)
  order by c.quarter desc, c.cut, c.tellers desc, c.key
$$;

create function app.ask_for_insights(p_community_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not p_community_id = any (coalesce(app.my_steward_community_ids(), '{}')) then
    return 'not_found';
  end if;
  insert into ledger.insight_wishes (community_id) values (p_community_id) on conflict do nothing;
  return 'noted';
end
$$;
revoke execute on function app.insight_cells_of(ledger.insight_telling[], integer), app.refresh_insights(),
  app.insight_download(uuid, date), app.ask_for_insights(uuid) from public;
grant execute on function app.refresh_insights() to ledger_jobs;
grant execute on function app.insight_download(uuid, date), app.ask_for_insights(uuid) to ledger_app;
grant create on schema app to ledger_insights;
alter function app.insight_cells_of(ledger.insight_telling[], integer) owner to ledger_insights;
alter function app.refresh_insights() owner to ledger_insights;
alter function app.insight_download(uuid, date) owner to ledger_insights;
alter function app.ask_for_insights(uuid) owner to ledger_insights;
revoke create on schema app from ledger_insights;

-- The first time it can't be done concurrently.
set role ledger_insights;
refresh materialized view insights.tellings;
set role ledger_owner;
