-- People, their communities, and what each may see of the others.
--
-- Every table of ours says `enable` and `force`, states each policy by verb and by who it serves, and is granted
-- column by column. State changes go through functions of schema app; a plain grant is given only where a row is
-- somebody's own and nobody else's decision hangs on it.

set role ledger_owner;

create type ledger.community_role as enum ('member', 'storyteller', 'elder', 'steward');
create type ledger.membership_status as enum ('asked', 'active', 'left', 'removed', 'refused');
create type ledger.picture_kind as enum ('profile', 'artwork');
create type ledger.notification_kind as enum
  ('review_waiting', 'review_decided', 'membership_asked', 'membership_approved', 'membership_refused', 'conditions_met');
grant usage on type ledger.community_role, ledger.membership_status, ledger.picture_kind, ledger.notification_kind
  to ledger_policy, ledger_reader, ledger_app, ledger_jobs;

-- One row: what this portal is. is_demo can only be set while the ledger is empty (app.begin_demo).
create table ledger.portal_settings (
  is_singleton boolean primary key default true check (is_singleton),
  name text not null default 'Empathy Ledger' check (char_length(name) between 1 and 120),
  is_demo boolean not null default false,
  is_demo_filling boolean not null default false,
  data_location text not null default 'not stated' check (char_length(data_location) between 1 and 120),
  set_up_at timestamptz,
  sovereignty jsonb,
  check (is_demo or not is_demo_filling)
);
insert into ledger.portal_settings default values;

-- The id alone is the key because profiles and communities refer to it, and pages name it. A unique key tells whoever may
-- insert into it what is there already: so the app cannot say an id, and is told the one that was made.
create table ledger.pictures (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null,
  kind ledger.picture_kind not null,
  community_id uuid,
  content bytea not null check (octet_length(content) <= 1048576),
  content_type text not null check (content_type in ('image/webp', 'image/jpeg', 'image/png')),
  width integer not null check (width between 1 and 4096),
  height integer not null check (height between 1 and 4096),
  created_at timestamptz not null default now(),
  sovereignty jsonb,
  check ((kind = 'artwork') = (community_id is not null))
);

create table ledger.profiles (
  id uuid primary key,
  display_name text not null check (char_length(btrim(display_name)) between 1 and 120),
  other_names text[] not null default '{}' check (cardinality(other_names) <= 12),
  languages text[] not null default '{}' check (cardinality(languages) <= 24),
  picture_id uuid references ledger.pictures (id) on delete set null,
  created_at timestamptz not null default now(),
  sovereignty jsonb
);
alter table ledger.pictures add constraint pictures_owner_id_fkey foreign key (owner_id) references ledger.profiles (id);
create index pictures_owner_id_idx on ledger.pictures (owner_id);

create table ledger.communities (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
  name text not null check (char_length(btrim(name)) between 1 and 120),
  description text not null default '' check (char_length(description) <= 4000),
  place text not null default '' check (char_length(place) <= 200),
  data_location text not null default 'not stated' check (char_length(data_location) <= 120),
  time_zone text not null default 'UTC' check (char_length(time_zone) <= 60),
  -- What this community calls its roles: {"elder": {"one": "Old hand", "many": "Old hands"}, ...}; absent = the plain word.
  role_names jsonb not null default '{}' check (jsonb_typeof(role_names) = 'object' and length(role_names::text) <= 2000),
  accent_colour text check (accent_colour ~ '^#[0-9a-f]{6}$'),
  artwork_id uuid references ledger.pictures (id) on delete set null,
  themes text[] not null default '{}' check (cardinality(themes) <= 60),
  is_listed boolean not null default true,
  created_at timestamptz not null default now(),
  sovereignty jsonb
);
alter table ledger.pictures add constraint pictures_community_id_fkey foreign key (community_id) references ledger.communities (id);
create index pictures_community_id_idx on ledger.pictures (community_id);

create table ledger.community_members (
  community_id uuid not null references ledger.communities (id),
  profile_id uuid not null references ledger.profiles (id),
  status ledger.membership_status not null,
  roles ledger.community_role[] not null default '{}',
  note text check (char_length(note) <= 1000),
  asked_at timestamptz,
  joined_at timestamptz,
  ended_at timestamptz,
  sovereignty jsonb,
  primary key (community_id, profile_id),
  check (status = 'active' or roles = '{}'),
  check (status <> 'active' or 'member' = any (roles))
);
create index community_members_profile_id_idx on ledger.community_members (profile_id, community_id);

create table ledger.membership_events (
  id bigint generated always as identity primary key,
  community_id uuid not null,
  profile_id uuid not null,
  actor_id uuid,
  status ledger.membership_status not null,
  roles ledger.community_role[] not null,
  happened_at timestamptz not null,
  sovereignty jsonb
);
create index membership_events_community_id_idx on ledger.membership_events (community_id, id desc);
create index membership_events_profile_id_idx on ledger.membership_events (profile_id, id desc);

-- The token itself is never kept: only its SHA-256, so a copy of the database opens no door.
create table ledger.community_invitations (
  id uuid primary key,
  community_id uuid not null references ledger.communities (id),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  email text check (char_length(email) <= 254),
  roles ledger.community_role[] not null check (cardinality(roles) between 1 and 4),
  -- How many people it was made for, and how many of them have not come yet.
  uses integer not null default 1 check (uses between 1 and 500),
  uses_left integer not null default 1 check (uses_left between 0 and uses),
  invited_by uuid not null references ledger.profiles (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  sovereignty jsonb
);
create index community_invitations_community_id_idx on ledger.community_invitations (community_id, created_at desc);
create index community_invitations_invited_by_idx on ledger.community_invitations (invited_by);

create table ledger.notifications (
  id uuid primary key,
  profile_id uuid not null references ledger.profiles (id),
  kind ledger.notification_kind not null,
  story_id uuid,
  community_id uuid,
  created_at timestamptz not null,
  read_at timestamptz,
  mail_taken_at timestamptz,
  mail_sent_at timestamptz,
  sovereignty jsonb
);
create index notifications_profile_id_idx on ledger.notifications (profile_id, created_at desc);
create index notifications_mail_waiting_idx on ledger.notifications (created_at) where mail_sent_at is null;

comment on table ledger.portal_settings is 'What this portal is: one row.';
comment on table ledger.pictures is 'Re-encoded pictures of people and communities, small enough to live in the database.';
comment on table ledger.profiles is 'A person as others know them; id is the account''s id.';
comment on table ledger.communities is 'A community and what it calls itself, its roles and its themes.';
comment on table ledger.community_members is 'Who belongs where, in which roles, now.';
comment on table ledger.membership_events is 'Append-only history of memberships.';
comment on table ledger.community_invitations is 'Invitations by link or e-mail; only the hash of the token is kept.';
comment on table ledger.notifications is 'What happened that a person should know: ids, never words of a story.';

grant select, update on ledger.portal_settings to ledger_policy;
grant select on ledger.portal_settings to ledger_reader;
grant select, insert, update, delete on ledger.pictures, ledger.profiles, ledger.communities, ledger.community_members,
  ledger.community_invitations, ledger.notifications to ledger_policy;
grant select, insert on ledger.membership_events to ledger_policy;

set role ledger_owner;

-- ---------------------------------------------------------------------------------------------------------------
-- Who is asking, in sets. Each is wrapped in (select ...) where a policy uses it, so it runs once per statement.

set role ledger_policy;

create function app.my_community_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(m.community_id), '{}')
    from ledger.community_members m
    where m.profile_id = app.current_actor_id() and m.status = 'active'
  );
end
$$;

create function app.my_elder_community_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(m.community_id), '{}')
    from ledger.community_members m
    where m.profile_id = app.current_actor_id() and m.status = 'active' and 'elder' = any (m.roles)
  );
end
$$;

create function app.my_steward_community_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(m.community_id), '{}')
    from ledger.community_members m
    where m.profile_id = app.current_actor_id() and m.status = 'active' and 'steward' = any (m.roles)
  );
end
$$;

-- The ledger's clock. A demonstration that is being filled may tell its past; nothing else may.
create function app.ledger_now() returns timestamptz
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  pretended text := nullif(current_setting('app.demo_clock', true), '');
begin
  if pretended is not null and (select s.is_demo_filling from ledger.portal_settings s) then
    return pretended::timestamptz;
  end if;
  return now();
end
$$;

-- Whether a picture was added for this person or community. A function, because a policy on profiles that asks pictures,
-- whose policy asks profiles, is refused as recursion.
create function app.may_show_picture(p_picture_id uuid, p_shown_on uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.pictures p
    where p.id = p_picture_id and (p.community_id = p_shown_on or (p.kind = 'profile' and p.owner_id = p_shown_on)))
$$;

create function app.refuse_change() returns trigger
language plpgsql volatile security invoker set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

grant execute on function app.my_community_ids(), app.my_elder_community_ids(), app.my_steward_community_ids(), app.ledger_now(),
  app.may_show_picture(uuid, uuid)
  to ledger_app, ledger_reader;
grant execute on function app.current_actor_id() to ledger_app, ledger_reader, ledger_policy;

set role ledger_owner;

-- ---------------------------------------------------------------------------------------------------------------
-- Policies and grants.

set role ledger_owner;

create trigger membership_events_append_only before update or delete or truncate on ledger.membership_events
  for each statement execute function app.refuse_change();

alter table ledger.portal_settings enable row level security;
alter table ledger.portal_settings force row level security;
alter table ledger.pictures enable row level security;
alter table ledger.pictures force row level security;
alter table ledger.profiles enable row level security;
alter table ledger.profiles force row level security;
alter table ledger.communities enable row level security;
alter table ledger.communities force row level security;
alter table ledger.community_members enable row level security;
alter table ledger.community_members force row level security;
alter table ledger.membership_events enable row level security;
alter table ledger.membership_events force row level security;
alter table ledger.community_invitations enable row level security;
alter table ledger.community_invitations force row level security;
alter table ledger.notifications enable row level security;
alter table ledger.notifications force row level security;

create policy portal_settings_select_everyone on ledger.portal_settings for select to ledger_app, ledger_reader using (true);
grant select (name, is_demo, data_location, set_up_at) on ledger.portal_settings to ledger_app;

create policy profiles_select_own on ledger.profiles for select to ledger_app, ledger_reader
  using (id = (select app.current_actor_id()));
create policy profiles_select_neighbour on ledger.profiles for select to ledger_app, ledger_reader
  using (exists (
    select 1 from ledger.community_members m
    where m.profile_id = profiles.id and m.status = 'active' and m.community_id = any ((select app.my_community_ids())::uuid[])));
create policy profiles_select_steward on ledger.profiles for select to ledger_app, ledger_reader
  using (exists (
    select 1 from ledger.community_members m
    where m.profile_id = profiles.id and m.status = 'asked' and m.community_id = any ((select app.my_steward_community_ids())::uuid[])));
create policy profiles_update_own on ledger.profiles for update to ledger_app
  using (id = (select app.current_actor_id()))
  with check (id = (select app.current_actor_id())
    and (picture_id is null or app.may_show_picture(picture_id, id)));
grant select (id, display_name, other_names, languages, picture_id, created_at) on ledger.profiles to ledger_app, ledger_reader;
grant update (display_name, other_names, languages, picture_id) on ledger.profiles to ledger_app;

create policy pictures_select_own on ledger.pictures for select to ledger_app
  using (owner_id = (select app.current_actor_id()));
create policy pictures_select_profile on ledger.pictures for select to ledger_app
  using (kind = 'profile' and exists (select 1 from ledger.profiles p where p.picture_id = pictures.id));
create policy pictures_select_artwork on ledger.pictures for select to ledger_app
  using (kind = 'artwork' and exists (select 1 from ledger.communities c where c.artwork_id = pictures.id));
-- Artwork belongs to the community: its stewards see what hangs there no more, and may take away what another has hung.
create policy pictures_select_steward on ledger.pictures for select to ledger_app
  using (kind = 'artwork' and community_id = any ((select app.my_steward_community_ids())::uuid[]));
create policy pictures_insert_own on ledger.pictures for insert to ledger_app
  with check (owner_id = (select app.current_actor_id())
    and (kind = 'profile' or community_id = any ((select app.my_steward_community_ids())::uuid[])));
create policy pictures_delete_own on ledger.pictures for delete to ledger_app
  using (owner_id = (select app.current_actor_id()));
create policy pictures_delete_steward on ledger.pictures for delete to ledger_app
  using (kind = 'artwork' and community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (id, owner_id, kind, community_id, content, content_type, width, height, created_at) on ledger.pictures to ledger_app;
grant insert (owner_id, kind, community_id, content, content_type, width, height) on ledger.pictures to ledger_app;
grant delete on ledger.pictures to ledger_app;

create policy communities_select_listed on ledger.communities for select to ledger_app, ledger_reader
  using (is_listed);
create policy communities_select_member on ledger.communities for select to ledger_app, ledger_reader
  using (id = any ((select app.my_community_ids())::uuid[]));
create policy communities_update_steward on ledger.communities for update to ledger_app
  using (id = any ((select app.my_steward_community_ids())::uuid[]))
  with check (id = any ((select app.my_steward_community_ids())::uuid[])
    and (artwork_id is null or app.may_show_picture(artwork_id, id)));
grant select (id, slug, name, description, place, data_location, time_zone, role_names, accent_colour, artwork_id, themes,
  is_listed, created_at) on ledger.communities to ledger_app, ledger_reader;
grant update (name, description, place, data_location, time_zone, role_names, accent_colour, artwork_id, themes, is_listed)
  on ledger.communities to ledger_app;

create policy community_members_select_own on ledger.community_members for select to ledger_app, ledger_reader
  using (profile_id = (select app.current_actor_id()));
create policy community_members_select_neighbour on ledger.community_members for select to ledger_app, ledger_reader
  using (status = 'active' and community_id = any ((select app.my_community_ids())::uuid[]));
create policy community_members_select_steward on ledger.community_members for select to ledger_app, ledger_reader
  using (community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (community_id, profile_id, status, roles, note, asked_at, joined_at, ended_at) on ledger.community_members
  to ledger_app, ledger_reader;

create policy membership_events_select_own on ledger.membership_events for select to ledger_app
  using (profile_id = (select app.current_actor_id()));
create policy membership_events_select_steward on ledger.membership_events for select to ledger_app
  using (community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (id, community_id, profile_id, actor_id, status, roles, happened_at) on ledger.membership_events to ledger_app;

create policy community_invitations_select_steward on ledger.community_invitations for select to ledger_app
  using (community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (id, community_id, email, roles, uses_left, invited_by, created_at, expires_at, ended_at)
  on ledger.community_invitations to ledger_app;

create policy notifications_select_own on ledger.notifications for select to ledger_app
  using (profile_id = (select app.current_actor_id()));
create policy notifications_update_own on ledger.notifications for update to ledger_app
  using (profile_id = (select app.current_actor_id()))
  with check (profile_id = (select app.current_actor_id()));
grant select (id, profile_id, kind, story_id, community_id, created_at, read_at) on ledger.notifications to ledger_app;
grant update (read_at) on ledger.notifications to ledger_app;

set role ledger_owner;
