-- Numbers leave a community only with stories whose tellers read that they may: a yes to insights was given under words that say
-- so from their second version on. An earlier yes stays what it was, a yes to being counted inside.

set role ledger_owner;

alter table ledger.stories add column consent_insights_leaving boolean not null default false;
comment on column ledger.stories.consent_insights_leaving is
  'The yes to insights was given under words that say that rounded numbers may leave the community (version 2 or later).';
grant select (consent_insights_leaving) on ledger.stories to ledger_insights;

set role ledger_policy;

-- The consents that hold are the latest event of each purpose; policies read them as columns.
create or replace function app.apply_consent_event() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.happened_at := app.ledger_now();
  -- The draft first, as every step of the road takes it (a decision that publishes locks draft, clearance, story). Two
  -- answers at the same moment: the order of the sequence must be the order in which the story row took them.
  perform 1 from ledger.story_drafts d where d.story_id = new.story_id for update;
  new.sequence := nextval('ledger.consent_events_sequence_seq');
  update ledger.stories s set
    consent_public_display = case when new.purpose = 'public_display' then new.is_granted else s.consent_public_display end,
    consent_insights = case when new.purpose = 'insights' then new.is_granted else s.consent_insights end,
    consent_insights_leaving = case when new.purpose = 'insights' then new.is_granted and new.wording_version >= 2
      else s.consent_insights_leaving end,
    consent_research = case when new.purpose = 'research' then new.is_granted else s.consent_research end,
    consent_ai_local = case when new.purpose = 'ai_local' then new.is_granted else s.consent_ai_local end,
    consent_ai_external = case when new.purpose = 'ai_external' then new.is_granted else s.consent_ai_external end,
    consent_cross_community = case when new.purpose = 'cross_community' then new.is_granted else s.consent_cross_community end,
    consent_commercial = case when new.purpose = 'commercial' then new.is_granted else s.consent_commercial end,
    consent_attribution = case when new.purpose = 'attribution' then new.is_granted else s.consent_attribution end,
    -- "Everyone" is a privacy level and a consent: taking the consent back drops the story to its communities.
    privacy_level = case when new.purpose = 'public_display' and not new.is_granted and s.privacy_level = 'public'
      then 'community'::ledger.privacy_level else s.privacy_level end
  where s.id = new.story_id;
  perform app.emit('draft_changed', new.story_id, null, new.actor_id);
  return new;
end
$$;

create or replace function app.hold_counted_stories(p_story_ids uuid[]) returns uuid[]
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(h.id), '{}') from (
    select s.id from ledger.stories s
    where s.id = any (p_story_ids) and s.is_open and s.consent_insights and s.consent_insights_leaving and s.shown_level >= 'community'
      and s.erased_at is null
    order by s.id for share) h
$$;

set role ledger_owner;

drop trigger stories_drop_insight_quarters on ledger.stories;
create trigger stories_drop_insight_quarters after update on ledger.stories for each row
  when (old.is_open and old.consent_insights and old.consent_insights_leaving and old.shown_level >= 'community'
    and not (new.is_open and new.consent_insights and new.consent_insights_leaving and new.shown_level >= 'community'
      and new.erased_at is null))
  execute function app.drop_insight_quarters();

-- What was published until now counted stories under the earlier words.
update ledger.insight_quarters q set dropped_at = now() where q.dropped_at is null
  and exists (select 1 from ledger.insight_quarter_stories s where s.community_id = q.community_id and s.quarter = q.quarter);
delete from ledger.insight_cells;
delete from ledger.insight_quarter_stories;

drop materialized view insights.tellings;
create materialized view insights.tellings as
  select c.id as community_id, date_trunc('quarter', s.first_published_at at time zone c.time_zone)::date as quarter,
    k.cut, k.key, s.teller_id, count(*) as stories, array_agg(s.id order by s.id) as story_ids
  from ledger.stories s
  join ledger.communities c on c.id = any (s.community_ids)
  cross join lateral (
    select 'all'::ledger.insight_cut as cut, '' as key
    union all select 'language', s.language
    union all select distinct 'theme'::ledger.insight_cut, theme from unnest(s.themes) theme) k
  where s.consent_insights_leaving
  group by c.id, 2, k.cut, k.key, s.teller_id
  with no data;
comment on materialized view insights.tellings is 'How many stories each person told of each thing in each quarter, of those whose numbers may leave.';
create unique index tellings_community_id_quarter_cut_key_teller_id_idx
  on insights.tellings (community_id, quarter, cut, key, teller_id);
grant create on schema insights to ledger_insights;
alter materialized view insights.tellings owner to ledger_insights;
revoke create on schema insights from ledger_insights;
revoke all on insights.tellings from ledger_backup;

-- For a steward: when the numbers that may leave were last made, whether they are asked for, and what became of the quarters.
create function app.insight_standing(p_community_id uuid)
returns table (made_at timestamptz, is_asked boolean, shown integer, withheld integer, dropped integer, smallest_group smallint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with quarters as (
    select q.dropped_at is not null as is_dropped,
      exists (select 1 from ledger.insight_cells k where k.community_id = q.community_id and k.quarter = q.quarter) as has_cells
    from ledger.insight_quarters q where q.community_id = p_community_id)
  select (select nullif(r.refreshed_at, '-infinity') from ledger.insight_refresh r),
    exists (select 1 from ledger.insight_wishes w where w.community_id = p_community_id),
    (select count(*) filter (where not q.is_dropped and q.has_cells) from quarters q)::integer,
    (select count(*) filter (where not q.is_dropped and not q.has_cells) from quarters q)::integer,
    (select count(*) filter (where q.is_dropped) from quarters q)::integer,
    c.smallest_group
  from ledger.communities c
  where c.id = p_community_id and p_community_id = any ((select app.my_steward_community_ids())::uuid[])
$$;
revoke execute on function app.insight_standing(uuid) from public;
grant execute on function app.insight_standing(uuid) to ledger_app;
grant create on schema app to ledger_insights;
alter function app.insight_standing(uuid) owner to ledger_insights;
revoke create on schema app from ledger_insights;

-- The first time it can't be done concurrently.
set role ledger_insights;
refresh materialized view insights.tellings;
set role ledger_owner;
