-- What a custodian does. They work on the draft as its teller would, choose no readers and never review. (What is entered in a
-- narrator's name, and the claim, come in the next file.)
--
-- Functions that were there are written out whole again; what is new in them has a comment, or says custodian.

set role ledger_policy;

-- Private: the draft row, locked, when the actor may edit it (if so asked, only as its teller or as whoever keeps it for one).
-- A custodian's stewardship is held from here on: whoever is being removed acts before the removal or not at all.
create or replace function app.lock_draft(p_story_id uuid, p_is_teller_only boolean) returns ledger.story_drafts
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  draft ledger.story_drafts;
begin
  -- Membership, then draft: as deciding and claiming take them.
  perform 1 from ledger.story_drafts d join ledger.community_members m on m.community_id = d.custody_community_id
  where d.story_id = p_story_id and d.custodian_id = actor and m.profile_id = actor and m.status = 'active' and 'steward' = any (m.roles)
  for share of m;
  select d.* into draft from ledger.story_drafts d
  where d.story_id = p_story_id
    and (d.teller_id = actor or (not p_is_teller_only and p_story_id = any (app.my_co_authored_story_ids()))
      or (d.custodian_id = actor and d.custody_community_id = any (app.my_steward_community_ids())))
    and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null)
  for update of d;
  return draft;
end
$$;

-- Private: as app.lock_draft, for what nobody does in a teller's place.
create function app.lock_own_draft(p_story_id uuid) returns ledger.story_drafts
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  return case when draft.teller_id = app.current_actor_id() then draft end;
end
$$;

-- Private: as app.lock_draft, for what a custodian does on a narrator's word.
create function app.lock_kept_draft(p_story_id uuid) returns ledger.story_drafts
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  return case when draft.custodian_id = app.current_actor_id() then draft end;
end
$$;

create or replace function app.freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind,
  p_kept_by ledger.version_keeper, p_audience ledger.privacy_level) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.story_versions (id, story_id, teller_id, custodian_id, custody_community_id, number, kind, kept_by, draft_revision,
    title, summary, language, direction, told_when, told_to, place, themes, warnings, people, community_ids, is_sensitive, body,
    body_text, transcript, word_count, audience, author_ids, created_at)
  values (p_version_id, p_draft.story_id, p_draft.teller_id, p_draft.custodian_id, p_draft.custody_community_id,
    p_draft.version_number + 1, p_kind, p_kept_by, p_draft.revision,
    p_draft.title, p_draft.summary, p_draft.language, p_draft.direction, p_draft.told_when, p_draft.told_to, p_draft.place, p_draft.themes,
    p_draft.warnings, p_draft.people, p_draft.community_ids, p_draft.is_sensitive, p_draft.body, p_draft.body_text,
    p_draft.transcript, p_draft.word_count, p_audience,
    (select array_agg(x.id) from (
      select p.profile_id as id from ledger.story_people p
      where p.story_id = p_draft.story_id and p.role in ('teller', 'co_author')
      union select unnest(app.keepers_of(p_draft.story_id))) x),
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

create or replace function app.save_draft(p_story_id uuid, p_key uuid, p_base_revision integer, p_version_id uuid, p_is_keep_previous boolean,
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
  -- A community is chosen by someone of the story who belongs to it; one that was chosen before stays chosen. What is kept for a
  -- narrator is told in the community that keeps it.
  select coalesce(array_agg(distinct c), '{}') into chosen
  from jsonb_array_elements_text(p_fields -> 'communityIds') x, lateral (select x::uuid as c) y
  where c = any (draft.community_ids) or (actor = draft.teller_id and c = any (app.my_community_ids()))
    or (actor = draft.custodian_id and c = draft.custody_community_id);
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

create or replace function app.set_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer,
  p_language text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_own_draft(p_story_id);
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

create or replace function app.choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_own_draft(p_story_id);
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

create or replace function app.delete_draft(p_story_id uuid) returns text
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
  perform app.emit('draft_changed', p_story_id, null, coalesce(draft.custodian_id, draft.teller_id));
  return 'deleted';
end
$$;

create or replace function app.archive_story(p_story_id uuid, p_is_archived boolean) returns text
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
  perform app.emit('draft_changed', p_story_id, null, coalesce(draft.custodian_id, draft.teller_id));
  return case when p_is_archived then 'archived' else 'brought_back' end;
end
$$;

create or replace function app.send_to_elders(p_story_id uuid, p_version_id uuid, p_revision integer, p_is_publish_when_approved boolean,
  p_publish_at timestamptz, p_note text default '') returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
  story ledger.stories;
  at timestamptz := app.ledger_now();
  places uuid[];
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
  -- Whoever is being removed sends before the removal or not at all; a custodian, by app.lock_draft.
  perform 1 from ledger.community_members m
  where m.profile_id = draft.teller_id and m.community_id = any (draft.community_ids) for share;
  places := case when draft.custodian_id is null then app.my_community_ids() else array[draft.custody_community_id] end;
  if not draft.community_ids && places then
    return 'no_community';
  end if;
  if not draft.community_ids <@ places then
    return 'left_community';
  end if;
  if app.is_sent_too_often(p_story_id) then
    return 'too_often';
  end if;
  perform app.close_review(draft);
  perform app.freeze_draft(draft, p_version_id, 'sent', 'person', story.privacy_level);
  update ledger.story_versions v set is_review_open = true where v.id = p_version_id;
  update ledger.story_drafts d set stage = 'with_elders', submitted_version_id = p_version_id,
    is_publish_when_approved = coalesce(p_is_publish_when_approved, false), publish_at = p_publish_at
  where d.story_id = p_story_id;
  insert into ledger.version_clearances (version_id, community_id, story_id, title, teller_name, language, direction, word_count,
    audience, teller_note, author_ids, custodian_id, custody_community_id, keeper_ids, sent_at)
  select v.id, c, v.story_id, v.title, story.teller_name, v.language, v.direction, v.word_count, v.audience,
    left(btrim(coalesce(p_note, '')), 2000), v.author_ids, v.custodian_id, v.custody_community_id,
    array_remove(app.keepers_of(v.story_id), v.teller_id), at
  from ledger.story_versions v, unnest(v.community_ids) c where v.id = p_version_id;
  insert into ledger.notifications (id, profile_id, kind, story_id, community_id, created_at)
  select gen_random_uuid(), m.profile_id, 'review_waiting', p_story_id, m.community_id, at
  from ledger.community_members m
  where m.community_id = any (draft.community_ids) and m.status = 'active' and 'elder' = any (m.roles)
    and not m.profile_id = any ((select v.author_ids from ledger.story_versions v where v.id = p_version_id)::uuid[])
    -- Sent, taken back and sent again is one piece of news, or anybody could fill the elders' letter boxes.
    and not exists (select 1 from ledger.notifications n
      where n.profile_id = m.profile_id and n.kind = 'review_waiting' and n.story_id = p_story_id and n.community_id = m.community_id
        and n.read_at is null and n.created_at > at - interval '1 hour');
  return 'sent';
end
$$;

create or replace function app.count_other_elders(p_story_id uuid) returns table (community_id uuid, elders integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, (
    select count(*)::integer from ledger.community_members m
    where m.community_id = c.id and m.status = 'active' and 'elder' = any (m.roles)
      and not m.profile_id = any (app.keepers_of(p_story_id))
      and not exists (select 1 from ledger.story_people p
        where p.story_id = p_story_id and p.profile_id = m.profile_id and p.role in ('teller', 'co_author')))
  from ledger.story_drafts d, unnest(d.community_ids) x (id) join ledger.communities c on c.id = x.id
  where d.story_id = p_story_id and app.tells_or_keeps_story(p_story_id)
$$;

-- A narrator's place is the community that keeps them.
create or replace function app.is_tellers_place(p_version ledger.story_versions) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from ledger.community_members m
  where m.profile_id = p_version.teller_id and m.community_id = any (p_version.community_ids) for share;
  return not exists (
    select 1 from unnest(p_version.community_ids) c
    where not exists (select 1 from ledger.community_members m
        where m.community_id = c and m.profile_id = p_version.teller_id and m.status = 'active')
      -- Not locked: a claim locks the draft first, and so has whoever asks.
      and not exists (select 1 from ledger.narrators n
        where n.profile_id = p_version.teller_id and n.community_id = c and n.claimed_by is null));
end
$$;

-- A custodian's own look is no reading.
create or replace function app.log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
begin
  if p_action = 'view' and p_is_granted and p_version_id is null
    and not exists (select 1 from ledger.story_people p
      where p.story_id = p_story_id and p.profile_id = actor and p.role in ('teller', 'co_author'))
    and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.custodian_id = actor)
    -- Somebody who comes back the same day is one reading.
    and (actor is null or not exists (select 1 from ledger.access_log l
      where l.story_id = p_story_id and l.actor_id = actor and l.action = 'view' and l.is_granted and l.version_id is null
        and l.happened_at > date_trunc('day', at))) then
    insert into ledger.story_reads (happened_at, story_id, is_visitor) values (at, p_story_id, actor is null);
  end if;
  insert into ledger.access_log (happened_at, actor_id, session_id, story_id, version_id, action, is_granted)
  values (at, actor, app.current_session_id(), p_story_id, p_version_id, p_action, p_is_granted);
  if p_action = 'share' and p_is_granted then
    insert into ledger.story_shares (happened_at, story_id) values (at, p_story_id);
  end if;
end
$$;

-- Whoever works on the draft is told.
create or replace function app.emit_draft_changed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.emit('draft_changed', new.story_id, null, coalesce(new.custodian_id, new.teller_id));
  return null;
end
$$;

-- A narrator reads no news: what is meant for them goes to whoever keeps the story, or to nobody. So no letter is owed to a
-- profile that has no account.
create function app.redirect_notification() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  narrator ledger.narrators;
begin
  select n.* into narrator from ledger.narrators n where n.profile_id = new.profile_id;
  if not found then
    return new;
  end if;
  new.profile_id := case when narrator.claimed_by is not null then narrator.claimed_by else (
    select s.custodian_id from ledger.stories s join ledger.community_members m
      on m.community_id = s.custody_community_id and m.profile_id = s.custodian_id
    where s.id = new.story_id and m.status = 'active' and 'steward' = any (m.roles)) end;
  return case when new.profile_id is not null then new end;
end
$$;

set role ledger_owner;

create trigger notifications_redirect before insert on ledger.notifications
  for each row execute function app.redirect_notification();

-- What comes into the world unopened is in no feed, no search and no number; and an archive that arrives tells of itself
-- (import_changed), not story by story. Asked before a function is called: an import brings thousands.
drop trigger stories_emit_changed on ledger.stories;
create trigger stories_emit_changed after update of published_version_id, published_at, withdrawn_at, archived_at,
  is_cleared, privacy_level, cleared_level, consent_public_display, consent_attribution, community_ids, teller_name, erased_at
  on ledger.stories for each row execute function app.emit_story_changed();
create trigger stories_emit_changed_on_insert after insert on ledger.stories
  for each row when (new.custodian_id is null or new.is_open) execute function app.emit_story_changed();
drop trigger stories_keep_feed_rows on ledger.stories;
create trigger stories_keep_feed_rows after update of published_version_id, published_at, withdrawn_at, archived_at,
  erased_at, is_cleared, privacy_level, cleared_level, consent_public_display, community_ids on ledger.stories
  for each row execute function app.keep_feed_rows();
create trigger stories_keep_feed_rows_on_insert after insert on ledger.stories
  for each row when (new.is_open) execute function app.keep_feed_rows();
drop trigger stories_keep_search_row on ledger.stories;
create trigger stories_keep_search_row after update of published_version_id, withdrawn_at, archived_at, erased_at, is_cleared,
  is_sensitive on ledger.stories for each row execute function app.keep_search_row();
create trigger stories_keep_search_row_on_insert after insert on ledger.stories
  for each row when (new.is_open) execute function app.keep_search_row();
drop trigger stories_note_insight_change on ledger.stories;
create trigger stories_note_insight_change after delete or update of published_version_id, first_published_at, withdrawn_at,
  archived_at, is_cleared, privacy_level, cleared_level, consent_insights, consent_public_display, consent_research, consent_ai_local,
  consent_ai_external, consent_cross_community, consent_commercial, consent_attribution, community_ids, themes, language, erased_at
  on ledger.stories for each row execute function app.note_insight_change('id');
create trigger stories_note_insight_change_on_insert after insert on ledger.stories
  for each row when (new.is_open) execute function app.note_insight_change('id');
drop trigger story_drafts_emit_changed on ledger.story_drafts;
create trigger story_drafts_emit_changed after update on ledger.story_drafts
  for each row execute function app.emit_draft_changed();
create trigger story_drafts_emit_changed_on_insert after insert on ledger.story_drafts
  for each row when (new.custodian_id is null) execute function app.emit_draft_changed();
