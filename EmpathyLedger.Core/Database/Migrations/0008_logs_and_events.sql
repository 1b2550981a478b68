-- What grows with time: the access log, reads, shares and events, partitioned by month. The job makes partitions ahead
-- through app.make_partitions; nothing else may create a table.

set role ledger_owner;

create type ledger.story_action as enum ('view', 'edit', 'share', 'analyze', 'refused');
create type ledger.event_kind as enum
  ('story_changed', 'draft_changed', 'review_changed', 'membership_changed', 'community_changed', 'notification_added');
grant usage on type ledger.story_action, ledger.event_kind
  to ledger_policy, ledger_reader, ledger_app, ledger_jobs;

create table ledger.access_log (
  id bigint generated always as identity,
  happened_at timestamptz not null default now(),
  actor_id uuid,
  session_id uuid,
  story_id uuid,
  version_id uuid,
  action ledger.story_action not null,
  is_granted boolean not null,
  -- A short word of ours (a function or table name), never anything that a person wrote.
  detail text check (char_length(detail) <= 200),
  sovereignty jsonb,
  primary key (happened_at, id)
) partition by range (happened_at);
create index access_log_story_id_idx on ledger.access_log (story_id, happened_at desc);
create index access_log_actor_id_idx on ledger.access_log (actor_id, story_id, happened_at desc);

create table ledger.story_reads (
  id bigint generated always as identity,
  happened_at timestamptz not null default now(),
  story_id uuid not null,
  is_visitor boolean not null,
  sovereignty jsonb,
  primary key (happened_at, id)
) partition by range (happened_at);
create index story_reads_id_idx on ledger.story_reads (id);
create index story_reads_story_id_idx on ledger.story_reads (story_id);

create table ledger.story_shares (
  id bigint generated always as identity,
  happened_at timestamptz not null default now(),
  story_id uuid not null,
  sovereignty jsonb,
  primary key (happened_at, id)
) partition by range (happened_at);
create index story_shares_id_idx on ledger.story_shares (id);
create index story_shares_story_id_idx on ledger.story_shares (story_id);

create table ledger.story_counts (
  story_id uuid primary key,
  reads bigint not null default 0,
  visitor_reads bigint not null default 0,
  shares bigint not null default 0,
  sovereignty jsonb
);
create table ledger.story_counts_position (
  is_singleton boolean primary key default true check (is_singleton),
  reads_id bigint not null default 0,
  shares_id bigint not null default 0,
  sovereignty jsonb
);
insert into ledger.story_counts_position default values;

-- The outbox: written in the transaction of the change, announced after its commit by one notifier per node.
create table ledger.events (
  id bigint generated always as identity,
  happened_at timestamptz not null default now(),
  kind ledger.event_kind not null,
  story_id uuid,
  community_id uuid,
  profile_id uuid,
  notified_at timestamptz,
  sovereignty jsonb,
  primary key (happened_at, id)
) partition by range (happened_at);
create index events_waiting_idx on ledger.events (id) where notified_at is null;

comment on table ledger.access_log is 'Append-only: every opening of a story, granted or not.';
comment on table ledger.story_reads is 'Append-only: one row per reading, without the reader.';
comment on table ledger.story_shares is 'Append-only: one row per share.';
comment on table ledger.story_counts is 'Reads and shares rolled up by a job.';
comment on table ledger.story_counts_position is 'How far the roll-up has come.';
comment on table ledger.events is 'Outbox of changes: ids, never content.';

grant select, insert on ledger.access_log, ledger.story_reads, ledger.story_shares to ledger_policy;
grant select, insert, update, delete on ledger.story_counts to ledger_policy;
grant select, update on ledger.story_counts_position to ledger_policy;
grant select, insert, update, delete on ledger.events to ledger_policy;

set role ledger_maintenance;

-- Makes the partitions of this month and p_months_ahead more. Answers how many it made.
create function app.make_partitions(p_months_ahead integer default 3) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  parent text;
  month timestamptz;
  name text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.make_partitions'));
  foreach parent in array array['access_log', 'story_reads', 'story_shares', 'events'] loop
    for i in -14..p_months_ahead loop
      month := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
      month := date_trunc('month', month at time zone 'UTC') at time zone 'UTC';
      name := parent || '_' || to_char(month at time zone 'UTC', 'YYYY_MM');
      if to_regclass('ledger.' || quote_ident(name)) is null then
        execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)', name, parent,
          month, ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
        execute format('alter table ledger.%I enable row level security', name);
        execute format('alter table ledger.%I force row level security', name);
        execute format('alter table ledger.%I owner to ledger_owner', name);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$$;
revoke execute on function app.make_partitions(integer) from public;
grant execute on function app.make_partitions(integer) to ledger_jobs;
select app.make_partitions(12);

set role ledger_policy;

create function app.emit(p_kind ledger.event_kind, p_story_id uuid, p_community_id uuid, p_profile_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.events (happened_at, kind, story_id, community_id, profile_id)
  values (now(), p_kind, p_story_id, p_community_id, p_profile_id)
$$;

-- What readers can see of a story changed, or may have: told once per community it is or was in.
create function app.emit_story_changed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  community uuid;
begin
  perform app.emit('story_changed', new.id, null, null);
  for community in
    select distinct c from unnest(new.community_ids || case when tg_op = 'UPDATE' then old.community_ids else '{}' end) c
  loop
    perform app.emit('story_changed', new.id, community, null);
  end loop;
  return null;
end
$$;

create function app.emit_draft_changed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.emit('draft_changed', new.story_id, null, new.teller_id);
  return null;
end
$$;

create function app.emit_membership_changed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.emit('membership_changed', null, new.community_id, new.profile_id);
  return null;
end
$$;

create function app.emit_community_changed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.emit('community_changed', null, new.id, null);
  return null;
end
$$;

create function app.emit_notification_added() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.emit('notification_added', null, new.community_id, new.profile_id);
  return null;
end
$$;

-- Takes what waits in the outbox and announces it, as few payloads as fit (a payload over 8,000 bytes would abort).
-- Equal events are told once. One line each: kind story community profile, '-' where there is none.
create function app.announce_events(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  line text;
  payload text := '';
  taken integer := 0;
begin
  for line in
    with waiting as (
      select e.happened_at, e.id from ledger.events e where e.notified_at is null order by e.id limit p_limit for update skip locked),
    marked as (
      update ledger.events e set notified_at = clock_timestamp() from waiting w
      where e.happened_at = w.happened_at and e.id = w.id
      returning e.id, e.kind, e.story_id, e.community_id, e.profile_id)
    select concat_ws(' ', m.kind, coalesce(m.story_id::text, '-'), coalesce(m.community_id::text, '-'), coalesce(m.profile_id::text, '-'))
    from marked m
    group by 1
    order by min(m.id)
  loop
    taken := taken + 1;
    if length(payload) + length(line) > 7000 then
      perform pg_notify('ledger_events', payload);
      payload := '';
    end if;
    payload := payload || line || e'\n';
  end loop;
  if payload <> '' then
    perform pg_notify('ledger_events', payload);
  end if;
  return taken;
end
$$;

-- Told events are of no use to anybody: a listener that was away asks everything again and reads none of them. A day of them
-- stays, for whoever looks into what was announced.
create function app.forget_told_events() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer;
begin
  delete from ledger.events e where e.notified_at < now() - interval '1 day';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

-- Adds the reads and shares since last time to the counts. Rows younger than p_settled wait for the next round, so that
-- a slower transaction with a smaller id is not stepped over.
create function app.roll_up_counts(p_settled interval default '5 seconds') returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  position ledger.story_counts_position;
  reads_to bigint;
  shares_to bigint;
  counted integer;
begin
  select p.* into position from ledger.story_counts_position p for update;
  select coalesce(max(r.id), position.reads_id) into reads_to from ledger.story_reads r
  where r.id > position.reads_id and r.happened_at < now() - p_settled;
  select coalesce(max(s.id), position.shares_id) into shares_to from ledger.story_shares s
  where s.id > position.shares_id and s.happened_at < now() - p_settled;
  insert into ledger.story_counts as c (story_id, reads, visitor_reads, shares)
  select x.story_id, sum(x.reads), sum(x.visitor_reads), sum(x.shares)
  from (
    select r.story_id, 1 as reads, case when r.is_visitor then 1 else 0 end as visitor_reads, 0 as shares
    from ledger.story_reads r where r.id > position.reads_id and r.id <= reads_to
    union all
    select s.story_id, 0, 0, 1 from ledger.story_shares s where s.id > position.shares_id and s.id <= shares_to) x
  group by x.story_id
  on conflict (story_id) do update set reads = c.reads + excluded.reads, visitor_reads = c.visitor_reads + excluded.visitor_reads,
    shares = c.shares + excluded.shares;
  get diagnostics counted = row_count;
  update ledger.story_counts_position set reads_id = reads_to, shares_id = shares_to;
  return counted;
end
$$;

-- Called from C# after a rollback: the refusal itself must outlive the transaction that was refused.
create function app.log_refusal(p_action text, p_detail text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.access_log (happened_at, actor_id, session_id, action, is_granted, detail)
  values (now(), app.current_actor_id(), app.current_session_id(), 'refused', false, left(concat_ws(': ', p_action, p_detail), 200))
$$;

grant execute on function app.announce_events(integer), app.forget_told_events(), app.roll_up_counts(interval) to ledger_jobs;
grant execute on function app.log_refusal(text, text) to ledger_app;

set role ledger_owner;

create trigger access_log_append_only before update or delete or truncate on ledger.access_log
  for each statement execute function app.refuse_change();
create trigger story_reads_append_only before update or delete or truncate on ledger.story_reads
  for each statement execute function app.refuse_change();
create trigger story_shares_append_only before update or delete or truncate on ledger.story_shares
  for each statement execute function app.refuse_change();

create trigger stories_emit_changed after insert or update of published_version_id, published_at, withdrawn_at, archived_at,
  is_cleared, privacy_level, cleared_level, consent_public_display, consent_attribution, community_ids, teller_name, erased_at
  on ledger.stories for each row execute function app.emit_story_changed();
create trigger story_drafts_emit_changed after insert or update on ledger.story_drafts
  for each row execute function app.emit_draft_changed();
create trigger community_members_emit_changed after insert or update on ledger.community_members
  for each row execute function app.emit_membership_changed();
create trigger communities_emit_changed after insert or update on ledger.communities
  for each row execute function app.emit_community_changed();
create trigger notifications_emit_added after insert on ledger.notifications
  for each row execute function app.emit_notification_added();

alter table ledger.access_log enable row level security;
alter table ledger.access_log force row level security;
alter table ledger.story_reads enable row level security;
alter table ledger.story_reads force row level security;
alter table ledger.story_shares enable row level security;
alter table ledger.story_shares force row level security;
alter table ledger.story_counts enable row level security;
alter table ledger.story_counts force row level security;
alter table ledger.story_counts_position enable row level security;
alter table ledger.story_counts_position force row level security;
alter table ledger.events enable row level security;
alter table ledger.events force row level security;

-- Tellers read the log of their stories. Nobody reads reads and shares row by row: only their counts.
create policy access_log_select_teller on ledger.access_log for select to ledger_app
  using (story_id = any ((select app.my_told_story_ids())::uuid[]));
grant select (id, happened_at, actor_id, story_id, version_id, action, is_granted) on ledger.access_log to ledger_app;
create policy story_counts_select_teller on ledger.story_counts for select to ledger_app
  using (app.tells_story(story_id));
grant select (story_id, reads, visitor_reads, shares) on ledger.story_counts to ledger_app;

set role ledger_owner;
