-- Announcements are numbered without gaps, in the order in which they are told: a listener that was away knows what it missed
-- and reads that, instead of having everybody ask again.

set role ledger_owner;

create table ledger.event_announcements (
  is_singleton boolean constraint event_announcements_pkey primary key default true check (is_singleton),
  number bigint not null default 0,
  sovereignty jsonb
);
insert into ledger.event_announcements default values;
comment on table ledger.event_announcements is 'One row: the number of the last announcement; whoever announces holds it until it is told.';
alter table ledger.event_announcements enable row level security;
alter table ledger.event_announcements force row level security;
grant select, update on ledger.event_announcements to ledger_policy;

alter table ledger.events add column announcement bigint;
create index events_announcement_idx on ledger.events (announcement) where announcement is not null;

set role ledger_policy;

-- One line each: kind story community profile, '-' where there is none.
create function app.event_line(p_event ledger.events) returns text
language sql stable security invoker parallel safe set search_path = pg_catalog, pg_temp as $$
  select concat_ws(' ', p_event.kind, coalesce(p_event.story_id::text, '-'), coalesce(p_event.community_id::text, '-'),
    coalesce(p_event.profile_id::text, '-'))
$$;
revoke execute on function app.event_line(ledger.events) from public;

-- Takes what waits in the outbox and announces it, as few payloads as fit (a payload over 8,000 bytes would abort), each with
-- its number before it. Equal events are told once. Who announces at the same time waits here and not at the commit: so the
-- numbers are in the order of the commits, which is the order in which listeners hear them.
create or replace function app.announce_events(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  last bigint;
  payload record;
  taken integer := 0;
begin
  if not exists (select 1 from ledger.events e where e.notified_at is null) then
    return 0;
  end if;
  select a.number into last from ledger.event_announcements a for update;
  for payload in
    with waiting as materialized (
      select e.happened_at, e.id, app.event_line(e) as line from ledger.events e where e.notified_at is null order by e.id limit p_limit
      for update skip locked),
    lines as (select w.line, min(w.id) as first from waiting w group by w.line),
    placed as materialized (
      select l.line, l.first, last + 1 + (sum(length(l.line) + 1) over (order by l.first) / 7000)::bigint as number from lines l),
    marked as (
      update ledger.events e set notified_at = clock_timestamp(), announcement = p.number
      from waiting w join placed p on p.line = w.line
      where e.happened_at = w.happened_at and e.id = w.id)
    select p.number, count(*) as told, string_agg(p.line || e'\n', '' order by p.first) as lines
    from placed p group by p.number order by p.number
  loop
    perform pg_notify('ledger_events', '#' || payload.number || e'\n' || payload.lines);
    taken := taken + payload.told;
    update ledger.event_announcements set number = payload.number;
  end loop;
  return taken;
end
$$;

-- What was announced after that number, each thing once: not whole where it is more than p_most different things, where some of
-- it is forgotten already, or where the number is none of this ledger's (one that was restored counts anew).
create function app.missed_events(p_after bigint, p_most integer)
returns table (number bigint, is_whole boolean, lines text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  most_rows constant integer := p_most * 20;
  last bigint;
begin
  select a.number into last from ledger.event_announcements a;
  if p_after is null or p_after >= last then
    return query select last, coalesce(p_after = last, false), '{}'::text[];
    return;
  end if;
  return query
    with told as materialized (
      select e.announcement, e.id, app.event_line(e) as line from ledger.events e
      where e.announcement > p_after order by e.announcement limit most_rows + 1),
    things as materialized (
      select t.line, min(t.announcement) as first, min(t.id) as first_id from told t group by t.line order by 2, 3 limit p_most + 1)
    select last,
      (select count(distinct t.announcement) = last - p_after and count(*) <= most_rows from told t)
        and (select count(*) <= p_most from things),
      (select coalesce(array_agg(t.line order by t.first, t.first_id), '{}') from things t);
end
$$;
revoke execute on function app.missed_events(bigint, integer) from public;
grant execute on function app.missed_events(bigint, integer) to ledger_jobs;

set role ledger_owner;
