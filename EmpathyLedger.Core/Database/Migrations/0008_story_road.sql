-- The road of a story: start, save, send, decide, publish, withdraw. The only writers of stories, drafts, versions and
-- clearances. Each answers with an outcome word; "not allowed" is always "not_found".

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

-- Private: freezes the draft as a version.
create function app.freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind,
  p_audience ledger.privacy_level) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.story_versions (id, story_id, teller_id, number, kind, draft_revision, title, summary, language, direction,
    told_when, told_to, place, themes, warnings, people, community_ids, is_sensitive, body, body_text, transcript, word_count,
    audience, author_ids, created_at)
  values (p_version_id, p_draft.story_id, p_draft.teller_id, p_draft.version_number + 1, p_kind, p_draft.revision, p_draft.title,
    p_draft.summary, p_draft.language, p_draft.direction, p_draft.told_when, p_draft.told_to, p_draft.place, p_draft.themes,
    p_draft.warnings, p_draft.people, p_draft.community_ids, p_draft.is_sensitive, p_draft.body, p_draft.body_text,
    p_draft.transcript, p_draft.word_count, p_audience,
    (select array_agg(p.profile_id) from ledger.story_people p
     where p.story_id = p_draft.story_id and p.role in ('teller', 'co_author')),
    app.ledger_now());
  update ledger.story_drafts d set version_number = d.version_number + 1 where d.story_id = p_draft.story_id;
end
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
    and (draft.body <> p_body or draft.transcript <> p_transcript) then
    perform app.freeze_draft(draft, p_version_id, 'kept', (select s.privacy_level from ledger.stories s where s.id = p_story_id));
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

create function app.keep_version(p_story_id uuid, p_version_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, false);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  perform app.freeze_draft(draft, p_version_id, 'kept', (select s.privacy_level from ledger.stories s where s.id = p_story_id));
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
  perform app.freeze_draft(draft, p_kept_id, 'restored', version.audience);
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

-- A reader is somebody the teller shares a community with; anybody else is "not found".
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
    insert into ledger.story_people (story_id, profile_id, role, added_at)
    values (p_story_id, p_profile_id, 'reader', app.ledger_now()) on conflict do nothing;
  else
    delete from ledger.story_people p where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role = 'reader';
  end if;
  perform app.emit('story_changed', p_story_id, null, p_profile_id);
  return 'changed';
end
$$;

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

-- Private: closes the review that is open for a draft, if one is.
create function app.close_review(p_draft ledger.story_drafts) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_draft.submitted_version_id is null then
    return;
  end if;
  update ledger.story_versions v set is_review_open = false where v.id = p_draft.submitted_version_id;
  update ledger.version_clearances c set is_open = false where c.version_id = p_draft.submitted_version_id;
  -- Back to where the head stood before: the same as what readers have, or ahead of it.
  update ledger.story_drafts d set submitted_version_id = null, publish_at = null, is_publish_when_approved = false,
    stage = case when exists (
      select 1 from ledger.stories s join ledger.story_versions v on v.id = s.published_version_id
      where s.id = p_draft.story_id and s.is_cleared and v.draft_revision = d.revision)
      then 'published'::ledger.story_stage else 'draft' end
  where d.story_id = p_draft.story_id;
end
$$;

-- Private: whether the teller still belongs to every community that a version is for. Nothing is told in a community's name
-- by somebody who has left it or was removed, whatever was approved before.
create function app.is_tellers_place(p_version ledger.story_versions) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select 1 from unnest(p_version.community_ids) c
    where not exists (select 1 from ledger.community_members m
      where m.community_id = c and m.profile_id = p_version.teller_id and m.status = 'active'))
$$;

-- Private: after the elders have spoken, where the draft stands; and publishes when the teller asked for that beforehand.
create function app.settle_review(p_version_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  version ledger.story_versions;
  draft ledger.story_drafts;
  states ledger.clearance_state[];
  next_stage ledger.story_stage;
begin
  select v.* into version from ledger.story_versions v where v.id = p_version_id;
  select d.* into draft from ledger.story_drafts d where d.story_id = version.story_id and d.submitted_version_id = p_version_id for update;
  if draft.story_id is null then
    return;
  end if;
  select array_agg(c.state) into states from ledger.version_clearances c where c.version_id = p_version_id;
  next_stage := case
    when 'declined' = any (states) then 'declined'
    when 'approved' = all (states) then case when draft.publish_at is not null then 'scheduled' else 'approved' end
    when 'changes_asked' = any (states) then 'changes_asked'
    else 'with_elders' end::ledger.story_stage;
  if next_stage in ('approved', 'scheduled') and (draft.is_publish_when_approved or draft.publish_at <= app.ledger_now())
    and (select s.privacy_level from ledger.stories s where s.id = version.story_id) <> 'private' and app.is_tellers_place(version) then
    perform app.show_version(version);
    return;
  end if;
  update ledger.story_drafts d set stage = next_stage where d.story_id = version.story_id and d.stage <> next_stage;
end
$$;

-- Sends a frozen copy to the elders of its communities. p_revision is the revision that the teller sees on the page.
create function app.send_to_elders(p_story_id uuid, p_version_id uuid, p_revision integer, p_is_publish_when_approved boolean,
  p_publish_at timestamptz, p_note text default '') returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
  story ledger.stories;
  at timestamptz := app.ledger_now();
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  select s.* into story from ledger.stories s where s.id = p_story_id for update;
  if draft.revision <> p_revision then
    return 'stale_revision';
  end if;
  if story.archived_at is not null then
    return 'archived';
  end if;
  if btrim(draft.title) = '' then
    return 'no_title';
  end if;
  if draft.word_count = 0 and btrim(draft.transcript) = '' then
    return 'nothing_written';
  end if;
  if story.privacy_level = 'private' then
    return 'only_me';
  end if;
  if not exists (select 1 from unnest(draft.community_ids) c where c = any (app.my_community_ids())) then
    return 'no_community';
  end if;
  if exists (select 1 from unnest(draft.community_ids) c where not c = any (app.my_community_ids())) then
    return 'left_community';
  end if;
  perform app.close_review(draft);
  perform app.freeze_draft(draft, p_version_id, 'sent', story.privacy_level);
  update ledger.story_versions v set is_review_open = true where v.id = p_version_id;
  update ledger.story_drafts d set stage = 'with_elders', submitted_version_id = p_version_id,
    is_publish_when_approved = coalesce(p_is_publish_when_approved, false), publish_at = p_publish_at
  where d.story_id = p_story_id;
  insert into ledger.version_clearances (version_id, community_id, story_id, title, teller_name, language, direction, word_count,
    audience, teller_note, author_ids, sent_at)
  select v.id, c, v.story_id, v.title, story.teller_name, v.language, v.direction, v.word_count, v.audience,
    left(btrim(coalesce(p_note, '')), 2000), v.author_ids, at
  from ledger.story_versions v, unnest(v.community_ids) c where v.id = p_version_id;
  insert into ledger.notifications (id, profile_id, kind, story_id, community_id, created_at)
  select gen_random_uuid(), m.profile_id, 'review_waiting', p_story_id, m.community_id, at
  from ledger.community_members m
  where m.community_id = any (draft.community_ids) and m.status = 'active' and 'elder' = any (m.roles)
    and not exists (select 1 from ledger.story_people p
      where p.story_id = p_story_id and p.profile_id = m.profile_id and p.role in ('teller', 'co_author'))
    -- Sent, taken back and sent again is one piece of news, or anybody could fill the elders' letter boxes.
    and not exists (select 1 from ledger.notifications n
      where n.profile_id = m.profile_id and n.kind = 'review_waiting' and n.story_id = p_story_id and n.community_id = m.community_id
        and n.read_at is null and n.created_at > at - interval '1 hour');
  return 'sent';
end
$$;

create function app.take_back_from_elders(p_story_id uuid) returns text
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
  perform app.close_review(draft);
  return 'taken_back';
end
$$;

-- An elder's decision on exactly the version that was read. Membership is read under a share lock, so an elder who is
-- being removed either decides before the removal or not at all.
create function app.decide_review(p_id uuid, p_version_id uuid, p_community_id uuid, p_kind ledger.decision_kind, p_note text,
  p_conditions text[]) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  clearance ledger.version_clearances;
  at timestamptz := app.ledger_now();
begin
  perform 1 from ledger.community_members m
  where m.community_id = p_community_id and m.profile_id = actor and m.status = 'active' and 'elder' = any (m.roles) for share;
  if not found then
    return 'not_an_elder';
  end if;
  -- The draft first, then the clearance: the order in which sending and publishing take them.
  perform 1 from ledger.story_drafts d where d.submitted_version_id = p_version_id for update;
  select c.* into clearance from ledger.version_clearances c
  where c.version_id = p_version_id and c.community_id = p_community_id for update;
  if clearance.version_id is null then
    return 'not_found';
  end if;
  if actor = any (clearance.author_ids) then
    return 'own_story';
  end if;
  if exists (select 1 from ledger.story_people p
    where p.story_id = clearance.story_id and p.profile_id = actor and p.role in ('teller', 'co_author')) then
    return 'own_story';
  end if;
  if not clearance.is_open then
    return 'no_longer_waiting';
  end if;
  if p_kind = 'take_back' or (p_kind = 'approve_with_conditions') <> (coalesce(cardinality(p_conditions), 0) > 0) then
    return 'invalid';
  end if;
  if exists (select 1 from ledger.review_decisions d
    where d.version_id = p_version_id and d.community_id = p_community_id and d.elder_id = actor and d.kind <> 'take_back'
      and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id)) then
    return 'already_decided';
  end if;
  insert into ledger.review_decisions (id, version_id, story_id, community_id, elder_id, kind, note, decided_at)
  values (p_id, p_version_id, clearance.story_id, p_community_id, actor, p_kind, coalesce(btrim(p_note), ''), at);
  insert into ledger.review_conditions (id, decision_id, position, wording)
  select gen_random_uuid(), p_id, x.position, btrim(x.wording)
  from unnest(p_conditions) with ordinality x (wording, position) where p_kind = 'approve_with_conditions';
  perform app.reckon_clearance(p_version_id, p_community_id);
  insert into ledger.notifications (id, profile_id, kind, story_id, community_id, created_at)
  select gen_random_uuid(), a, 'review_decided', clearance.story_id, p_community_id, at
  from ledger.story_people p, lateral (select p.profile_id as a) x where p.story_id = clearance.story_id and p.role = 'teller';
  return 'recorded';
end
$$;

-- Private: writes what stands now and moves the draft on.
create function app.reckon_clearance(p_version_id uuid, p_community_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update ledger.version_clearances c set state = app.clearance_of(p_version_id, p_community_id)
  where c.version_id = p_version_id and c.community_id = p_community_id;
  perform app.settle_review(p_version_id);
end
$$;

create function app.take_back_decision(p_id uuid, p_decision_id uuid, p_note text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  decision ledger.review_decisions;
  is_waiting boolean;
begin
  select d.* into decision from ledger.review_decisions d
  where d.id = p_decision_id and d.elder_id = actor and d.kind <> 'take_back';
  if decision.id is null then
    return 'not_found';
  end if;
  perform 1 from ledger.community_members m
  where m.community_id = decision.community_id and m.profile_id = actor and m.status = 'active' and 'elder' = any (m.roles) for share;
  if not found then
    return 'not_an_elder';
  end if;
  perform 1 from ledger.story_drafts d where d.submitted_version_id = decision.version_id for update;
  select c.is_open into is_waiting from ledger.version_clearances c
  where c.version_id = decision.version_id and c.community_id = decision.community_id for update;
  if not coalesce(is_waiting, false) then
    return 'no_longer_waiting';
  end if;
  if exists (select 1 from ledger.review_decisions b where b.takes_back = p_decision_id) then
    return 'already_taken_back';
  end if;
  insert into ledger.review_decisions (id, version_id, story_id, community_id, elder_id, kind, takes_back, note, decided_at)
  values (p_id, decision.version_id, decision.story_id, decision.community_id, actor, 'take_back', p_decision_id,
    coalesce(btrim(p_note), ''), app.ledger_now());
  perform app.reckon_clearance(decision.version_id, decision.community_id);
  return 'taken_back';
end
$$;

-- Only the elder who set a condition can say that it is met.
create function app.tick_condition(p_condition_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  decision ledger.review_decisions;
  is_waiting boolean;
begin
  select d.* into decision from ledger.review_conditions c join ledger.review_decisions d on d.id = c.decision_id
  where c.id = p_condition_id and d.elder_id = actor
    and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id);
  if decision.id is null then
    return 'not_found';
  end if;
  perform 1 from ledger.community_members m
  where m.community_id = decision.community_id and m.profile_id = actor and m.status = 'active' and 'elder' = any (m.roles) for share;
  if not found then
    return 'not_an_elder';
  end if;
  perform 1 from ledger.story_drafts d where d.submitted_version_id = decision.version_id for update;
  select c.is_open into is_waiting from ledger.version_clearances c
  where c.version_id = decision.version_id and c.community_id = decision.community_id for update;
  if not coalesce(is_waiting, false) then
    return 'no_longer_waiting';
  end if;
  insert into ledger.review_condition_ticks (condition_id, ticked_by, ticked_at)
  values (p_condition_id, actor, app.ledger_now()) on conflict (condition_id) do nothing;
  -- Pressed twice: nothing new to tell anybody.
  if not found then
    return 'ticked';
  end if;
  perform app.reckon_clearance(decision.version_id, decision.community_id);
  insert into ledger.notifications (id, profile_id, kind, story_id, community_id, created_at)
  select gen_random_uuid(), p.profile_id, 'conditions_met', decision.story_id, decision.community_id, app.ledger_now()
  from ledger.story_people p
  where p.story_id = decision.story_id and p.role = 'teller'
    and app.clearance_of(decision.version_id, decision.community_id) = 'approved';
  return 'ticked';
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
    perform app.freeze_draft(draft, p_version_id, 'sent', 'people');
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

-- How many elders, other than the people of the story, could approve it in each chosen community.
create function app.count_other_elders(p_story_id uuid) returns table (community_id uuid, elders integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, (
    select count(*)::integer from ledger.community_members m
    where m.community_id = c.id and m.status = 'active' and 'elder' = any (m.roles)
      and not exists (select 1 from ledger.story_people p
        where p.story_id = p_story_id and p.profile_id = m.profile_id and p.role in ('teller', 'co_author')))
  from ledger.story_drafts d, unnest(d.community_ids) x (id) join ledger.communities c on c.id = x.id
  where d.story_id = p_story_id and app.tells_story(p_story_id)
$$;

grant execute on function app.start_story(uuid, text, text),
  app.save_draft(uuid, uuid, integer, uuid, boolean, jsonb, jsonb, text, text, integer), app.keep_version(uuid, uuid),
  app.restore_version(uuid, uuid, uuid), app.set_audience(uuid, uuid, ledger.privacy_level, integer, text),
  app.choose_reader(uuid, uuid, boolean), app.send_to_elders(uuid, uuid, integer, boolean, timestamptz, text),
  app.take_back_from_elders(uuid), app.decide_review(uuid, uuid, uuid, ledger.decision_kind, text, text[]),
  app.take_back_decision(uuid, uuid, text), app.tick_condition(uuid), app.publish_story(uuid, uuid),
  app.schedule_story(uuid, timestamptz), app.take_down_story(uuid), app.withdraw_story(uuid), app.archive_story(uuid, boolean),
  app.delete_draft(uuid), app.count_other_elders(uuid) to ledger_app;
grant execute on function app.publish_due_stories() to ledger_jobs;

set role ledger_owner;
