-- Consent as append-only events, and the feeds that follow from what the teller and the elders said.

set role ledger_owner;

-- The key begins with the story, so that a teller learns nothing of other people's rows by inserting.
create table ledger.consent_events (
  id uuid not null,
  story_id uuid not null,
  purpose ledger.consent_purpose not null,
  is_granted boolean not null,
  actor_id uuid not null,
  wording_version integer not null check (wording_version >= 1),
  language text not null check (char_length(language) <= 35),
  happened_at timestamptz not null,
  sequence bigint generated always as identity,
  sovereignty jsonb,
  primary key (story_id, id)
);
create index consent_events_story_id_idx on ledger.consent_events (story_id, purpose, sequence desc);

-- Feeds read these link rows, never the partitioned table by time. The visibility columns are copies kept by a trigger.
create table ledger.story_communities (
  community_id uuid not null references ledger.communities (id),
  published_at timestamptz not null,
  story_id uuid not null references ledger.stories (id) on delete cascade,
  teller_id uuid not null,
  shown_level ledger.privacy_level not null,
  consent_public_display boolean not null,
  sovereignty jsonb,
  primary key (community_id, story_id)
);
create index story_communities_feed_idx on ledger.story_communities (community_id, published_at desc, story_id desc);
create index story_communities_public_feed_idx on ledger.story_communities (community_id, published_at desc, story_id desc)
  where shown_level = 'public' and consent_public_display;
create index story_communities_story_id_idx on ledger.story_communities (story_id);

create table ledger.public_stories (
  published_at timestamptz not null,
  story_id uuid not null primary key references ledger.stories (id) on delete cascade,
  sovereignty jsonb
);
create index public_stories_feed_idx on ledger.public_stories (published_at desc, story_id desc);

comment on table ledger.consent_events is 'Append-only: who allowed or took back what, when, in which wording.';
comment on table ledger.story_communities is 'Feed rows: a published story in a community.';
comment on table ledger.public_stories is 'Feed rows: stories that everyone may read.';

grant select, insert, update, delete on ledger.story_communities, ledger.public_stories to ledger_policy;
grant select, insert on ledger.consent_events to ledger_policy;
grant usage on sequence ledger.consent_events_sequence_seq to ledger_policy;

set role ledger_policy;

-- The consents that hold are the latest event of each purpose; policies read them as columns.
create function app.apply_consent_event() returns trigger
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

-- Feed rows follow the story row: there exactly while it is open, with its visibility.
create function app.keep_feed_rows() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not new.is_open or new.shown_level < 'community' then
    delete from ledger.story_communities c where c.story_id = new.id;
    delete from ledger.public_stories p where p.story_id = new.id;
    return null;
  end if;
  delete from ledger.story_communities c where c.story_id = new.id and not c.community_id = any (new.community_ids);
  insert into ledger.story_communities as c (community_id, published_at, story_id, teller_id, shown_level, consent_public_display)
  select community_id, new.published_at, new.id, new.teller_id, new.shown_level, new.consent_public_display
  from unnest(new.community_ids) community_id
  on conflict (community_id, story_id) do update set
    published_at = excluded.published_at, shown_level = excluded.shown_level,
    consent_public_display = excluded.consent_public_display
  where (c.published_at, c.shown_level, c.consent_public_display)
    is distinct from (excluded.published_at, excluded.shown_level, excluded.consent_public_display);
  if new.shown_level = 'public' and new.consent_public_display then
    insert into ledger.public_stories as p (published_at, story_id) values (new.published_at, new.id)
    on conflict (story_id) do update set published_at = excluded.published_at
    where p.published_at is distinct from excluded.published_at;
  else
    delete from ledger.public_stories p where p.story_id = new.id;
  end if;
  return null;
end
$$;

set role ledger_owner;

create trigger consent_events_apply before insert on ledger.consent_events
  for each row execute function app.apply_consent_event();
create trigger consent_events_append_only before update or delete or truncate on ledger.consent_events
  for each statement execute function app.refuse_change();
create trigger stories_keep_feed_rows after insert or update of published_version_id, published_at, withdrawn_at, archived_at,
  erased_at, is_cleared, privacy_level, cleared_level, consent_public_display, community_ids on ledger.stories
  for each row execute function app.keep_feed_rows();

alter table ledger.consent_events enable row level security;
alter table ledger.consent_events force row level security;
alter table ledger.story_communities enable row level security;
alter table ledger.story_communities force row level security;
alter table ledger.public_stories enable row level security;
alter table ledger.public_stories force row level security;

create policy consent_events_select_teller on ledger.consent_events for select to ledger_app, ledger_reader
  using (actor_id = (select app.current_actor_id()) and app.tells_story(story_id));
create policy consent_events_insert_teller on ledger.consent_events for insert to ledger_app
  with check (actor_id = (select app.current_actor_id()) and app.tells_story(story_id) and purpose <> 'public_display'
    and exists (select 1 from ledger.stories s where s.id = story_id));
grant select (id, story_id, purpose, is_granted, actor_id, wording_version, language, happened_at, sequence)
  on ledger.consent_events to ledger_app, ledger_reader;
grant insert (id, story_id, purpose, is_granted, actor_id, wording_version, language) on ledger.consent_events to ledger_app;

create policy story_communities_select_own on ledger.story_communities for select to ledger_app, ledger_reader
  using (teller_id = (select app.current_actor_id()));
create policy story_communities_select_member on ledger.story_communities for select to ledger_app, ledger_reader
  using (community_id = any ((select app.my_community_ids())::uuid[]));
create policy story_communities_select_public on ledger.story_communities for select to ledger_app, ledger_reader
  using (shown_level = 'public' and consent_public_display);
-- The consent too: a visitor's feed of one community states the condition of story_communities_public_feed_idx.
grant select (community_id, published_at, story_id, shown_level, consent_public_display) on ledger.story_communities
  to ledger_app, ledger_reader;

create policy public_stories_select_everyone on ledger.public_stories for select to ledger_app, ledger_reader using (true);
grant select (published_at, story_id) on ledger.public_stories to ledger_app, ledger_reader;

set role ledger_owner;
