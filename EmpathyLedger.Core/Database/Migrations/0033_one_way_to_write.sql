-- Drafts are written as operations (0029) and in no other way: a draft that was also saved whole would be ahead of its head, and
-- nobody could write together in it any more.

set role ledger_policy;

drop function app.save_draft(uuid, uuid, integer, uuid, boolean, jsonb, jsonb, text, text, integer);
drop function app.restore_version(uuid, uuid, uuid);
drop function app.forget_old_saves();

-- The first half of bringing an earlier version back: what is there is kept. The second is an operation of the actor's like any
-- other, so pages that are open see it come in. ELD01 while acknowledged words are not in the draft yet, as they would be lost here.
create function app.keep_before_restoring(p_story_id uuid, p_version_id uuid, p_kept_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, false);
begin
  if draft.story_id is null or not exists (
    select 1 from ledger.story_versions v where v.id = p_version_id and v.story_id = p_story_id) then
    return 'not_found';
  end if;
  if exists (select 1 from ledger.story_heads h where h.story_id = p_story_id and h.revision > draft.revision) then
    raise exception 'the draft is behind its operations' using errcode = 'ELD01';
  end if;
  perform app.freeze_draft(draft, p_kept_id, 'restored', 'automatic',
    (select v.audience from ledger.story_versions v where v.id = p_version_id));
  return 'kept';
end
$$;

-- As before; and what was published while these words were on their way is being written on.
create or replace function app.save_snapshot(p_story_id uuid, p_revision integer, p_version_id uuid, p_fields jsonb, p_body jsonb, p_body_text text,
  p_transcript text, p_word_count integer)
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, false);
  at timestamptz := app.ledger_now();
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_revision <= draft.revision or not exists (
    select 1 from ledger.story_heads h where h.story_id = p_story_id and h.revision >= p_revision) then
    return 'behind';
  end if;
  if draft.revision > 0 and draft.saved_at < at - interval '30 minutes' and (draft.body <> p_body or draft.transcript <> p_transcript)
    and not exists (select 1 from ledger.story_versions v where v.story_id = p_story_id and v.draft_revision = draft.revision) then
    perform app.freeze_draft(draft, p_version_id, 'kept', 'automatic',
      (select s.privacy_level from ledger.stories s where s.id = p_story_id));
  end if;
  update ledger.story_drafts d set
    revision = p_revision,
    title = p_fields ->> 'title', summary = p_fields ->> 'summary', language = p_fields ->> 'language',
    direction = p_fields ->> 'direction', told_when = p_fields ->> 'toldWhen', told_to = p_fields ->> 'toldTo',
    place = p_fields ->> 'place',
    themes = array(select jsonb_array_elements_text(p_fields -> 'themes')),
    warnings = array(select jsonb_array_elements_text(p_fields -> 'warnings')),
    people = p_fields -> 'people', is_sensitive = (p_fields ->> 'isSensitive')::boolean,
    body = p_body, body_text = p_body_text, transcript = p_transcript, word_count = p_word_count,
    stage = case when d.stage = 'published' then 'draft' else d.stage end, saved_at = at
  where d.story_id = p_story_id
  returning d.* into draft;
  update ledger.stories s set updated_at = at where s.id = p_story_id;
  -- A replay never has more than a thousand operations to go through.
  if not exists (select 1 from ledger.story_checkpoints c where c.story_id = p_story_id and c.revision > p_revision - 1000) then
    insert into ledger.story_checkpoints (story_id, revision, content, made_at)
    values (p_story_id, p_revision, app.checkpoint_of(draft), at) on conflict do nothing;
  end if;
  return 'saved';
end
$$;

grant execute on function app.keep_before_restoring(uuid, uuid, uuid) to ledger_app;

set role ledger_owner;

drop table ledger.draft_saves;

-- A version that is brought back is one change, and may be as long as two texts can be in any script.
alter table ledger.story_operations drop constraint story_operations_change_check,
  add constraint story_operations_change_check check (octet_length(change) between 2 and 16777216);
