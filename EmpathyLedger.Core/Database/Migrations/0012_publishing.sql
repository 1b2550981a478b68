-- Publishing: before readers, on a date, away again.

set role ledger_policy;

-- Whether a text names somebody of the story who has passed away: by any longer word of the name, since people are seldom
-- called by all of it. Such words are kept out of cards and snippets, which nobody chose to open.
create function app.names_someone_passed(p_people jsonb, p_text text) returns boolean
language sql immutable security invoker parallel safe set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1
    from jsonb_array_elements(p_people) person, regexp_split_to_table(lower(person ->> 'name'), '[^[:alnum:]]+') word
    where person ->> 'hasPassed' = 'true' and char_length(word) >= 3
      and word = any (regexp_split_to_array(lower(p_text), '[^[:alnum:]]+')))
$$;
grant execute on function app.names_someone_passed(jsonb, text) to ledger_reader;

-- Private: puts a version before readers.
create function app.show_version(p_version ledger.story_versions) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := app.ledger_now();
  first_words text := case when p_version.is_sensitive then '' else left(regexp_replace(p_version.body_text, '\s+', ' ', 'g'), 240) end;
begin
  update ledger.stories s set
    title = p_version.title,
    summary = case when app.names_someone_passed(p_version.people, p_version.summary) then '' else p_version.summary end,
    opening = case when app.names_someone_passed(p_version.people, first_words) then '' else first_words end,
    language = p_version.language, direction = p_version.direction, told_when = p_version.told_when, told_to = p_version.told_to,
    place = p_version.place, themes = p_version.themes, warnings = p_version.warnings, is_sensitive = p_version.is_sensitive,
    reading_minutes = greatest(1, round(p_version.word_count / 180.0))::integer, community_ids = p_version.community_ids,
    published_version_id = p_version.id, cleared_level = p_version.audience, is_cleared = true,
    first_published_at = coalesce(s.first_published_at, at), published_at = at, withdrawn_at = null, archived_at = null,
    updated_at = at
  where s.id = p_version.story_id;
  update ledger.story_versions v set is_review_open = false where v.id = p_version.id;
  update ledger.version_clearances c set is_open = false where c.version_id = p_version.id;
  update ledger.story_drafts d set stage = case when d.revision = p_version.draft_revision then 'published'::ledger.story_stage else 'draft' end,
    submitted_version_id = null, publish_at = null, is_publish_when_approved = false
  where d.story_id = p_version.story_id;
end
$$;

-- Private: whether the teller still belongs to every community that a version is for. Nothing is told in a community's name
-- by somebody who has left it or was removed, whatever was approved before; nor while that is under way, hence the lock.
create function app.is_tellers_place(p_version ledger.story_versions) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from ledger.community_members m
  where m.profile_id = p_version.teller_id and m.community_id = any (p_version.community_ids) for share;
  return not exists (
    select 1 from unnest(p_version.community_ids) c
    where not exists (select 1 from ledger.community_members m
      where m.community_id = c and m.profile_id = p_version.teller_id and m.status = 'active'));
end
$$;

-- Publishes the approved version. A story that belongs to no community, for people the teller chose, has no elders to ask:
-- it is shown as it stands (p_version_id names the frozen copy).
create function app.publish_story(p_story_id uuid, p_version_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
  story ledger.stories;
  version ledger.story_versions;
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  select s.* into story from ledger.stories s where s.id = p_story_id for update;
  if story.privacy_level = 'private' then
    return 'only_me';
  end if;
  if draft.submitted_version_id is null and draft.community_ids = '{}' then
    if story.privacy_level <> 'people' then
      return 'no_community';
    end if;
    if btrim(draft.title) = '' then
      return 'no_title';
    end if;
    if draft.word_count = 0 and btrim(draft.transcript) = '' then
      return 'nothing_written';
    end if;
    if app.is_sent_too_often(p_story_id) then
      return 'too_often';
    end if;
    perform app.freeze_draft(draft, p_version_id, 'sent', 'person', 'people');
    select v.* into version from ledger.story_versions v where v.id = p_version_id;
  else
    select v.* into version from ledger.story_versions v where v.id = draft.submitted_version_id;
    if version.id is null or exists (
      select 1 from ledger.version_clearances c where c.version_id = version.id and c.state <> 'approved') then
      return 'not_approved';
    end if;
    if not app.is_tellers_place(version) then
      return 'left_community';
    end if;
  end if;
  perform app.show_version(version);
  return 'published';
end
$$;

-- A date, or none: what was approved is published when the date comes.
create function app.schedule_story(p_story_id uuid, p_publish_at timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if draft.submitted_version_id is null then
    return 'not_sent';
  end if;
  update ledger.story_drafts d set publish_at = p_publish_at, is_publish_when_approved = false,
    stage = case when d.stage in ('approved', 'scheduled')
      then case when p_publish_at is null then 'approved'::ledger.story_stage else 'scheduled' end else d.stage end
  where d.story_id = p_story_id;
  return 'scheduled';
end
$$;

-- Run by the job: publishes what is due. Answers how many. A story whose teller has left loses its date: the teller is told
-- why when they publish.
create function app.publish_due_stories() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts;
  version ledger.story_versions;
  published integer := 0;
begin
  for draft in
    select d.* from ledger.story_drafts d join ledger.stories s on s.id = d.story_id
    where d.stage = 'scheduled' and d.publish_at <= now() and s.privacy_level <> 'private' and s.archived_at is null
    order by d.publish_at limit 100 for update of d skip locked
  loop
    select v.* into version from ledger.story_versions v where v.id = draft.submitted_version_id;
    if not app.is_tellers_place(version) then
      update ledger.story_drafts d set stage = 'approved', publish_at = null where d.story_id = draft.story_id;
    elsif not exists (select 1 from ledger.version_clearances c where c.version_id = version.id and c.state <> 'approved') then
      perform app.show_version(version);
      published := published + 1;
    end if;
  end loop;
  return published;
end
$$;

-- "Take the old one down now": what readers have goes; a review that is open goes on.
create function app.take_down_story(p_story_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  update ledger.stories s set published_version_id = null, is_cleared = false, cleared_level = null, published_at = null
  where s.id = p_story_id and s.published_version_id is not null;
  if not found then
    return 'not_published';
  end if;
  update ledger.story_drafts d set stage = 'draft' where d.story_id = p_story_id and d.stage = 'published';
  return 'taken_down';
end
$$;

-- One step: gone for everybody else at once, published and submitted alike.
create function app.withdraw_story(p_story_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  perform app.close_review(draft);
  update ledger.stories s set withdrawn_at = app.ledger_now(), is_cleared = false where s.id = p_story_id and s.withdrawn_at is null;
  if not found then
    return 'already_withdrawn';
  end if;
  update ledger.story_drafts d set stage = 'draft' where d.story_id = p_story_id and d.stage = 'published';
  return 'withdrawn';
end
$$;

create function app.archive_story(p_story_id uuid, p_is_archived boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_is_archived then
    perform app.close_review(draft);
  end if;
  update ledger.stories s set archived_at = case when p_is_archived then app.ledger_now() end
  where s.id = p_story_id and (s.archived_at is not null) <> p_is_archived;
  perform app.emit('draft_changed', p_story_id, null, draft.teller_id);
  return case when p_is_archived then 'archived' else 'brought_back' end;
end
$$;

grant execute on function app.publish_story(uuid, uuid), app.schedule_story(uuid, timestamptz), app.take_down_story(uuid),
  app.withdraw_story(uuid), app.archive_story(uuid, boolean) to ledger_app;
grant execute on function app.publish_due_stories() to ledger_jobs;

set role ledger_owner;
