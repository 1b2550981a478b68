-- Writing: start, save, keep, bring back, who may read. Each function answers with an outcome word; "not allowed" is always
-- "not_found". These and the next two files are the only writers of stories, drafts, versions and clearances.

set role ledger_policy;

create function app.start_story(p_story_id uuid, p_language text, p_direction text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
begin
  if actor is null or not exists (select 1 from ledger.profiles p where p.id = actor) then
    return 'not_signed_in';
  end if;
  insert into ledger.stories (id, teller_id, language, direction, created_at, updated_at)
  values (p_story_id, actor, p_language, p_direction, at, at);
  insert into ledger.story_drafts (story_id, teller_id, language, direction, saved_at, created_at)
  values (p_story_id, actor, p_language, p_direction, at, at);
  insert into ledger.story_people (story_id, profile_id, role, added_at) values (p_story_id, actor, 'teller', at);
  return 'started';
end
$$;

-- Private: the draft row, locked, when the actor may edit it (as the teller only, if so asked).
create function app.lock_draft(p_story_id uuid, p_is_teller_only boolean) returns ledger.story_drafts
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  draft ledger.story_drafts;
begin
  select d.* into draft from ledger.story_drafts d
  where d.story_id = p_story_id
    and (d.teller_id = actor or (not p_is_teller_only and p_story_id = any (app.my_co_authored_story_ids())))
    and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null)
  for update of d;
  return draft;
end
$$;

-- Private: freezes the draft as a version. What was kept by itself is thinned out: the newest twelve stay, of older ones one
-- in five minutes, and never more than sixty. So nothing is lost to a few hasty answers, and nobody fills the disk with them.
create function app.freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind,
  p_kept_by ledger.version_keeper, p_audience ledger.privacy_level) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.story_versions (id, story_id, teller_id, number, kind, kept_by, draft_revision, title, summary, language,
    direction, told_when, told_to, place, themes, warnings, people, community_ids, is_sensitive, body, body_text, transcript, word_count,
    audience, author_ids, created_at)
  values (p_version_id, p_draft.story_id, p_draft.teller_id, p_draft.version_number + 1, p_kind, p_kept_by, p_draft.revision,
    p_draft.title, p_draft.summary, p_draft.language, p_draft.direction, p_draft.told_when, p_draft.told_to, p_draft.place, p_draft.themes,
    p_draft.warnings, p_draft.people, p_draft.community_ids, p_draft.is_sensitive, p_draft.body, p_draft.body_text,
    p_draft.transcript, p_draft.word_count, p_audience,
    (select array_agg(p.profile_id) from ledger.story_people p
     where p.story_id = p_draft.story_id and p.role in ('teller', 'co_author')),
    app.ledger_now());
  update ledger.story_drafts d set version_number = d.version_number + 1 where d.story_id = p_draft.story_id;
  if p_kept_by = 'automatic' then
    delete from ledger.story_versions v using (
      select a.id, row_number() over (order by a.number desc) as place,
        a.created_at - lag(a.created_at) over (order by a.number) as since_the_one_before
      from ledger.story_versions a where a.story_id = p_draft.story_id and a.kept_by = 'automatic') x
    where v.id = x.id and (x.place > 60 or (x.place > 12 and x.since_the_one_before < interval '5 minutes'));
  end if;
end
$$;

-- Private: whether a story was sent, or shown to chosen people, twenty times in a day. Sent copies are never thinned out, so
-- this is what keeps them, and the elders' queue, from growing without bound.
create function app.is_sent_too_often(p_story_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) >= 20 from ledger.story_versions v
  where v.story_id = p_story_id and v.kind = 'sent' and v.created_at > app.ledger_now() - interval '1 day'
$$;

-- Saves the draft on top of p_base_revision. A re-sent key is answered with what it did. p_version_id names the version to
-- keep of what was there before, made when p_is_keep_previous, or when half an hour lies between the two saves.
create function app.save_draft(p_story_id uuid, p_key uuid, p_base_revision integer, p_version_id uuid, p_is_keep_previous boolean,
  p_fields jsonb, p_body jsonb, p_body_text text, p_transcript text, p_word_count integer)
returns table (outcome text, revision integer, saved_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  draft ledger.story_drafts;
  earlier ledger.draft_saves;
  at timestamptz := app.ledger_now();
  chosen uuid[];
begin
  draft := app.lock_draft(p_story_id, false);
  if draft.story_id is null then
    return query select 'not_found', null::integer, null::timestamptz;
    return;
  end if;
  select s.* into earlier from ledger.draft_saves s where s.story_id = p_story_id and s.idempotency_key = p_key;
  if found then
    return query select 'saved', earlier.revision, earlier.saved_at;
    return;
  end if;
  if draft.revision <> p_base_revision then
    return query select 'conflict', draft.revision, draft.saved_at;
    return;
  end if;
  if draft.revision > 0 and (p_is_keep_previous or draft.saved_at < at - interval '30 minutes')
    and (draft.body <> p_body or draft.transcript <> p_transcript)
    and not exists (select 1 from ledger.story_versions v where v.story_id = p_story_id and v.draft_revision = draft.revision) then
    perform app.freeze_draft(draft, p_version_id, 'kept', 'automatic',
      (select s.privacy_level from ledger.stories s where s.id = p_story_id));
  end if;
  -- A community is chosen by someone of the story who belongs to it; one that was chosen before stays chosen.
  select coalesce(array_agg(distinct c), '{}') into chosen
  from jsonb_array_elements_text(p_fields -> 'communityIds') x, lateral (select x::uuid as c) y
  where c = any (draft.community_ids) or (actor = draft.teller_id and c = any (app.my_community_ids()));
  update ledger.story_drafts d set
    revision = d.revision + 1,
    title = p_fields ->> 'title', summary = p_fields ->> 'summary', language = p_fields ->> 'language',
    direction = p_fields ->> 'direction', told_when = p_fields ->> 'toldWhen', told_to = p_fields ->> 'toldTo',
    place = p_fields ->> 'place',
    themes = array(select jsonb_array_elements_text(p_fields -> 'themes')),
    warnings = array(select jsonb_array_elements_text(p_fields -> 'warnings')),
    people = p_fields -> 'people', community_ids = chosen, is_sensitive = (p_fields ->> 'isSensitive')::boolean,
    body = p_body, body_text = p_body_text, transcript = p_transcript, word_count = p_word_count,
    stage = case when d.stage = 'published' then 'draft' else d.stage end,
    saved_at = at
  where d.story_id = p_story_id
  returning d.* into draft;
  insert into ledger.draft_saves (story_id, idempotency_key, revision, saved_at, saved_by)
  values (p_story_id, p_key, draft.revision, at, actor);
  update ledger.stories s set updated_at = at where s.id = p_story_id;
  return query select 'saved', draft.revision, at;
end
$$;

-- "Keep it as it stands now." A revision that is frozen already is kept: a second copy of it would say nothing. A person
-- may ask for a hundred.
create function app.keep_version(p_story_id uuid, p_version_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, false);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if exists (select 1 from ledger.story_versions v where v.story_id = p_story_id and v.draft_revision = draft.revision) then
    return 'kept';
  end if;
  if (select count(*) from ledger.story_versions v
      where v.story_id = p_story_id and v.kind = 'kept' and v.kept_by = 'person') >= 100 then
    return 'too_many';
  end if;
  perform app.freeze_draft(draft, p_version_id, 'kept', 'person', (select s.privacy_level from ledger.stories s where s.id = p_story_id));
  return 'kept';
end
$$;

-- Restoring is a new save with an old version's words; what was there is kept as a version first. Communities, audience
-- and consents are not part of it: they are today's decisions.
create function app.restore_version(p_story_id uuid, p_version_id uuid, p_kept_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, false);
  version ledger.story_versions;
begin
  select v.* into version from ledger.story_versions v where v.id = p_version_id and v.story_id = p_story_id;
  if draft.story_id is null or version.id is null then
    return 'not_found';
  end if;
  perform app.freeze_draft(draft, p_kept_id, 'restored', 'automatic', version.audience);
  update ledger.story_drafts d set revision = d.revision + 1, title = version.title, summary = version.summary,
    language = version.language, direction = version.direction, told_when = version.told_when, told_to = version.told_to,
    place = version.place, themes = version.themes, warnings = version.warnings, people = version.people,
    is_sensitive = version.is_sensitive, body = version.body, body_text = version.body_text, transcript = version.transcript,
    word_count = version.word_count, stage = case when d.stage = 'published' then 'draft' else d.stage end,
    saved_at = app.ledger_now()
  where d.story_id = p_story_id;
  return 'restored';
end
$$;

-- "Who may read it once it may be told?" Everyone is a level and a consent; narrowing holds at once, widening beyond what
-- the elders cleared holds only after they cleared it. "Only me" is without elders too: what they were asked is taken back.
create function app.set_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer,
  p_language text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
  had_consent boolean;
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  select s.consent_public_display into had_consent from ledger.stories s where s.id = p_story_id;
  update ledger.stories s set privacy_level = p_level where s.id = p_story_id and s.privacy_level <> p_level;
  if p_level = 'private' then
    perform app.close_review(draft);
  end if;
  if had_consent <> (p_level = 'public') then
    insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
    values (p_event_id, p_story_id, 'public_display', p_level = 'public', draft.teller_id, p_wording_version, p_language);
  end if;
  perform app.emit('draft_changed', p_story_id, null, draft.teller_id);
  return 'changed';
end
$$;

-- A reader is somebody the teller shares a community with; anybody else is "not found". Two hundred may be chosen. Chosen by
-- name, a person stays chosen when that community ends for one of the two: the teller sees it, and lets go of them or not.
create function app.choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_is_chosen then
    if not exists (select 1 from ledger.community_members m
      where m.profile_id = p_profile_id and m.status = 'active' and m.community_id = any (app.my_community_ids())) then
      return 'not_found';
    end if;
    if (select count(*) from ledger.story_people p where p.story_id = p_story_id and p.role = 'reader') >= 200 then
      return 'too_many';
    end if;
    insert into ledger.story_people (story_id, profile_id, role, added_at)
    values (p_story_id, p_profile_id, 'reader', app.ledger_now()) on conflict do nothing;
  else
    delete from ledger.story_people p where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role = 'reader';
  end if;
  perform app.emit('story_changed', p_story_id, null, p_profile_id);
  return 'changed';
end
$$;

-- Whom the teller has on a story, by their names of today, and whether the two still share a community. A function, because
-- a profile is otherwise for neighbours, and a name that the teller chose must not turn into a blank.
create function app.people_of_story(p_story_id uuid)
returns table (profile_id uuid, role ledger.story_role, display_name text, is_neighbour boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.profile_id, p.role, n.display_name, exists (
    select 1 from ledger.community_members m
    where m.profile_id = p.profile_id and m.status = 'active' and m.community_id = any ((select app.my_community_ids())::uuid[]))
  from ledger.story_people p join ledger.profiles n on n.id = p.profile_id
  where p.story_id = p_story_id and p.role <> 'teller' and app.tells_story(p_story_id)
  order by n.display_name, p.profile_id
$$;

-- Really deletes a draft that nobody else has ever been given to read.
create function app.delete_draft(p_story_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if exists (select 1 from ledger.story_versions v where v.story_id = p_story_id and v.kind = 'sent') then
    return 'was_sent';
  end if;
  delete from ledger.stories s where s.id = p_story_id;
  perform app.emit('draft_changed', p_story_id, null, draft.teller_id);
  return 'deleted';
end
$$;

grant execute on function app.start_story(uuid, text, text),
  app.save_draft(uuid, uuid, integer, uuid, boolean, jsonb, jsonb, text, text, integer), app.keep_version(uuid, uuid),
  app.restore_version(uuid, uuid, uuid), app.set_audience(uuid, uuid, ledger.privacy_level, integer, text),
  app.choose_reader(uuid, uuid, boolean), app.people_of_story(uuid), app.delete_draft(uuid) to ledger_app;

set role ledger_owner;
