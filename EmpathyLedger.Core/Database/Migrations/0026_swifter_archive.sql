-- What an archive costs: the export asks who is asking once a batch, and the names of narrators with the stories.

set role ledger_policy;

create or replace function app.log_exports(p_story_ids uuid[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.access_log (happened_at, actor_id, session_id, story_id, action, is_granted)
  select x.at, x.actor_id, x.session_id, s, 'export', true
  from (select app.ledger_now() as at, app.current_actor_id() as actor_id, app.current_session_id() as session_id offset 0) x,
    unnest(p_story_ids) s
$$;

-- Private to the export: whose stories these are, of those that the actor keeps.
create function app.narrators_of_kept(p_story_ids uuid[]) returns table (story_id uuid, display_name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.story_id, p.display_name from ledger.story_drafts d join ledger.profiles p on p.id = d.teller_id
  where d.story_id = any (p_story_ids) and d.custodian_id = (select app.current_actor_id())
    and d.custody_community_id = any ((select app.my_steward_community_ids())::uuid[])
$$;
grant execute on function app.narrators_of_kept(uuid[]) to ledger_reader;

-- As before; and where a batch comes in, long texts are compressed by the swifter of the two ways, if this server has it.
create or replace function app.lock_import_batch(p_import_id uuid, p_lease_id uuid, p_states ledger.import_state[]) returns ledger.imports
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  import ledger.imports;
begin
  select i.* into import from ledger.imports i where i.id = p_import_id and i.steward_id = app.current_actor_id();
  if import.id is null or not app.act_as_steward(import.community_id) then
    return null;
  end if;
  select i.* into import from ledger.imports i
  where i.id = p_import_id and i.lease_id = p_lease_id and i.state = any (p_states) for update;
  if import.state = 'importing' and exists (
    select 1 from pg_settings s where s.name = 'default_toast_compression' and 'lz4' = any (s.enumvals)) then
    perform set_config('default_toast_compression', 'lz4', true);
  end if;
  return import;
end
$$;

set role ledger_reader;

-- As before; of what the steward keeps, the narrator's name also where readers don't know it.
create or replace function app.export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer)
returns table (story_id uuid, identifier text, teller_name text, title text, told_to text, told_when text, language text, place text,
  summary text, themes text[], body_text text, transcript text, state text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[];
  actor uuid := app.current_actor_id();
begin
  if not p_community_id = any (app.my_steward_community_ids()) then
    return;
  end if;
  if p_is_kept then
    select array_agg(x.story_id order by x.story_id) into ids from (
      select d.story_id from ledger.story_drafts d
      where d.custodian_id = actor and d.custody_community_id = p_community_id and d.story_id > p_after
      order by d.story_id limit least(p_limit, 500)) x;
  else
    select array_agg(x.story_id order by x.story_id) into ids from (
      select c.story_id from ledger.story_communities c join ledger.stories s on s.id = c.story_id
      where c.community_id = p_community_id and c.story_id > p_after and s.is_open
        -- A kept one has been given already.
        and not exists (select 1 from ledger.story_drafts d
          where d.story_id = c.story_id and d.custodian_id = actor and d.custody_community_id = p_community_id)
      order by c.story_id limit least(p_limit, 500)) x;
  end if;
  if ids is null then
    return;
  end if;
  perform app.log_exports(ids);
  if p_is_kept then
    return query
    select d.story_id, coalesce(o.identifier, ''), coalesce(n.display_name, s.teller_name), d.title, d.told_to, d.told_when, d.language,
      d.place, d.summary, d.themes, d.body_text, d.transcript,
      case when s.archived_at is not null then 'archived' when s.withdrawn_at is not null then 'withdrawn' else d.stage::text end
    from ledger.story_drafts d join ledger.stories s on s.id = d.story_id left join ledger.story_origins o on o.story_id = d.story_id
    left join app.narrators_of_kept(ids) n on n.story_id = d.story_id
    where d.story_id = any (ids) order by d.story_id;
  else
    return query
    select s.id, coalesce(o.identifier, ''), s.teller_name, v.title, v.told_to, v.told_when, v.language, v.place, v.summary, v.themes,
      v.body_text, v.transcript, 'published'
    from ledger.stories s join ledger.story_versions v on v.id = s.published_version_id
    left join ledger.story_origins o on o.story_id = s.id
    where s.id = any (ids) and s.is_open order by s.id;
  end if;
end
$$;

set role ledger_owner;
