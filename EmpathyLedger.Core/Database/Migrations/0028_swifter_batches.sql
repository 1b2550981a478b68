-- What a batch of an archive costs: keys of names are made once for each different name, narrators' names are looked up once a batch
-- and not once a story, plans are kept, and an answer of an export is bounded by its words.

set role ledger_owner;

-- As before; but whoever brings in kept stories knows their narrators' names already, and holds the community so that none is
-- renamed meanwhile.
drop trigger stories_set_teller_name on ledger.stories;
create trigger stories_set_teller_name before update of consent_attribution, teller_id on ledger.stories
  for each row execute function app.set_teller_name();
create trigger stories_set_teller_name_on_insert before insert on ledger.stories
  for each row when (new.custodian_id is null or not new.consent_attribution or new.teller_name is null)
  execute function app.set_teller_name();

set role ledger_policy;

-- Private: the narrators of these names in a community, made where there are none; a row for each different name as it was given. The
-- caller acts as its steward (app.act_as_steward): a claim, or another import, of the community wait for it.
create function app.narrators_named(p_community_id uuid, p_names text[]) returns table (name text, narrator_id uuid, display_name text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
  with asked as materialized (
    select x.name, app.narrator_key(x.name) as key from (select distinct n as name from unnest(p_names) n) x),
  keys as materialized (
    select distinct on (a.key) a.key, a.name from asked a order by a.key, a.name),
  there as materialized (
    select k.key, n.profile_id, p.display_name from keys k
    join ledger.narrators n on n.community_id = p_community_id and n.name_key = k.key and n.claimed_by is null
    join ledger.profiles p on p.id = n.profile_id),
  missing as materialized (
    select k.key, gen_random_uuid() as profile_id, regexp_replace(btrim(k.name), '\s+', ' ', 'g') as display_name
    from keys k where not exists (select 1 from there t where t.key = k.key)),
  profiles as (
    insert into ledger.profiles (id, display_name, created_at)
    select m.profile_id, m.display_name, app.ledger_now() from missing m),
  added as (
    insert into ledger.narrators (profile_id, community_id, name_key, added_by, added_at)
    select m.profile_id, p_community_id, m.key, app.current_actor_id(), app.ledger_now() from missing m)
  select a.name, f.profile_id, f.display_name
  from asked a join (select * from there union all select * from missing) f on f.key = a.key;
end
$$;

drop function app.ensure_narrators(uuid, text[]);

-- As before, with a plan that is kept; and named stories are looked for only where rows name some.
create or replace function app.judge_import_rows(p_import ledger.imports, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[],
  p_identifiers text[], p_named_ids uuid[]) returns table (row_number integer, outcome ledger.import_outcome, reason text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  named uuid[] := '{}';
begin
  if cardinality(array_remove(p_named_ids, null)) > 0 then
    named := array(
      select a.id from unnest(p_named_ids) a (id)
      where exists (select 1 from ledger.story_origins o where o.story_id = a.id and o.community_id = p_import.community_id)
        or exists (select 1 from ledger.stories s where s.id = a.id and p_import.community_id = any (s.community_ids)));
  end if;
  return query
  with asked as materialized (
    select * from unnest(p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids)
      a (row_number, reason, source_key, identifier, named_id)),
  met as materialized (
    select a.*, a.reason = '' and (
        row_number() over (partition by a.source_key, a.reason = '' order by a.row_number) > 1
        or exists (select 1 from ledger.import_rows r
          where r.import_id = p_import.id and r.source_key = a.source_key and r.row_number < a.row_number)) as is_met,
      coalesce(a.named_id = any (named), false) as is_named,
      a.reason = '' and exists (
        select 1 from ledger.story_origins o where o.community_id = p_import.community_id and o.source_key = a.source_key) as is_known
    from asked a)
  select m.row_number,
    case when m.is_named then 'known'
      when m.reason <> '' or (m.is_met and m.identifier <> '') then 'failed'
      when m.is_known or m.is_met then 'known'
      when p_import.state = 'importing' then 'imported' else 'ready' end::ledger.import_outcome,
    case when m.is_named then '' when m.reason <> '' then m.reason
      when m.is_met and m.identifier <> '' then 'repeated_identifier:identifier' else '' end
  from met m;
end
$$;

-- As before; narrators and their names come once a batch.
create or replace function app.import_stories(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[],
  p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[], p_story_ids uuid[],
  p_summaries text[], p_languages text[], p_directions text[], p_told_when text[], p_told_to text[], p_places text[], p_themes text[],
  p_texts text[], p_word_counts integer[]) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  import ledger.imports := app.lock_import_batch(p_import_id, p_lease_id, '{importing}');
  at timestamptz := app.ledger_now();
  outcomes ledger.import_outcome[];
  reasons text[];
  narrator_ids uuid[];
  narrator_names text[];
begin
  if import.id is null then
    return 'stopped';
  end if;
  select array_agg(j.outcome order by j.row_number), array_agg(j.reason order by j.row_number) into outcomes, reasons
  from app.judge_import_rows(import, p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids) j;

  if 'imported' = any (outcomes) then
    -- Known rows make no narrator: theirs may have claimed the stories long ago.
    with there as materialized (
      select n.name, n.narrator_id, n.display_name
      from app.narrators_named(import.community_id, array(
        select distinct a.narrator from unnest(p_narrators, outcomes) a (narrator, outcome) where a.outcome = 'imported')) n)
    select array_agg(t.narrator_id order by a.place), array_agg(t.display_name order by a.place) into narrator_ids, narrator_names
    from unnest(p_narrators) with ordinality a (narrator, place) left join there t on t.name = a.narrator;

    insert into ledger.stories (id, teller_id, teller_name, custodian_id, custody_community_id, language, direction, created_at, updated_at)
    select a.id, a.narrator_id, a.narrator_name, import.steward_id, import.community_id, a.language, a.direction, at, at
    from unnest(p_story_ids, outcomes, narrator_ids, narrator_names, p_languages, p_directions)
      a (id, outcome, narrator_id, narrator_name, language, direction)
    where a.outcome = 'imported';
    insert into ledger.story_drafts (story_id, teller_id, custodian_id, custody_community_id, revision, title, summary, language,
      direction, told_when, told_to, place, themes, community_ids, body, body_text, word_count, saved_at, created_at)
    select a.id, a.narrator_id, import.steward_id, import.community_id, 1, a.title, a.summary, a.language, a.direction, a.told_when,
      a.told_to, a.place, coalesce(string_to_array(nullif(a.themes, ''), chr(31)), '{}'), array[import.community_id],
      jsonb_build_object('ops', jsonb_build_array(jsonb_build_object('insert', a.body || e'\n'))), a.body, a.words, at, at
    from unnest(p_story_ids, outcomes, narrator_ids, p_titles, p_summaries, p_languages, p_directions, p_told_when, p_told_to, p_places,
        p_themes, p_texts, p_word_counts)
      a (id, outcome, narrator_id, title, summary, language, direction, told_when, told_to, place, themes, body, words)
    where a.outcome = 'imported';
    insert into ledger.story_people (story_id, profile_id, role, added_at)
    select a.id, a.narrator_id, 'teller', at
    from unnest(p_story_ids, outcomes, narrator_ids) a (id, outcome, narrator_id) where a.outcome = 'imported';
    insert into ledger.custody_events (story_id, community_id, actor_id, kind, happened_at)
    select a.id, import.community_id, import.steward_id, 'imported', at
    from unnest(p_story_ids, outcomes) a (id, outcome) where a.outcome = 'imported';
    insert into ledger.story_origins (story_id, community_id, source_key, identifier, import_id)
    select a.id, import.community_id, a.source_key, a.identifier, import.id
    from unnest(p_story_ids, outcomes, p_source_keys, p_identifiers) a (id, outcome, source_key, identifier) where a.outcome = 'imported';
  end if;
  perform app.note_import_rows(import, p_position, p_row_numbers, outcomes, reasons, p_source_keys, p_titles, p_narrators, p_story_ids);
  return 'noted';
end
$$;

-- As before, with a plan that is kept.
create or replace function app.narrators_of_kept(p_story_ids uuid[]) returns table (story_id uuid, display_name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
  select d.story_id, p.display_name from ledger.story_drafts d join ledger.profiles p on p.id = d.teller_id
  where d.story_id = any (p_story_ids) and d.custodian_id = (select app.current_actor_id())
    and d.custody_community_id = any ((select app.my_steward_community_ids())::uuid[]);
end
$$;

set role ledger_reader;

-- As before; up to a thousand stories, but no more than four million bytes of words and one story.
create or replace function app.export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer)
returns table (story_id uuid, identifier text, teller_name text, title text, told_to text, told_when text, language text, place text,
  summary text, themes text[], body_text text, transcript text, state text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[];
  actor uuid := app.current_actor_id();
  -- What one answer holds, but for its last story. Long texts say how long they are without being fetched.
  most_bytes constant integer := 4000000;
begin
  if not p_community_id = any (app.my_steward_community_ids()) then
    return;
  end if;
  if p_is_kept then
    select array_agg(x.story_id order by x.story_id) into ids from (
      select d.story_id, sum(octet_length(d.body_text) + octet_length(d.transcript)) over (order by d.story_id)
        - octet_length(d.body_text) - octet_length(d.transcript) as before
      from (
        select d.story_id, d.body_text, d.transcript from ledger.story_drafts d
        where d.custodian_id = actor and d.custody_community_id = p_community_id and d.story_id > p_after
        order by d.story_id limit least(p_limit, 1000)) d) x
    where x.before < most_bytes;
  else
    select array_agg(x.story_id order by x.story_id) into ids from (
      select s.story_id, sum(octet_length(s.body_text) + octet_length(s.transcript)) over (order by s.story_id)
        - octet_length(s.body_text) - octet_length(s.transcript) as before
      from (
        select c.story_id, v.body_text, v.transcript
        from ledger.story_communities c join ledger.stories s on s.id = c.story_id
        join ledger.story_versions v on v.id = s.published_version_id
        where c.community_id = p_community_id and c.story_id > p_after and s.is_open
          -- A kept one has been given already.
          and not exists (select 1 from ledger.story_drafts d
            where d.story_id = c.story_id and d.custodian_id = actor and d.custody_community_id = p_community_id)
        order by c.story_id limit least(p_limit, 1000)) s) x
    where x.before < most_bytes;
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
