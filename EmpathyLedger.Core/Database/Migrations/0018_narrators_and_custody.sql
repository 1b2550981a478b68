-- Narrators and custody: whose they are, and who sees what of them. (What a custodian does comes in the next file.)
--
-- A narrator is somebody who told and has no account: an ordinary profile that nobody signs in as. The community that keeps it
-- knows it by its name, until whoever it is claims it. A steward keeps such a person's stories: as their custodian, as long as
-- they are an active steward of the community that keeps the story.

set role ledger_owner;

-- Words for what follows. A value cannot be used in the transaction that adds it: nothing of this file does.
alter type ledger.event_kind add value 'import_changed';
alter type ledger.story_action add value 'export';
alter type ledger.notification_kind add value 'custody_ended';

-- name_key tells narrators of one community apart: a name without its capitals and spaces. Empty once claimed, as the name is.
create table ledger.narrators (
  profile_id uuid primary key references ledger.profiles (id),
  community_id uuid not null references ledger.communities (id),
  name_key text not null check (char_length(name_key) <= 240),
  added_by uuid not null references ledger.profiles (id),
  added_at timestamptz not null,
  claimed_by uuid references ledger.profiles (id),
  claimed_at timestamptz,
  sovereignty jsonb,
  check ((claimed_by is null) = (claimed_at is null))
);
create unique index narrators_community_id_name_key_idx on ledger.narrators (community_id, name_key) where claimed_by is null;
create index narrators_community_id_claimed_at_idx on ledger.narrators (community_id, claimed_at desc, profile_id)
  where claimed_by is not null;
create index narrators_added_by_idx on ledger.narrators (added_by);
create index narrators_claimed_by_idx on ledger.narrators (claimed_by) where claimed_by is not null;

-- As with invitations, the token itself is never kept.
create table ledger.narrator_claims (
  id uuid primary key,
  narrator_id uuid not null references ledger.narrators (profile_id),
  community_id uuid not null references ledger.communities (id),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_by uuid not null references ledger.profiles (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  used_at timestamptz,
  sovereignty jsonb
);
create unique index narrator_claims_live_idx on ledger.narrator_claims (narrator_id) where ended_at is null and used_at is null;
create index narrator_claims_narrator_id_idx on ledger.narrator_claims (narrator_id, created_at desc);
create index narrator_claims_community_id_idx on ledger.narrator_claims (community_id, created_at desc);
create index narrator_claims_made_by_idx on ledger.narrator_claims (made_by);

comment on table ledger.narrators is 'People who told and have no account: profiles that a community keeps until they are claimed.';
comment on table ledger.narrator_claims is 'Links by which a narrator claims what is kept for them; only the hash of the token is kept.';

grant select, insert, update on ledger.narrators, ledger.narrator_claims to ledger_policy;

alter table ledger.narrators enable row level security;
alter table ledger.narrators force row level security;
alter table ledger.narrator_claims enable row level security;
alter table ledger.narrator_claims force row level security;

create policy narrators_select_steward on ledger.narrators for select to ledger_app
  using (community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (profile_id, community_id, name_key, added_by, added_at, claimed_by, claimed_at) on ledger.narrators to ledger_app;

create policy narrator_claims_select_steward on ledger.narrator_claims for select to ledger_app
  using (community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (id, narrator_id, community_id, made_by, created_at, expires_at, ended_at, used_at) on ledger.narrator_claims to ledger_app;

-- By its key, and after the other policies of profiles (they are asked from the last name to the first).
create policy profiles_select_archive_steward on ledger.profiles for select to ledger_app
  using (exists (
    select 1 from ledger.narrators n
    where n.profile_id = profiles.id and n.claimed_by is null
      and n.community_id = any ((select app.my_steward_community_ids())::uuid[])));

set role ledger_policy;

create function app.narrator_key(p_name text) returns text
language sql immutable security invoker parallel safe set search_path = pg_catalog, pg_temp as $$
  select left(lower(btrim(regexp_replace(normalize(p_name, nfkc), '\s+', ' ', 'g'))), 240)
$$;

-- Private: the narrators of these names in a community, made where there are none. The caller acts as its steward
-- (app.act_as_steward): a claim, or another import, of the community wait for it. One row for each different key.
create function app.ensure_narrators(p_community_id uuid, p_names text[]) returns table (key text, narrator_id uuid)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with asked as materialized (
    select distinct on (app.narrator_key(n)) app.narrator_key(n) as key, regexp_replace(btrim(n), '\s+', ' ', 'g') as name
    from unnest(p_names) n
    order by app.narrator_key(n), n),
  there as materialized (
    select a.key, n.profile_id from asked a join ledger.narrators n
      on n.community_id = p_community_id and n.name_key = a.key and n.claimed_by is null),
  missing as materialized (
    select a.key, a.name, gen_random_uuid() as profile_id from asked a where not exists (select 1 from there t where t.key = a.key)),
  profiles as (
    insert into ledger.profiles (id, display_name, created_at)
    select m.profile_id, m.name, app.ledger_now() from missing m),
  added as (
    insert into ledger.narrators (profile_id, community_id, name_key, added_by, added_at)
    select m.profile_id, p_community_id, m.key, app.current_actor_id(), app.ledger_now() from missing m)
  select t.key, t.profile_id from there t union all select m.key, m.profile_id from missing m
$$;

-- Private: the community of an unclaimed narrator, when the actor acts as its steward from here on; else null.
create function app.act_for_narrator(p_narrator_id uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  community uuid;
begin
  select n.community_id into community from ledger.narrators n where n.profile_id = p_narrator_id;
  if community is null or not app.act_as_steward(community) then
    return null;
  end if;
  -- Asked after the wait: a claim holds the community too.
  return (select n.community_id from ledger.narrators n where n.profile_id = p_narrator_id and n.claimed_by is null);
end
$$;

create function app.rename_narrator(p_narrator_id uuid, p_name text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  community uuid := app.act_for_narrator(p_narrator_id);
  name text := regexp_replace(btrim(coalesce(p_name, '')), '\s+', ' ', 'g');
begin
  if community is null then
    return 'not_found';
  end if;
  if char_length(name) not between 1 and 120 or app.narrator_key(name) = '' then
    return 'invalid';
  end if;
  if exists (select 1 from ledger.narrators n
    where n.community_id = community and n.name_key = app.narrator_key(name) and n.claimed_by is null and n.profile_id <> p_narrator_id) then
    return 'name_taken';
  end if;
  update ledger.narrators n set name_key = app.narrator_key(name) where n.profile_id = p_narrator_id;
  update ledger.profiles p set display_name = name where p.id = p_narrator_id;
  return 'renamed';
end
$$;

-- One link lives at a time: a new one ends the one before.
create function app.make_claim_link(p_id uuid, p_narrator_id uuid, p_token_hash bytea, p_expires_at timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  community uuid := app.act_for_narrator(p_narrator_id);
begin
  if community is null then
    return 'not_found';
  end if;
  if p_expires_at > now() + interval '31 days' then
    return 'too_long';
  end if;
  update ledger.narrator_claims l set ended_at = now()
  where l.narrator_id = p_narrator_id and l.ended_at is null and l.used_at is null;
  insert into ledger.narrator_claims (id, narrator_id, community_id, token_hash, made_by, created_at, expires_at)
  values (p_id, p_narrator_id, community, p_token_hash, app.current_actor_id(), now(), p_expires_at);
  return 'made';
end
$$;

create function app.end_claim_link(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  community uuid;
begin
  select l.community_id into community from ledger.narrator_claims l
  where l.id = p_id and l.community_id = any (app.my_steward_community_ids());
  if community is null or not app.act_as_steward(community) then
    return 'not_found';
  end if;
  update ledger.narrator_claims l set ended_at = now() where l.id = p_id and l.ended_at is null and l.used_at is null;
  return case when found then 'ended' else 'not_found' end;
end
$$;

-- What somebody who is signed in and holds the link may know before claiming: "Are you ...?"
create function app.read_claim(p_token_hash bytea)
returns table (narrator_name text, community_id uuid, community_name text, community_slug text, stories integer, is_own_link boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.display_name, c.id, c.name, c.slug,
    (select count(*)::integer from ledger.story_people t where t.profile_id = l.narrator_id and t.role = 'teller'),
    l.made_by = app.current_actor_id()
  from ledger.narrator_claims l join ledger.profiles p on p.id = l.narrator_id join ledger.communities c on c.id = l.community_id
  where l.token_hash = p_token_hash and l.ended_at is null and l.used_at is null and l.expires_at > now()
    and app.current_actor_id() is not null
$$;

grant execute on function app.rename_narrator(uuid, text), app.make_claim_link(uuid, uuid, bytea, timestamptz), app.end_claim_link(uuid),
  app.read_claim(bytea) to ledger_app;

-- As before; and a link to claim ends with the stewardship of whoever made it.
create or replace function app.write_membership(p_community_id uuid, p_profile_id uuid, p_status ledger.membership_status,
  p_roles ledger.community_role[], p_note text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := app.ledger_now();
  roles ledger.community_role[] := case when p_status = 'active'
    then (select array_agg(distinct r order by r) from unnest(p_roles || '{member}'::ledger.community_role[]) r) else '{}' end;
begin
  insert into ledger.community_members as m (community_id, profile_id, status, roles, note, asked_at, joined_at)
  values (p_community_id, p_profile_id, p_status, roles, case when p_status = 'asked' then left(p_note, 1000) end,
    case when p_status = 'asked' then at end, case when p_status = 'active' then at end)
  on conflict (community_id, profile_id) do update set
    status = excluded.status, roles = excluded.roles, note = excluded.note,
    asked_at = coalesce(excluded.asked_at, m.asked_at),
    joined_at = case when excluded.status = 'active' and m.status <> 'active' then excluded.joined_at else m.joined_at end,
    ended_at = case when excluded.status in ('left', 'removed', 'refused') then at end;
  insert into ledger.membership_events (community_id, profile_id, actor_id, status, roles, happened_at)
  values (p_community_id, p_profile_id, app.current_actor_id(), p_status, roles, at);
  -- Authority goes with whoever lent it: an invitation by a former steward makes nobody an elder or a steward, and one by
  -- somebody who was removed lets nobody in.
  if not 'steward' = any (roles) then
    update ledger.community_invitations i set ended_at = now()
    where i.community_id = p_community_id and i.invited_by = p_profile_id and i.ended_at is null
      and (p_status = 'removed' or i.roles && '{elder,steward}'::ledger.community_role[]);
    update ledger.narrator_claims l set ended_at = now()
    where l.community_id = p_community_id and l.made_by = p_profile_id and l.ended_at is null and l.used_at is null;
  end if;
end
$$;

-- As before; nobody signs in as a narrator.
create or replace function app.demo_people() returns table (profile_id uuid, display_name text, roles text[], community text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.display_name, coalesce(m.roles::text[], '{}'), c.name
  from ledger.profiles p
  left join lateral (
    select m.community_id, m.roles from ledger.community_members m
    where m.profile_id = p.id and m.status = 'active'
    order by cardinality(m.roles) desc, m.joined_at limit 1) m on true
  left join ledger.communities c on c.id = m.community_id
  where exists (select 1 from ledger.portal_settings s where s.is_demo and p.created_at < coalesce(s.set_up_at, 'infinity'))
    and not exists (select 1 from ledger.narrators n where n.profile_id = p.id)
  order by p.created_at, p.display_name
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Custody.

set role ledger_owner;

create type ledger.custody_event_kind as enum ('imported', 'taken_over', 'audience', 'consent', 'claimed');
create type ledger.custody_manner as enum ('on_paper', 'aloud');
grant usage on type ledger.custody_event_kind, ledger.custody_manner to ledger_policy, ledger_reader, ledger_app;

-- Who keeps it and for which community; both or neither. On every row that a policy asks, so that it asks no other.
alter table ledger.stories add column custodian_id uuid, add column custody_community_id uuid,
  add constraint stories_custody_check check ((custodian_id is null) = (custody_community_id is null));
alter table ledger.story_drafts add column custodian_id uuid, add column custody_community_id uuid,
  add constraint story_drafts_custody_check check ((custodian_id is null) = (custody_community_id is null));
alter table ledger.story_versions add column custodian_id uuid, add column custody_community_id uuid,
  add constraint story_versions_custody_check check ((custodian_id is null) = (custody_community_id is null));
-- author_ids are all who may not review it, custodians past and present among them. keeper_ids are those: a former custodian
-- reviews no more than an author, and reads no more than anybody.
alter table ledger.version_clearances add column custodian_id uuid, add column custody_community_id uuid,
  add column keeper_ids uuid[] not null default '{}',
  add constraint version_clearances_custody_check check ((custodian_id is null) = (custody_community_id is null));
create index stories_custodian_id_idx on ledger.stories (custodian_id, updated_at desc, id) where custodian_id is not null;
create index story_drafts_custodian_id_idx on ledger.story_drafts (custodian_id, custody_community_id, saved_at desc, story_id desc)
  where custodian_id is not null;

-- What was done in a narrator's name. Append-only as long as the story is there; it goes with it.
create table ledger.custody_events (
  id bigint generated always as identity,
  story_id uuid not null references ledger.stories (id) on delete cascade,
  community_id uuid not null,
  actor_id uuid not null,
  kind ledger.custody_event_kind not null,
  purpose ledger.consent_purpose,
  level ledger.privacy_level,
  is_granted boolean,
  manner ledger.custody_manner,
  witness text not null default '' check (char_length(witness) <= 200),
  note text not null default '' check (char_length(note) <= 2000),
  happened_at timestamptz not null,
  sovereignty jsonb,
  primary key (story_id, id),
  check ((kind = 'audience') = (level is not null)),
  check ((kind = 'consent') = (purpose is not null and is_granted is not null))
);
comment on table ledger.custody_events is 'Append-only: who kept a narrator''s story, and what was entered in their name, on whose word.';
comment on column ledger.stories.custodian_id is 'The steward who keeps it for a narrator, for custody_community_id; null when its teller tells it.';
grant select, insert on ledger.custody_events to ledger_policy;
grant usage on sequence ledger.custody_events_id_seq to ledger_policy;
alter table ledger.custody_events enable row level security;
alter table ledger.custody_events force row level security;

set role ledger_policy;

-- Whether the actor tells this story, or keeps it for its narrator. For policies on tables that hang from a story.
create function app.tells_or_keeps_story(p_story_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from (select app.current_actor_id() as id offset 0) me, ledger.stories s
    where s.id = p_story_id and (s.teller_id = me.id or (s.custodian_id = me.id and exists (
      select 1 from ledger.community_members m
      where m.community_id = s.custody_community_id and m.profile_id = me.id and m.status = 'active' and 'steward' = any (m.roles)))))
$$;

-- Private: everybody who keeps or kept a story. None of them ever reviews it.
create function app.keepers_of(p_story_id uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct e.actor_id), '{}') from ledger.custody_events e
  where e.story_id = p_story_id and e.kind in ('imported', 'taken_over')
$$;

create function app.refuse_change_of_trail() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from ledger.stories s where s.id = old.story_id) then
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end if;
  return old;
end
$$;

grant execute on function app.tells_or_keeps_story(uuid) to ledger_app, ledger_reader;

set role ledger_owner;

create trigger custody_events_append_only before update or truncate on ledger.custody_events
  for each statement execute function app.refuse_change();
create trigger custody_events_go_with_the_story before delete on ledger.custody_events
  for each row execute function app.refuse_change_of_trail();

create policy custody_events_select_teller on ledger.custody_events for select to ledger_app
  using (app.tells_or_keeps_story(story_id));
grant select (id, story_id, community_id, actor_id, kind, purpose, level, is_granted, manner, witness, note, happened_at)
  on ledger.custody_events to ledger_app;

create policy stories_select_custodian on ledger.stories for select to ledger_app, ledger_reader
  using (custodian_id = (select app.current_actor_id()) and custody_community_id = any ((select app.my_steward_community_ids())::uuid[]));
create policy story_drafts_select_custodian on ledger.story_drafts for select to ledger_app, ledger_reader
  using (custodian_id = (select app.current_actor_id()) and custody_community_id = any ((select app.my_steward_community_ids())::uuid[]));
create policy story_versions_select_custodian on ledger.story_versions for select to ledger_app, ledger_reader
  using (custodian_id = (select app.current_actor_id()) and custody_community_id = any ((select app.my_steward_community_ids())::uuid[]));
create policy version_clearances_select_custodian on ledger.version_clearances for select to ledger_app, ledger_reader
  using (custodian_id = (select app.current_actor_id()) and custody_community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (custodian_id, custody_community_id) on ledger.story_drafts to ledger_app;

alter policy version_clearances_select_author on ledger.version_clearances
  using (((select app.current_actor_id()) = any (author_ids) and not (select app.current_actor_id()) = any (keeper_ids))
    or story_id = any ((select app.my_co_authored_story_ids())::uuid[]));
-- The teller sees what was entered in their name before they claimed the story.
alter policy consent_events_select_teller on ledger.consent_events using (app.tells_or_keeps_story(story_id));

-- Lists of kept stories ask for their narrators: by the draft's key, where the policies stand in the row. Those who ask for
-- themselves come first (policies are asked from the last name to the first), or a function would be asked about every row.
create policy story_people_select_their_custodian on ledger.story_people for select to ledger_app, ledger_reader
  using (exists (
    select 1 from ledger.story_drafts d
    where d.story_id = story_people.story_id and d.custodian_id = (select app.current_actor_id())
      and d.custody_community_id = any ((select app.my_steward_community_ids())::uuid[])));
alter policy story_people_select_self on ledger.story_people rename to story_people_select_who_is_on_it;

set role ledger_policy;

create or replace function app.may_see_review(p_version_id uuid, p_community_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.version_clearances c
    where c.version_id = p_version_id and c.community_id = p_community_id
      and ((app.current_actor_id() = any (c.author_ids) and not app.current_actor_id() = any (c.keeper_ids))
        or c.story_id = any (app.my_co_authored_story_ids())
        or (c.custodian_id = app.current_actor_id() and c.custody_community_id = any (app.my_steward_community_ids()))
        or (p_community_id = any (app.my_elder_community_ids()) and exists (
          select 1 from ledger.version_clearances o
          where o.story_id = c.story_id and o.community_id = c.community_id and o.is_open
            and not app.current_actor_id() = any (o.author_ids)))))
$$;

set role ledger_owner;
