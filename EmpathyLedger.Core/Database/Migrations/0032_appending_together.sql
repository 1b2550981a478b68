-- What writing together costs: a batch of several authors is one statement. Each signs for themselves as before (a claim for each), but
-- the head is locked once, the right is asked of all at once, and plans are kept.

set role ledger_policy;

-- Private: those of the actors who may change the words of a story: its teller, a co-author, or who keeps it for its narrator. The plan is
-- kept: a custom one costs more than asking a thousand times, as it looks at every year's partition.
create function app.writers_among(p_story_id uuid, p_actor_ids uuid[]) returns uuid[]
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array(
    select a.id from ledger.story_drafts d, unnest(p_actor_ids) a (id)
    where d.story_id = p_story_id
      and (d.teller_id = a.id
        or exists (select 1 from ledger.story_people p where p.story_id = d.story_id and p.profile_id = a.id and p.role = 'co_author')
        or (d.custodian_id = a.id and exists (
          select 1 from ledger.community_members m
          where m.community_id = d.custody_community_id and m.profile_id = a.id and m.status = 'active' and 'steward' = any (m.roles))))
      and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null));
end
$$;

-- As before.
create or replace function app.may_write_story(p_story_id uuid) returns boolean
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return cardinality(app.writers_among(p_story_id, array[app.current_actor_id()])) > 0;
end
$$;

-- Private: who the claims are of, each as the database would take it alone; null for one that it would not. The last one holds afterwards.
create function app.actors_of(p_claims text[]) returns uuid[]
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim text;
  actors uuid[] := '{}';
begin
  foreach claim in array p_claims loop
    perform set_config('app.claim', claim, true);
    actors := actors || app.current_actor_id();
  end loop;
  return actors;
end
$$;

-- Whether each of several people may write in a story: one question for all who have it open.
create function app.may_write_together(p_story_id uuid, p_claims text[]) returns boolean[]
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actors uuid[] := app.actors_of(p_claims);
  writers uuid[] := app.writers_among(p_story_id, actors);
begin
  return array(select coalesce(a.id = any (writers), false) from unnest(actors) with ordinality a (id, place) order by a.place);
end
$$;

-- Private: the head of a story, locked, and made of the draft when nobody wrote together in it before; raises 42501, with the place of the
-- first in its hint, when not all of the actors may write. As before: the head is locked first and the right asked after it, in a
-- statement of its own. A custodian's stewardship is held as app.lock_draft does.
create function app.lock_head_for(p_story_id uuid, p_actor_ids uuid[]) returns ledger.story_heads
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  head ledger.story_heads;
  writers uuid[];
  stranger integer;
begin
  perform 1 from ledger.story_drafts d join ledger.community_members m on m.community_id = d.custody_community_id
  where d.story_id = p_story_id and d.custodian_id = any (p_actor_ids) and m.profile_id = d.custodian_id and m.status = 'active'
    and 'steward' = any (m.roles)
  for share of m;
  select h.* into head from ledger.story_heads h where h.story_id = p_story_id for update;
  writers := app.writers_among(p_story_id, p_actor_ids);
  if head.story_id is null and cardinality(writers) > 0 then
    -- No head to hold: the draft is held instead, and the right asked once more.
    perform 1 from ledger.story_drafts d where d.story_id = p_story_id for update;
    writers := app.writers_among(p_story_id, p_actor_ids);
  end if;
  select min(a.place) into stranger from unnest(p_actor_ids) with ordinality a (id, place) where a.id is null or not a.id = any (writers);
  if stranger is not null then
    raise exception 'no story to write in' using errcode = 'insufficient_privilege', hint = stranger::text;
  end if;
  if head.story_id is null then
    insert into ledger.story_heads (story_id, revision, oldest_revision)
    select d.story_id, d.revision, d.revision from ledger.story_drafts d where d.story_id = p_story_id
    on conflict do nothing;
    insert into ledger.story_checkpoints (story_id, revision, content, made_at)
    select d.story_id, d.revision, app.checkpoint_of(d), app.ledger_now()
    from ledger.story_drafts d join ledger.story_heads h on h.story_id = d.story_id and h.revision = d.revision
    where d.story_id = p_story_id
    on conflict do nothing;
    select h.* into head from ledger.story_heads h where h.story_id = p_story_id for update;
  end if;
  return head;
end
$$;

-- Private: appends operations on top of p_expected_revision, in the order given; p_authors says whose of p_actor_ids each is. All or none:
-- 42501 as above, ELD02 when another node was quicker, 23505 when one of them is in already.
create function app.append_by(p_story_id uuid, p_expected_revision integer, p_actor_ids uuid[], p_authors integer[], p_client_ids uuid[],
  p_sequences integer[], p_changes bytea[]) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  head ledger.story_heads := app.lock_head_for(p_story_id, p_actor_ids);
  at timestamptz := app.ledger_now();
begin
  if head.revision <> p_expected_revision then
    raise exception 'somebody was quicker' using errcode = 'ELD02';
  end if;
  insert into ledger.story_operations (story_id, revision, author_id, client_id, sequence, change, made_at)
  select p_story_id, head.revision + o.place, p_actor_ids[o.author], o.client_id, o.sequence, o.change, at
  from unnest(p_authors, p_client_ids, p_sequences, p_changes) with ordinality as o (author, client_id, sequence, change, place);
  update ledger.story_heads h set revision = h.revision + cardinality(p_changes) where h.story_id = p_story_id;
  -- What was published is being written on again.
  update ledger.story_drafts d set stage = 'draft' where d.story_id = p_story_id and d.stage = 'published';
  return at;
end
$$;

-- As before: one actor's.
create or replace function app.append_operations(p_story_id uuid, p_expected_revision integer, p_client_ids uuid[], p_sequences integer[],
  p_changes bytea[]) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return app.append_by(p_story_id, p_expected_revision, array[app.current_actor_id()], array_fill(1, array[cardinality(p_changes)]),
    p_client_ids, p_sequences, p_changes);
end
$$;

-- Several people's, each under their own claim, and told to the other nodes. 42501 names, in its hint, the claim whose bearer may not.
create function app.append_together(p_story_id uuid, p_expected_revision integer, p_claims text[], p_authors integer[], p_client_ids uuid[],
  p_sequences integer[], p_changes bytea[]) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := app.append_by(p_story_id, p_expected_revision, app.actors_of(p_claims), p_authors, p_client_ids, p_sequences, p_changes);
begin
  perform app.emit('draft_written', p_story_id, null, null);
  return at;
end
$$;

drop function app.lock_head(uuid);

grant execute on function app.may_write_together(uuid, text[]),
  app.append_together(uuid, integer, text[], integer[], uuid[], integer[], bytea[]) to ledger_app;

set role ledger_owner;
