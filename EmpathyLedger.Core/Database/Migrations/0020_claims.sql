-- Taking over, entering what a narrator said, and the claim that ends custody.

set role ledger_policy;

-- Private: somebody who becomes the custodian or the teller of stories has not judged them. What they said in a review that is
-- open is taken back.
create function app.take_back_decisions_of(p_elder_id uuid, p_story_ids uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  decision ledger.review_decisions;
begin
  for decision in
    select d.* from ledger.version_clearances c
    join ledger.review_decisions d on d.version_id = c.version_id and d.community_id = c.community_id
    where c.story_id = any (p_story_ids) and c.is_open and d.elder_id = p_elder_id and d.kind <> 'take_back'
      and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id)
    order by d.sequence
  loop
    insert into ledger.review_decisions (id, version_id, story_id, community_id, elder_id, kind, takes_back, decided_at)
    values (gen_random_uuid(), decision.version_id, decision.story_id, decision.community_id, p_elder_id, 'take_back', decision.id,
      app.ledger_now());
    perform app.reckon_clearance(decision.version_id, decision.community_id);
  end loop;
end
$$;

-- When a custodian is no steward any more, another steward of the community takes over what they kept, some hundreds at a time:
-- called again until it answers none.
create function app.take_custody(p_community_id uuid, p_from_id uuid, p_limit integer) returns table (outcome text, taken integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  story_ids uuid[];
begin
  if not app.act_as_steward(p_community_id) then
    return query select 'not_found', 0;
    return;
  end if;
  if exists (select 1 from ledger.community_members m
    where m.community_id = p_community_id and m.profile_id = p_from_id and m.status = 'active' and 'steward' = any (m.roles)) then
    return query select 'still_steward', 0;
    return;
  end if;
  select coalesce(array_agg(x.story_id), '{}') into story_ids from (
    select d.story_id from ledger.story_drafts d
    where d.custodian_id = p_from_id and d.custody_community_id = p_community_id
    order by d.story_id limit least(p_limit, 500) for update) x;
  update ledger.story_drafts d set custodian_id = actor where d.story_id = any (story_ids);
  update ledger.version_clearances c set custodian_id = actor,
    author_ids = array_append(array_remove(c.author_ids, actor), actor),
    keeper_ids = array_append(array_remove(c.keeper_ids, actor), actor)
  where c.story_id = any (story_ids);
  update ledger.story_versions v set custodian_id = actor, author_ids = array_append(array_remove(v.author_ids, actor), actor)
  where v.story_id = any (story_ids);
  update ledger.stories s set custodian_id = actor where s.id = any (story_ids);
  insert into ledger.custody_events (story_id, community_id, actor_id, kind, happened_at)
  select s, p_community_id, actor, 'taken_over', app.ledger_now() from unnest(story_ids) s;
  perform app.take_back_decisions_of(actor, story_ids);
  return query select 'taken_over', cardinality(story_ids);
end
$$;

-- Who keeps stories of a community, for its stewards: how many, and whether somebody should take them over.
create function app.custodians_of(p_community_id uuid)
returns table (custodian_id uuid, display_name text, is_steward boolean, stories bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.custodian_id, p.display_name, exists (
      select 1 from ledger.community_members m
      where m.community_id = p_community_id and m.profile_id = k.custodian_id and m.status = 'active' and 'steward' = any (m.roles)),
    k.stories
  from (
    select d.custodian_id, count(*) as stories from ledger.story_drafts d
    where d.custody_community_id = p_community_id and d.custodian_id is not null group by d.custodian_id) k
  join ledger.profiles p on p.id = k.custodian_id
  where p_community_id = any ((select app.my_steward_community_ids())::uuid[])
  order by p.display_name, k.custodian_id
$$;

-- A consent that the narrator gave on paper or aloud. Giving needs a witness; taking back needs nothing.
create function app.enter_consent(p_event_id uuid, p_story_id uuid, p_purpose ledger.consent_purpose, p_is_granted boolean,
  p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_kept_draft(p_story_id);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_purpose = 'public_display' then
    return 'invalid';
  end if;
  if p_is_granted and p_manner is null then
    return 'no_manner';
  end if;
  if p_is_granted and btrim(coalesce(p_witness, '')) = '' then
    return 'no_witness';
  end if;
  insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
  values (p_event_id, p_story_id, p_purpose, p_is_granted, draft.custodian_id, p_wording_version, p_language);
  insert into ledger.custody_events (story_id, community_id, actor_id, kind, purpose, is_granted, manner, witness, note, happened_at)
  values (p_story_id, draft.custody_community_id, draft.custodian_id, 'consent', p_purpose, p_is_granted, p_manner,
    left(btrim(coalesce(p_witness, '')), 200), left(btrim(coalesce(p_note, '')), 2000), app.ledger_now());
  return 'entered';
end
$$;

-- Who may read it, by the narrator's word. A wider audience needs a witness. Readers by name are the teller's to choose.
create function app.enter_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer,
  p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_kept_draft(p_story_id);
  story ledger.stories;
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_level = 'people' then
    return 'invalid';
  end if;
  select s.* into story from ledger.stories s where s.id = p_story_id for update;
  if p_level > story.privacy_level or (p_level = 'public' and not story.consent_public_display) then
    if p_manner is null then
      return 'no_manner';
    end if;
    if btrim(coalesce(p_witness, '')) = '' then
      return 'no_witness';
    end if;
  end if;
  if p_level = 'private' then
    perform app.close_review(draft);
  end if;
  update ledger.stories s set privacy_level = p_level where s.id = p_story_id and s.privacy_level <> p_level;
  if story.consent_public_display <> (p_level = 'public') then
    insert into ledger.consent_events (id, story_id, purpose, is_granted, actor_id, wording_version, language)
    values (p_event_id, p_story_id, 'public_display', p_level = 'public', draft.custodian_id, p_wording_version, p_language);
  end if;
  insert into ledger.custody_events (story_id, community_id, actor_id, kind, level, manner, witness, note, happened_at)
  values (p_story_id, draft.custody_community_id, draft.custodian_id, 'audience', p_level, p_manner,
    left(btrim(coalesce(p_witness, '')), 200), left(btrim(coalesce(p_note, '')), 2000), app.ledger_now());
  perform app.emit('draft_changed', p_story_id, null, draft.custodian_id);
  return 'entered';
end
$$;

-- Whoever opens the link, signed in, is the narrator from here on: a storyteller of the community, and the teller of what was kept.
-- The community, the link, the membership, then the drafts: so nobody sends or publishes in between, and no import adds to it.
create function app.claim_narrator(p_token_hash bytea) returns table (outcome text, community_id uuid, stories integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  link ledger.narrator_claims;
  member ledger.community_members;
  story_ids uuid[];
  keepers uuid[];
  keeper uuid;
begin
  if actor is null or not exists (select 1 from ledger.profiles p where p.id = actor) then
    return query select 'not_signed_in', null::uuid, 0;
    return;
  end if;
  perform 1 from ledger.communities c
  where c.id = (select l.community_id from ledger.narrator_claims l where l.token_hash = p_token_hash) for no key update;
  select l.* into link from ledger.narrator_claims l
  where l.token_hash = p_token_hash and l.ended_at is null and l.used_at is null and l.expires_at > now() for update;
  if not found then
    return query select 'not_found', null::uuid, 0;
    return;
  end if;
  -- A steward does not make somebody's stories their own by a link that they gave themselves.
  if link.made_by = actor then
    return query select 'own_link', link.community_id, 0;
    return;
  end if;
  select m.* into member from ledger.community_members m
  where m.community_id = link.community_id and m.profile_id = actor for update;
  if member.status = 'removed' and link.created_at < member.ended_at then
    return query select 'not_found', null::uuid, 0;
    return;
  end if;
  select coalesce(array_agg(x.story_id), '{}'), array_agg(distinct x.custodian_id) filter (where x.custodian_id <> actor)
  into story_ids, keepers from (
    select d.story_id, d.custodian_id from ledger.story_drafts d where d.teller_id = link.narrator_id order by d.story_id for update) x;
  if member.status is distinct from 'active' or not 'storyteller' = any (member.roles) then
    perform app.write_membership(link.community_id, actor, 'active',
      case when member.status = 'active' then member.roles else '{}'::ledger.community_role[] end || '{storyteller}'::ledger.community_role[],
      null);
  end if;

  update ledger.narrators n set claimed_by = actor, claimed_at = at, name_key = '' where n.profile_id = link.narrator_id;
  update ledger.narrator_claims l set used_at = now() where l.id = link.id;
  update ledger.story_drafts d set teller_id = actor, custodian_id = null, custody_community_id = null where d.story_id = any (story_ids);
  -- A custodian who claims is an author from now on.
  update ledger.version_clearances c set author_ids = array_append(array_remove(array_remove(c.author_ids, link.narrator_id), actor), actor),
    keeper_ids = array_remove(c.keeper_ids, actor), custodian_id = null, custody_community_id = null
  where c.story_id = any (story_ids);
  delete from ledger.story_people p where p.story_id = any (story_ids) and p.profile_id = actor;
  update ledger.story_people p set profile_id = actor where p.profile_id = link.narrator_id and p.role = 'teller';
  -- teller_name is written by a trigger; named here, so that those who are told of a change of name are told of this one.
  update ledger.stories s set teller_id = actor, custodian_id = null, custody_community_id = null, teller_name = s.teller_name
  where s.teller_id = link.narrator_id;
  update ledger.story_versions v set teller_id = actor, custodian_id = null, custody_community_id = null,
    author_ids = array_append(array_remove(array_remove(v.author_ids, link.narrator_id), actor), actor)
  where v.story_id = any (story_ids);
  update ledger.story_communities c set teller_id = actor where c.story_id = any (story_ids);
  insert into ledger.insight_changes (story_id) select s from unnest(story_ids) s;
  insert into ledger.custody_events (story_id, community_id, actor_id, kind, happened_at)
  select s, link.community_id, actor, 'claimed', at from unnest(story_ids) s;
  -- What is left is nobody: not a name either.
  update ledger.profiles p set display_name = '-', other_names = '{}' where p.id = link.narrator_id;
  perform app.take_back_decisions_of(actor, story_ids);

  foreach keeper in array coalesce(keepers, '{}') loop
    insert into ledger.notifications (id, profile_id, kind, community_id, created_at)
    values (gen_random_uuid(), keeper, 'custody_ended', link.community_id, at);
    perform app.emit('draft_changed', null, null, keeper);
  end loop;
  return query select 'claimed', link.community_id, cardinality(story_ids);
end
$$;

grant execute on function app.take_custody(uuid, uuid, integer), app.custodians_of(uuid),
  app.enter_consent(uuid, uuid, ledger.consent_purpose, boolean, integer, text, ledger.custody_manner, text, text),
  app.enter_audience(uuid, uuid, ledger.privacy_level, integer, text, ledger.custody_manner, text, text),
  app.claim_narrator(bytea) to ledger_app;

set role ledger_owner;

