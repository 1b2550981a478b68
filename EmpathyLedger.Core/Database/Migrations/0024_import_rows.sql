-- A batch of rows: what becomes of each, decided and done in one transaction.

set role ledger_policy;

-- Private: the import, when this lease still holds it in this state and its steward still is one. The community first: its
-- stewards' right is held while it is used, and imports of one community wait for each other.
create function app.lock_import_batch(p_import_id uuid, p_lease_id uuid, p_states ledger.import_state[]) returns ledger.imports
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
  return import;
end
$$;

-- Private: what becomes of rows that are sound in themselves (no reason), as far as other rows and stories decide it. A row whose
-- identifier an earlier row of the file has is no second copy but another story that nobody could tell from the first. One that
-- names a story of this portal is that story.
create function app.judge_import_rows(p_import ledger.imports, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[],
  p_identifiers text[], p_named_ids uuid[]) returns table (row_number integer, outcome ledger.import_outcome, reason text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with asked as materialized (
    select * from unnest(p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids)
      a (row_number, reason, source_key, identifier, named_id)),
  met as materialized (
    select a.*, a.reason = '' and (
        row_number() over (partition by a.source_key, a.reason = '' order by a.row_number) > 1
        or exists (select 1 from ledger.import_rows r
          where r.import_id = p_import.id and r.source_key = a.source_key and r.row_number < a.row_number)) as is_met,
      a.reason = '' and (
        exists (select 1 from ledger.story_origins o where o.community_id = p_import.community_id and o.source_key = a.source_key)
        or exists (select 1 from ledger.story_origins o where o.story_id = a.named_id and o.community_id = p_import.community_id)
        or exists (select 1 from ledger.stories s where s.id = a.named_id and p_import.community_id = any (s.community_ids))) as is_known
    from asked a)
  select m.row_number,
    case when m.reason <> '' or (m.is_met and m.identifier <> '') then 'failed'
      when m.is_known or m.is_met then 'known'
      when p_import.state = 'importing' then 'imported' else 'ready' end::ledger.import_outcome,
    case when m.reason <> '' then m.reason when m.is_met and m.identifier <> '' then 'repeated_identifier:identifier' else '' end
  from met m
$$;

-- Private: tells of the rows and moves on.
create function app.note_import_rows(p_import ledger.imports, p_position integer, p_row_numbers integer[], p_outcomes ledger.import_outcome[],
  p_reasons text[], p_source_keys bytea[], p_titles text[], p_narrators text[], p_story_ids uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.import_rows (import_id, row_number, outcome, reason, title, narrator, story_id, source_key)
  select p_import.id, a.row_number, a.outcome, a.reason, a.title, a.narrator,
    case when a.outcome = 'imported' then a.story_id end, case when a.outcome <> 'failed' then a.source_key end
  from unnest(p_row_numbers, p_outcomes, p_reasons, p_source_keys, p_titles, p_narrators, p_story_ids)
    a (row_number, outcome, reason, source_key, title, narrator, story_id);
  update ledger.imports i set position = p_position, rows_read = i.rows_read + x.rows, rows_ready = i.rows_ready + x.ready,
    rows_imported = i.rows_imported + x.imported, rows_known = i.rows_known + x.known, rows_failed = i.rows_failed + x.failed,
    lease_until = now() + interval '1 minute', updated_at = now()
  from (
    select count(*) as rows, count(*) filter (where o = 'ready') as ready, count(*) filter (where o = 'imported') as imported,
      count(*) filter (where o = 'known') as known, count(*) filter (where o = 'failed') as failed
    from unnest(p_outcomes) o) x
  where i.id = p_import.id;
  perform app.emit('import_changed', null, p_import.community_id, p_import.steward_id);
end
$$;

-- A batch of the dry run.
create function app.check_import_rows(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[],
  p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[]) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  import ledger.imports := app.lock_import_batch(p_import_id, p_lease_id, '{checking}');
  outcomes ledger.import_outcome[];
  reasons text[];
begin
  if import.id is null then
    return 'stopped';
  end if;
  select array_agg(j.outcome order by j.row_number), array_agg(j.reason order by j.row_number) into outcomes, reasons
  from app.judge_import_rows(import, p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids) j;
  perform app.note_import_rows(import, p_position, p_row_numbers, outcomes, reasons, p_source_keys, p_titles, p_narrators, null);
  return 'noted';
end
$$;

-- A batch that comes in. All arrays are of one length and in the order of the rows' numbers; a row with a reason has failed already.
-- The stories are private, unreviewed, the narrator's; the steward keeps them.
create function app.import_stories(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[],
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
begin
  if import.id is null then
    return 'stopped';
  end if;
  select array_agg(j.outcome order by j.row_number), array_agg(j.reason order by j.row_number) into outcomes, reasons
  from app.judge_import_rows(import, p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids) j;

  if 'imported' = any (outcomes) then
    -- Known rows make no narrator: theirs may have claimed the stories long ago.
    with named as materialized (
      select a.place, app.narrator_key(a.narrator) as key, a.narrator
      from unnest(p_narrators, outcomes) with ordinality a (narrator, outcome, place) where a.outcome = 'imported'),
    there as materialized (
      select * from app.ensure_narrators(import.community_id, array(select distinct n.narrator from named n)))
    select array_agg(t.narrator_id order by a.place) into narrator_ids
    from generate_subscripts(outcomes, 1) a (place)
    left join named n on n.place = a.place left join there t on t.key = n.key;

    insert into ledger.stories (id, teller_id, custodian_id, custody_community_id, language, direction, created_at, updated_at)
    select a.id, a.narrator_id, import.steward_id, import.community_id, a.language, a.direction, at, at
    from unnest(p_story_ids, outcomes, narrator_ids, p_languages, p_directions) a (id, outcome, narrator_id, language, direction)
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

-- The pass is over: the last row was read, or the file could not be read to its end.
create function app.end_import_pass(p_import_id uuid, p_lease_id uuid, p_problem text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  import ledger.imports := app.lock_import_batch(p_import_id, p_lease_id, '{checking,importing}');
begin
  if import.id is null then
    return 'stopped';
  end if;
  if p_problem is not null then
    perform app.close_import(import, 'unreadable', p_problem);
  elsif import.state = 'importing' then
    perform app.close_import(import, 'done', null);
  else
    update ledger.imports i set state = 'checked', rows_total = i.rows_read, lease_id = null, lease_until = null, updated_at = now()
    where i.id = p_import_id;
    perform app.emit('import_changed', null, import.community_id, import.steward_id);
  end if;
  return 'noted';
end
$$;

grant execute on function
  app.check_import_rows(uuid, uuid, integer, integer[], text[], bytea[], text[], uuid[], text[], text[]),
  app.import_stories(uuid, uuid, integer, integer[], text[], bytea[], text[], uuid[], text[], text[], uuid[], text[], text[], text[], text[],
    text[], text[], text[], text[], integer[]),
  app.end_import_pass(uuid, uuid, text) to ledger_app;

set role ledger_owner;
