-- Reviewing: a frozen copy is sent, read, decided on, and the draft moves on by what the elders said.

set role ledger_policy;

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
  -- Whoever is being removed sends before the removal or not at all.
  perform 1 from ledger.community_members m
  where m.profile_id = draft.teller_id and m.community_id = any (draft.community_ids) for share;
  if not exists (select 1 from unnest(draft.community_ids) c where c = any (app.my_community_ids())) then
    return 'no_community';
  end if;
  if exists (select 1 from unnest(draft.community_ids) c where not c = any (app.my_community_ids())) then
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

-- Private: what an elder may say of a decision of their own, locked as decide_review locks it. Null when it may be changed,
-- else the word that says why not.
create function app.refuse_elders_change(p_decision ledger.review_decisions) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_waiting boolean;
begin
  if p_decision.id is null then
    return 'not_found';
  end if;
  perform 1 from ledger.community_members m
  where m.community_id = p_decision.community_id and m.profile_id = p_decision.elder_id and m.status = 'active'
    and 'elder' = any (m.roles) for share;
  if not found then
    return 'not_an_elder';
  end if;
  perform 1 from ledger.story_drafts d where d.submitted_version_id = p_decision.version_id for update;
  select c.is_open into is_waiting from ledger.version_clearances c
  where c.version_id = p_decision.version_id and c.community_id = p_decision.community_id for update;
  return case when not coalesce(is_waiting, false) then 'no_longer_waiting' end;
end
$$;

create function app.take_back_decision(p_id uuid, p_decision_id uuid, p_note text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  decision ledger.review_decisions;
  refusal text;
begin
  select d.* into decision from ledger.review_decisions d
  where d.id = p_decision_id and d.elder_id = actor and d.kind <> 'take_back';
  refusal := app.refuse_elders_change(decision);
  if refusal is not null then
    return refusal;
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
  refusal text;
begin
  select d.* into decision from ledger.review_conditions c join ledger.review_decisions d on d.id = c.decision_id
  where c.id = p_condition_id and d.elder_id = actor
    and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id);
  refusal := app.refuse_elders_change(decision);
  if refusal is not null then
    return refusal;
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

grant execute on function app.send_to_elders(uuid, uuid, integer, boolean, timestamptz, text), app.take_back_from_elders(uuid),
  app.decide_review(uuid, uuid, uuid, ledger.decision_kind, text, text[]), app.take_back_decision(uuid, uuid, text),
  app.tick_condition(uuid), app.count_other_elders(uuid) to ledger_app;

set role ledger_owner;
