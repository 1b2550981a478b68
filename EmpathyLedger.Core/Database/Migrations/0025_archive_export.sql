-- Taking an archive out: what a steward keeps for narrators, and what anybody of the community may read. Each story is in its
-- access log before its words leave.

set role ledger_owner;

-- In the order of the stories' ids, which nothing that happens meanwhile changes.
create index story_drafts_custody_idx on ledger.story_drafts (custodian_id, custody_community_id, story_id) where custodian_id is not null;

-- Which row of an archive a story was belongs to the story: whoever sees the one sees the other.
create policy story_origins_select_reader on ledger.story_origins for select to ledger_reader
  using (exists (select 1 from ledger.stories s where s.id = story_origins.story_id));
grant select (story_id, identifier) on ledger.story_origins to ledger_reader;

set role ledger_policy;

-- Private to the export: one row of the log for each story.
create function app.log_exports(p_story_ids uuid[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.access_log (happened_at, actor_id, session_id, story_id, action, is_granted)
  select app.ledger_now(), app.current_actor_id(), app.current_session_id(), s, 'export', true from unnest(p_story_ids) s
$$;
grant execute on function app.log_exports(uuid[]) to ledger_reader;

set role ledger_reader;

-- The next stories after p_after, in the order of their ids: p_is_kept those that the actor keeps for the community, at any stage and
-- as they are worked on; otherwise those that are open in it, as they were published. Nothing for who is no steward. The caller
-- commits before it uses the answer, and asks for the names of narrators itself.
create function app.export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer)
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
    select d.story_id, coalesce(o.identifier, ''), s.teller_name, d.title, d.told_to, d.told_when, d.language, d.place, d.summary, d.themes,
      d.body_text, d.transcript,
      case when s.archived_at is not null then 'archived' when s.withdrawn_at is not null then 'withdrawn' else d.stage::text end
    from ledger.story_drafts d join ledger.stories s on s.id = d.story_id left join ledger.story_origins o on o.story_id = d.story_id
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
grant execute on function app.export_stories(uuid, boolean, uuid, integer) to ledger_app;

set role ledger_owner;
