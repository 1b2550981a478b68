-- A table that went out and comes in again: a row that names a story which the community has is that story, whatever else is amiss in
-- the row. (An exported row has no narrator where readers know no name.)

set role ledger_policy;

-- As before, but a named story is asked for first.
create or replace function app.judge_import_rows(p_import ledger.imports, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[],
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
      exists (select 1 from ledger.story_origins o where o.story_id = a.named_id and o.community_id = p_import.community_id)
        or exists (select 1 from ledger.stories s where s.id = a.named_id and p_import.community_id = any (s.community_ids)) as is_named,
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
  from met m
$$;

set role ledger_owner;
