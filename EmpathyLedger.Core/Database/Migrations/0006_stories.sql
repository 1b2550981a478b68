-- A story is three things: `stories` (identity, consent, and only what readers may see), `story_drafts` (the head that
-- people edit) and `story_versions` (frozen copies). A typo in the draft can neither unpublish nor leak.

set role ledger_owner;

create type ledger.privacy_level as enum ('private', 'people', 'community', 'public');
create type ledger.consent_purpose as enum
  ('public_display', 'insights', 'research', 'ai_local', 'ai_external', 'cross_community', 'commercial', 'attribution');
create type ledger.story_stage as enum
  ('draft', 'with_elders', 'changes_asked', 'approved', 'scheduled', 'published', 'declined');
create type ledger.story_role as enum ('teller', 'co_author', 'reader');
create type ledger.version_kind as enum ('kept', 'sent', 'restored');
create type ledger.version_keeper as enum ('person', 'automatic');
grant usage on type ledger.privacy_level, ledger.consent_purpose, ledger.story_stage, ledger.story_role, ledger.version_kind,
  ledger.version_keeper to ledger_policy, ledger_reader, ledger_app, ledger_jobs;

-- Partitioned by year through the id: UUIDv7 begins with the time, so the primary key stays (id) and look-ups prune.
create table ledger.stories (
  id uuid primary key,
  teller_id uuid not null references ledger.profiles (id),
  -- What the teller wishes, what the elders cleared, and the narrower of both, which is what holds.
  privacy_level ledger.privacy_level not null default 'private',
  cleared_level ledger.privacy_level,
  shown_level ledger.privacy_level not null generated always as
    (least(privacy_level, coalesce(cleared_level, 'private'::ledger.privacy_level))) stored,
  consent_public_display boolean not null default false,
  consent_insights boolean not null default false,
  consent_research boolean not null default false,
  consent_ai_local boolean not null default false,
  consent_ai_external boolean not null default false,
  consent_cross_community boolean not null default false,
  consent_commercial boolean not null default false,
  consent_attribution boolean not null default true,
  title text not null default '',
  summary text not null default '',
  opening text not null default '',
  language text not null default 'en',
  direction text not null default 'ltr' check (direction in ('ltr', 'rtl')),
  told_when text not null default '',
  told_to text not null default '',
  place text not null default '',
  teller_name text,
  themes text[] not null default '{}',
  warnings text[] not null default '{}',
  reading_minutes integer not null default 0,
  is_sensitive boolean not null default false,
  community_ids uuid[] not null default '{}',
  published_version_id uuid,
  first_published_at timestamptz,
  published_at timestamptz,
  withdrawn_at timestamptz,
  archived_at timestamptz,
  erased_at timestamptz,
  is_cleared boolean not null default false,
  is_open boolean not null generated always as
    (published_version_id is not null and withdrawn_at is null and archived_at is null and erased_at is null and is_cleared) stored,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  sovereignty jsonb
) partition by range (id);
create index stories_teller_id_idx on ledger.stories (teller_id, updated_at desc);

create table ledger.story_drafts (
  story_id uuid primary key references ledger.stories (id) on delete cascade,
  teller_id uuid not null references ledger.profiles (id),
  revision integer not null default 0 check (revision >= 0),
  stage ledger.story_stage not null default 'draft',
  title text not null default '' check (char_length(title) <= 300),
  summary text not null default '' check (char_length(summary) <= 2000),
  language text not null default 'en' check (char_length(language) <= 35),
  direction text not null default 'ltr' check (direction in ('ltr', 'rtl')),
  told_when text not null default '' check (char_length(told_when) <= 120),
  told_to text not null default '' check (char_length(told_to) <= 200),
  place text not null default '' check (char_length(place) <= 200),
  themes text[] not null default '{}' check (cardinality(themes) <= 30),
  warnings text[] not null default '{}' check (cardinality(warnings) <= 12),
  people jsonb not null default '[]' check (jsonb_typeof(people) = 'array' and length(people::text) <= 20000),
  community_ids uuid[] not null default '{}' check (cardinality(community_ids) <= 20),
  is_sensitive boolean not null default false,
  body jsonb not null default '{"ops":[{"insert":"\n"}]}',
  body_text text not null default '',
  transcript text not null default '',
  has_transcript boolean not null generated always as (btrim(transcript) <> '') stored,
  word_count integer not null default 0,
  version_number integer not null default 0,
  submitted_version_id uuid,
  is_publish_when_approved boolean not null default false,
  publish_at timestamptz,
  saved_at timestamptz not null,
  created_at timestamptz not null,
  sovereignty jsonb
);
create index story_drafts_teller_id_idx on ledger.story_drafts (teller_id, saved_at desc, story_id);
create index story_drafts_due_idx on ledger.story_drafts (publish_at) where stage = 'scheduled';

-- One row per acknowledged save: a re-sent key is answered, not applied.
create table ledger.draft_saves (
  story_id uuid not null references ledger.story_drafts (story_id) on delete cascade,
  idempotency_key uuid not null,
  revision integer not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  sovereignty jsonb,
  primary key (story_id, idempotency_key)
);
create index draft_saves_saved_at_idx on ledger.draft_saves (saved_at);

create table ledger.story_versions (
  id uuid primary key,
  story_id uuid not null references ledger.stories (id) on delete cascade,
  teller_id uuid not null,
  number integer not null check (number >= 1),
  kind ledger.version_kind not null,
  -- Somebody asked for it, or it was kept by itself before other words took its place: only those are thinned out.
  -- Who asked is not said: readers have this row too, and a teller may be without a name.
  kept_by ledger.version_keeper not null,
  draft_revision integer not null,
  title text not null,
  summary text not null,
  language text not null,
  direction text not null,
  told_when text not null,
  told_to text not null,
  place text not null,
  themes text[] not null,
  warnings text[] not null,
  people jsonb not null,
  community_ids uuid[] not null,
  is_sensitive boolean not null,
  body jsonb not null,
  body_text text not null,
  transcript text not null,
  word_count integer not null,
  -- The audience that the teller asked for when sending: a decision covers no wider one.
  audience ledger.privacy_level not null,
  author_ids uuid[] not null,
  is_review_open boolean not null default false,
  created_at timestamptz not null,
  sovereignty jsonb
) partition by range (id);
create index story_versions_story_id_idx on ledger.story_versions (story_id, number desc);

alter table ledger.stories add constraint stories_published_version_id_fkey
  foreign key (published_version_id) references ledger.story_versions (id);
create index stories_published_version_id_idx on ledger.stories (published_version_id);
alter table ledger.story_drafts add constraint story_drafts_submitted_version_id_fkey
  foreign key (submitted_version_id) references ledger.story_versions (id);
create index story_drafts_submitted_version_id_idx on ledger.story_drafts (submitted_version_id);

-- Yearly partitions to 2036. A bound is the first UUIDv7 of that year: 48 bits of milliseconds, then zeros.
do $body$
declare
  year integer;
  parent text;
  bounds uuid[];
begin
  foreach parent in array array['stories', 'story_versions'] loop
    for year in 2024..2036 loop
      select array_agg(rpad(lpad(to_hex((extract(epoch from make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint), 12, '0'), 32, '0')::uuid order by y)
      into bounds from unnest(array[year, year + 1]) y;
      execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)',
        parent || '_' || year, parent, bounds[1], bounds[2]);
      execute format('alter table ledger.%I enable row level security', parent || '_' || year);
      execute format('alter table ledger.%I force row level security', parent || '_' || year);
    end loop;
  end loop;
end
$body$;

-- Who is on a story: its teller, co-authors, and the readers that the teller chose.
create table ledger.story_people (
  story_id uuid not null references ledger.stories (id) on delete cascade,
  profile_id uuid not null references ledger.profiles (id),
  role ledger.story_role not null,
  added_at timestamptz not null,
  sovereignty jsonb,
  primary key (story_id, profile_id)
);
create index story_people_profile_id_idx on ledger.story_people (profile_id, role, story_id);

comment on table ledger.stories is 'Identity, consent and what readers may see of a story; partitioned by year of its UUIDv7.';
comment on table ledger.story_drafts is 'The head that people edit.';
comment on table ledger.draft_saves is 'Acknowledged saves by idempotency key, kept for a week.';
comment on table ledger.story_versions is 'Frozen copies of a story; clearance belongs to version and community.';
comment on table ledger.story_people is 'Teller, co-authors and chosen readers of a story.';

grant select, insert, update, delete on ledger.stories, ledger.story_drafts, ledger.draft_saves, ledger.story_versions,
  ledger.story_people to ledger_policy;

set role ledger_policy;

create function app.my_co_authored_story_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role = 'co_author'
  );
end
$$;

create function app.my_told_story_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(s.id), '{}') from ledger.stories s where s.teller_id = app.current_actor_id());
end
$$;

create function app.my_chosen_story_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role = 'reader'
  );
end
$$;

-- Whether the actor tells this story. For policies on tables that hang from a story, where asking `stories` itself
-- would let readers in too.
create function app.tells_story(p_story_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from ledger.stories s where s.id = p_story_id and s.teller_id = app.current_actor_id())
$$;

-- The teller's name where readers see it: there while the teller allows it, the name of today, otherwise nowhere.
create function app.set_teller_name() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.teller_name := case when new.consent_attribution
    then (select p.display_name from ledger.profiles p where p.id = new.teller_id) end;
  return new;
end
$$;

create function app.rename_teller() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The drafts first, as every step of the road takes them.
  perform 1 from ledger.story_drafts d where d.teller_id = new.id order by d.story_id for update;
  update ledger.stories s set teller_name = new.display_name where s.teller_id = new.id and s.consent_attribution;
  return null;
end
$$;

grant execute on function app.my_co_authored_story_ids(), app.my_told_story_ids(), app.my_chosen_story_ids(), app.tells_story(uuid)
  to ledger_app, ledger_reader;

set role ledger_owner;

create trigger stories_set_teller_name before insert or update of consent_attribution, teller_id on ledger.stories
  for each row execute function app.set_teller_name();

create trigger profiles_rename_teller after update of display_name on ledger.profiles
  for each row when (old.display_name is distinct from new.display_name) execute function app.rename_teller();

alter table ledger.stories enable row level security;
alter table ledger.stories force row level security;
alter table ledger.story_drafts enable row level security;
alter table ledger.story_drafts force row level security;
alter table ledger.draft_saves enable row level security;
alter table ledger.draft_saves force row level security;
alter table ledger.story_versions enable row level security;
alter table ledger.story_versions force row level security;
alter table ledger.story_people enable row level security;
alter table ledger.story_people force row level security;

-- stories: own, reader; and nothing of what was erased.
create policy stories_select_own on ledger.stories for select to ledger_app, ledger_reader
  using (teller_id = (select app.current_actor_id()) or id = any ((select app.my_co_authored_story_ids())::uuid[]));
create policy stories_select_reader on ledger.stories for select to ledger_app, ledger_reader
  using (is_open and (
    (shown_level = 'public' and consent_public_display)
    or (shown_level >= 'community' and community_ids && (select app.my_community_ids())::uuid[])
    or (shown_level = 'people' and id = any ((select app.my_chosen_story_ids())::uuid[]))));
create policy stories_select_erased on ledger.stories as restrictive for select to ledger_app, ledger_reader
  using (erased_at is null);
create policy stories_select_analysis on ledger.stories for select to ledger_analysis
  using (is_open and consent_ai_local and not is_sensitive and erased_at is null);
create policy stories_select_insights on ledger.stories for select to ledger_insights
  using (is_open and consent_insights and shown_level >= 'community' and erased_at is null);
grant select (id, privacy_level, shown_level, consent_public_display, consent_attribution, consent_research, consent_commercial,
  consent_cross_community, title, summary, opening, language,
  direction, told_when, told_to, place, teller_name, themes, warnings, reading_minutes, community_ids, published_version_id,
  first_published_at, published_at, withdrawn_at, archived_at, is_open, created_at, updated_at) on ledger.stories
  to ledger_app, ledger_reader;
grant select (id, is_open, language, is_sensitive, published_version_id, published_at) on ledger.stories to ledger_analysis;
grant select (id, teller_id, is_open, language, themes, community_ids, published_at, shown_level) on ledger.stories to ledger_insights;

-- story_drafts: own. The text itself only through app.open_story.
create policy story_drafts_select_own on ledger.story_drafts for select to ledger_app, ledger_reader
  using (teller_id = (select app.current_actor_id()) or story_id = any ((select app.my_co_authored_story_ids())::uuid[]));
grant select (story_id, revision, stage, title, summary, language, direction, told_when, told_to, place, themes, warnings, people,
  community_ids, is_sensitive, has_transcript, word_count, version_number, submitted_version_id, is_publish_when_approved, publish_at,
  saved_at, created_at) on ledger.story_drafts to ledger_app;
grant select on ledger.story_drafts to ledger_reader;

create policy draft_saves_select_own on ledger.draft_saves for select to ledger_app
  using (saved_by = (select app.current_actor_id()));
grant select (story_id, idempotency_key, revision, saved_at) on ledger.draft_saves to ledger_app;

-- story_versions: own, reviewer (the submitted one, for those whose approval is asked), reader (the published one).
create policy story_versions_select_own on ledger.story_versions for select to ledger_app, ledger_reader
  using (teller_id = (select app.current_actor_id()) or story_id = any ((select app.my_co_authored_story_ids())::uuid[]));
create policy story_versions_select_reviewer on ledger.story_versions for select to ledger_app, ledger_reader
  using (is_review_open and community_ids && (select app.my_elder_community_ids())::uuid[]
    and not (select app.current_actor_id()) = any (author_ids));
create policy story_versions_select_reader on ledger.story_versions for select to ledger_app, ledger_reader
  using (exists (select 1 from ledger.stories s where s.id = story_versions.story_id and s.is_open
    and s.published_version_id = story_versions.id));
grant select (id, story_id, number, kind, kept_by, draft_revision, title, summary, language, direction, told_when, told_to, place, themes,
  warnings, people, community_ids, is_sensitive, word_count, audience, is_review_open, created_at) on ledger.story_versions to ledger_app;
grant select on ledger.story_versions to ledger_reader;

create policy story_people_select_self on ledger.story_people for select to ledger_app, ledger_reader
  using (profile_id = (select app.current_actor_id()));
create policy story_people_select_teller on ledger.story_people for select to ledger_app, ledger_reader
  using (app.tells_story(story_id));
grant select (story_id, profile_id, role, added_at) on ledger.story_people to ledger_app, ledger_reader;

set role ledger_owner;
