-- A story's history is its operations. Whoever may write in it reads it; its teller alone can have it forgotten.

set role ledger_owner;

-- When the teller had what was written before forgotten.
alter table ledger.story_heads add column purged_at timestamptz;
grant select (purged_at) on ledger.story_heads to ledger_app, ledger_reader;
grant delete on ledger.story_operations, ledger.story_checkpoints to ledger_policy;

set role ledger_policy;

-- Sittings, newest first: what was written without a pause of ten minutes, and who wrote in it. A page looks at so many operations
-- that one takes its time whatever the story's length; a sitting that is longer goes on in the next page.
create function app.read_timeline(p_story_id uuid, p_before_revision integer, p_limit integer)
returns table (first_revision integer, last_revision integer, began_at timestamptz, ended_at timestamptz, author_ids uuid[], names text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with looked_at as (
    select o.revision, o.author_id, o.made_at from ledger.story_operations o
    where o.story_id = p_story_id and o.revision < p_before_revision and app.may_write_story(p_story_id)
    order by o.revision desc limit 5000),
  begun as (
    select l.*, case when l.made_at - lag(l.made_at) over (order by l.revision) < interval '10 minutes' then 0 else 1 end as begins from looked_at l),
  sat as (
    select b.*, sum(b.begins) over (order by b.revision) as sitting from begun b),
  sittings as (
    select s.sitting, min(s.revision) as first_revision, max(s.revision) as last_revision, min(s.made_at) as began_at, max(s.made_at) as ended_at
    from sat s group by s.sitting order by s.sitting desc limit p_limit)
  select g.first_revision, g.last_revision, g.began_at, g.ended_at, w.ids, w.names
  from sittings g, lateral (
    select array_agg(a.author_id order by a.since) as ids, array_agg(coalesce(p.display_name, '') order by a.since) as names
    from (select s.author_id, min(s.revision) as since from sat s where s.sitting = g.sitting group by s.author_id) a
    left join ledger.profiles p on p.id = a.author_id) w
  order by g.last_revision desc
$$;

-- Who wrote what a replay shows.
create function app.authors_between(p_story_id uuid, p_after_revision integer, p_until_revision integer)
returns table (profile_id uuid, display_name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct o.author_id, coalesce(p.display_name, '') from ledger.story_operations o
  left join ledger.profiles p on p.id = o.author_id
  where o.story_id = p_story_id and o.revision > p_after_revision and o.revision <= p_until_revision and app.may_write_story(p_story_id)
$$;

-- Where a replay up to p_revision begins. Its opening is in the access log (app.check_story_access).
create function app.read_checkpoint(p_story_id uuid, p_revision integer) returns table (revision integer, seal smallint, content text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.revision, c.seal, convert_from(c.content, 'UTF8') from ledger.story_checkpoints c
  where c.story_id = p_story_id and c.revision <= p_revision and app.may_write_story(p_story_id)
  order by c.revision desc limit 1
$$;

-- The draft as it is stays, and whatever was sent, decided on or published; everything else that was ever written in it is gone.
-- A page that was away since can't merge what it has then, and keeps it for copying.
create function app.purge_history(p_story_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  head ledger.story_heads;
  draft ledger.story_drafts;
begin
  if not app.tells_story(p_story_id) then
    return 'not_found';
  end if;
  -- The head before the draft, as where operations are written.
  head := app.lock_head_for(p_story_id, array[app.current_actor_id()]);
  draft := app.lock_draft(p_story_id, true);
  if head.story_id is null or draft.story_id is null then
    return 'not_found';
  end if;
  if head.revision > draft.revision then
    raise exception 'the draft is behind its operations' using errcode = 'ELD01';
  end if;
  delete from ledger.story_operations o where o.story_id = p_story_id;
  delete from ledger.story_checkpoints c where c.story_id = p_story_id;
  insert into ledger.story_checkpoints (story_id, revision, content, made_at)
  values (p_story_id, draft.revision, app.checkpoint_of(draft), app.ledger_now());
  update ledger.story_heads h set oldest_revision = h.revision, purged_at = app.ledger_now() where h.story_id = p_story_id;
  delete from ledger.story_versions v
  where v.story_id = p_story_id and v.kind in ('kept', 'restored') and v.id is distinct from draft.submitted_version_id
    and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.published_version_id = v.id)
    and not exists (select 1 from ledger.version_clearances c where c.version_id = v.id);
  return 'purged';
end
$$;

grant execute on function app.read_timeline(uuid, integer, integer), app.authors_between(uuid, integer, integer), app.read_checkpoint(uuid, integer), app.purge_history(uuid) to ledger_app;

set role ledger_owner;
