-- A demonstration that is being filled tells its readings on the day on which it pretends to be, as it tells everything else.
-- Anywhere else app.ledger_now() is now(), and nothing changes.

set role ledger_policy;

create or replace function app.log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
begin
  if p_action = 'view' and p_is_granted and p_version_id is null
    and not exists (select 1 from ledger.story_people p
      where p.story_id = p_story_id and p.profile_id = actor and p.role in ('teller', 'co_author'))
    -- Somebody who comes back the same day is one reading.
    and (actor is null or not exists (select 1 from ledger.access_log l
      where l.story_id = p_story_id and l.actor_id = actor and l.action = 'view' and l.is_granted and l.version_id is null
        and l.happened_at > date_trunc('day', at))) then
    insert into ledger.story_reads (happened_at, story_id, is_visitor) values (at, p_story_id, actor is null);
  end if;
  insert into ledger.access_log (happened_at, actor_id, session_id, story_id, version_id, action, is_granted)
  values (at, actor, app.current_session_id(), p_story_id, p_version_id, p_action, p_is_granted);
  if p_action = 'share' and p_is_granted then
    insert into ledger.story_shares (happened_at, story_id) values (at, p_story_id);
  end if;
end
$$;

set role ledger_owner;
