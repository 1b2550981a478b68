-- Who is in a story together: a row for each time that a story was open for writing on a node, and one for each page in it. Where
-- somebody's cursor is, and whether they are writing just now, is never stored.

set role ledger_owner;

alter type ledger.event_kind add value 'presence_changed';

create table ledger.collaboration_sessions (
  id uuid primary key,
  story_id uuid not null references ledger.story_drafts (story_id) on delete cascade,
  started_at timestamptz not null,
  -- A sign of life each half minute. A node that died gives none, and its pages count as gone.
  last_active_at timestamptz not null,
  ended_at timestamptz,
  sovereignty jsonb
);

create table ledger.collaboration_seats (
  session_id uuid not null references ledger.collaboration_sessions (id) on delete cascade,
  profile_id uuid not null,
  client_id uuid not null,
  -- As it was when they came in.
  may_write boolean not null,
  -- Of eight that can be told apart; one person has one while they are here.
  colour smallint not null check (colour between 0 and 7),
  joined_at timestamptz not null,
  last_wrote_at timestamptz,
  left_at timestamptz,
  sovereignty jsonb,
  primary key (session_id, profile_id, client_id)
);

comment on table ledger.collaboration_sessions is 'Each time that a story was open for writing on a node: when it began, was last alive, and ended.';
comment on table ledger.collaboration_seats is 'The pages of a session: whose, whether they could write, when they came, last wrote and left.';

create index collaboration_sessions_story on ledger.collaboration_sessions (story_id, started_at desc);
create index collaboration_seats_profile on ledger.collaboration_seats (profile_id);

alter table ledger.collaboration_sessions enable row level security;
alter table ledger.collaboration_sessions force row level security;
alter table ledger.collaboration_seats enable row level security;
alter table ledger.collaboration_seats force row level security;

grant select, insert, update on ledger.collaboration_sessions, ledger.collaboration_seats to ledger_policy;

-- Whoever sees the draft's row sees who has been in it.
create policy collaboration_sessions_select_draft on ledger.collaboration_sessions for select to ledger_app, ledger_reader
  using (exists (select 1 from ledger.story_drafts d where d.story_id = collaboration_sessions.story_id));
create policy collaboration_seats_select_draft on ledger.collaboration_seats for select to ledger_app, ledger_reader
  using (exists (select 1 from ledger.collaboration_sessions s where s.id = collaboration_seats.session_id));
grant select (id, story_id, started_at, last_active_at, ended_at) on ledger.collaboration_sessions to ledger_app, ledger_reader;
grant select (session_id, profile_id, client_id, may_write, colour, joined_at, last_wrote_at, left_at) on ledger.collaboration_seats
  to ledger_app, ledger_reader;

set role ledger_policy;

-- Private: the seats of a story in which somebody is, on any node.
create function app.seats_taken(p_story_id uuid) returns setof ledger.collaboration_seats
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.* from ledger.collaboration_sessions s join ledger.collaboration_seats t on t.session_id = s.id
  where s.story_id = p_story_id and s.ended_at is null and s.last_active_at > app.ledger_now() - interval '90 seconds' and t.left_at is null
$$;

-- A page of the actor's takes its seat, or has it again. No row to whom the story is not. Two who come at the same moment do so one
-- after the other, so that they don't get the same colour.
create function app.enter_session(p_session_id uuid, p_story_id uuid, p_client_id uuid)
returns table (may_write boolean, colour smallint, display_name text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  may boolean := app.may_write_story(p_story_id);
  chosen smallint;
  is_new boolean;
begin
  if may is not true and not p_story_id = any (app.my_watched_story_ids()) then
    return;
  end if;
  insert into ledger.collaboration_sessions (id, story_id, started_at, last_active_at) values (p_session_id, p_story_id, at, at)
  on conflict (id) do update set last_active_at = excluded.last_active_at, ended_at = null
    where collaboration_sessions.story_id = excluded.story_id;
  if not found then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('seats of ' || p_story_id, 0));
  select min(t.colour) into chosen from app.seats_taken(p_story_id) t where t.profile_id = actor;
  is_new := chosen is null;
  if is_new then
    -- The one that fewest others have.
    select c into chosen from generate_series(0, 7) c
    order by (select count(distinct t.profile_id) from app.seats_taken(p_story_id) t where t.colour = c), c limit 1;
  end if;
  insert into ledger.collaboration_seats (session_id, profile_id, client_id, may_write, colour, joined_at)
  values (p_session_id, actor, p_client_id, may, chosen, at)
  on conflict (session_id, profile_id, client_id) do update set may_write = excluded.may_write, colour = excluded.colour, left_at = null;
  if is_new then
    perform app.emit('presence_changed', p_story_id, null, actor);
  end if;
  return query select may, chosen, p.display_name from ledger.profiles p where p.id = actor;
end
$$;

-- A page of the actor's has left, also one that was put out. The last to leave ends the session.
create function app.leave_session(p_session_id uuid, p_client_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  story uuid;
begin
  -- The session before the seat, as where they come in.
  select s.story_id into story from ledger.collaboration_sessions s where s.id = p_session_id for update;
  update ledger.collaboration_seats t set left_at = at
  where t.session_id = p_session_id and t.profile_id = actor and t.client_id = p_client_id and t.left_at is null;
  if not found then
    return;
  end if;
  update ledger.collaboration_sessions s set ended_at = at, last_active_at = at
  where s.id = p_session_id and not exists (
    select 1 from ledger.collaboration_seats t where t.session_id = p_session_id and t.left_at is null);
  if not exists (select 1 from app.seats_taken(story) t where t.profile_id = actor) then
    perform app.emit('presence_changed', story, null, actor);
  end if;
end
$$;

-- The sign of life, given by somebody who is in; and which of their own pages have written since the one before.
create function app.keep_session(p_session_id uuid, p_wrote uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
begin
  if exists (select 1 from ledger.collaboration_seats t where t.session_id = p_session_id and t.profile_id = actor and t.left_at is null) then
    update ledger.collaboration_sessions s set last_active_at = at where s.id = p_session_id and s.ended_at is null;
    update ledger.collaboration_seats t set last_wrote_at = at
    where t.session_id = p_session_id and t.profile_id = actor and t.client_id = any (p_wrote);
  end if;
end
$$;

-- Who is in a story now: to those who may be in it themselves.
create function app.people_here(p_story_id uuid) returns table (profile_id uuid, display_name text, colour smallint, may_write boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.profile_id, p.display_name, min(t.colour), bool_or(t.may_write)
  from app.seats_taken(p_story_id) t join ledger.profiles p on p.id = t.profile_id
  where app.may_write_story(p_story_id) or p_story_id = any (app.my_watched_story_ids())
  group by t.profile_id, p.display_name
  order by min(t.joined_at), t.profile_id
$$;

grant execute on function app.enter_session(uuid, uuid, uuid), app.leave_session(uuid, uuid), app.keep_session(uuid, uuid[]),
  app.people_here(uuid) to ledger_app;

set role ledger_owner;
