-- Writing together: every change to a draft is an operation, appended at the head of its story by compare-and-set. The draft
-- itself (`story_drafts`) is a snapshot: what the operations up to its revision made. What is written since is in the log.
--
-- Operations are bytes to the database (UTF-8 JSON of EmpathyLedger.Core.Collaboration.StoryChange). `seal` is 0 where they can
-- be read as they are; the operations and checkpoints of sensitive stories will be sealed, and say with what.

set role ledger_owner;

alter type ledger.event_kind add value 'draft_written';

create table ledger.story_heads (
  story_id uuid primary key references ledger.story_drafts (story_id) on delete cascade,
  -- Of the newest operation. Moved by one for each, never back.
  revision integer not null check (revision >= 0),
  -- Operations after this one are there, and a checkpoint at it: where the history begins, and what a purge moves.
  oldest_revision integer not null check (oldest_revision between 0 and revision),
  sovereignty jsonb
);

create table ledger.story_operations (
  story_id uuid not null references ledger.story_heads (story_id) on delete cascade,
  revision integer not null check (revision >= 1),
  author_id uuid not null,
  -- Each open page is a client and numbers what it sends from 1: sent again, an operation is answered, not applied.
  client_id uuid not null,
  sequence integer not null check (sequence >= 1),
  seal smallint not null default 0 check (seal = 0),
  change bytea not null check (octet_length(change) between 2 and 2097152),
  made_at timestamptz not null,
  sovereignty jsonb,
  primary key (story_id, revision),
  unique (story_id, author_id, client_id, sequence)
) partition by range (story_id);

create table ledger.story_checkpoints (
  story_id uuid not null references ledger.story_heads (story_id) on delete cascade,
  revision integer not null check (revision >= 0),
  seal smallint not null default 0 check (seal = 0),
  content bytea not null,
  made_at timestamptz not null,
  sovereignty jsonb,
  primary key (story_id, revision)
);

comment on table ledger.story_heads is 'How far each story that is written in has come: the revision of its newest operation.';
comment on table ledger.story_operations is 'Append-only: every change to a draft, by whom, in the order that holds; partitioned as stories are.';
comment on table ledger.story_checkpoints is 'A draft as it was at some of its revisions: where a replay of its history begins.';

do $body$
declare
  year integer;
  bounds uuid[];
begin
  for year in 2024..2036 loop
    select array_agg(rpad(lpad(to_hex((extract(epoch from make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint), 12, '0'), 32, '0')::uuid order by y)
    into bounds from unnest(array[year, year + 1]) y;
    execute format('create table ledger.%I partition of ledger.story_operations for values from (%L) to (%L)',
      'story_operations_' || year, bounds[1], bounds[2]);
    execute format('alter table ledger.%I enable row level security', 'story_operations_' || year);
    execute format('alter table ledger.%I force row level security', 'story_operations_' || year);
  end loop;
end
$body$;

alter table ledger.story_heads enable row level security;
alter table ledger.story_heads force row level security;
alter table ledger.story_operations enable row level security;
alter table ledger.story_operations force row level security;
alter table ledger.story_checkpoints enable row level security;
alter table ledger.story_checkpoints force row level security;

grant select, insert, update on ledger.story_heads to ledger_policy;
grant select, insert on ledger.story_operations to ledger_policy;
grant select, insert on ledger.story_checkpoints to ledger_policy;

-- Whoever sees the draft's row sees how far it has come, and reads its operations through app.read_operations alone.
create policy story_heads_select_draft on ledger.story_heads for select to ledger_app, ledger_reader
  using (exists (select 1 from ledger.story_drafts d where d.story_id = story_heads.story_id));
create policy story_operations_select_draft on ledger.story_operations for select to ledger_reader
  using (exists (select 1 from ledger.story_drafts d where d.story_id = story_operations.story_id));
create policy story_checkpoints_select_draft on ledger.story_checkpoints for select to ledger_reader
  using (exists (select 1 from ledger.story_drafts d where d.story_id = story_checkpoints.story_id));
grant select (story_id, revision, oldest_revision) on ledger.story_heads to ledger_app, ledger_reader;
grant select on ledger.story_operations, ledger.story_checkpoints to ledger_reader;

create trigger story_operations_append_only before update or truncate on ledger.story_operations
  for each statement execute function app.refuse_change();

set role ledger_policy;

-- Private: a draft as a checkpoint holds it.
create function app.checkpoint_of(p_draft ledger.story_drafts) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select convert_to(jsonb_build_object(
    'title', p_draft.title, 'summary', p_draft.summary, 'language', p_draft.language, 'direction', p_draft.direction,
    'toldWhen', p_draft.told_when, 'toldTo', p_draft.told_to, 'place', p_draft.place, 'themes', p_draft.themes,
    'warnings', p_draft.warnings, 'people', p_draft.people, 'isSensitive', p_draft.is_sensitive,
    'transcript', p_draft.transcript, 'body', p_draft.body)::text, 'UTF8')
$$;

-- Whether the actor may change the words of a story: its teller, a co-author, or who keeps it for its narrator.
create function app.may_write_story(p_story_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from (select app.current_actor_id() as id offset 0) me, ledger.story_drafts d
    where d.story_id = p_story_id
      and (d.teller_id = me.id
        or exists (select 1 from ledger.story_people p where p.story_id = d.story_id and p.profile_id = me.id and p.role = 'co_author')
        or (d.custodian_id = me.id and exists (
          select 1 from ledger.community_members m
          where m.community_id = d.custody_community_id and m.profile_id = me.id and m.status = 'active' and 'steward' = any (m.roles))))
      and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null))
$$;

-- Private: the head of a story that the actor may write in, locked; made of the draft when nobody wrote together in it before.
-- The head is locked first and the right asked after it, in a statement of its own: whoever ends somebody's part locks the head
-- too, so an operation is either in before the part ended or not at all. A custodian's stewardship is held as app.lock_draft does.
create function app.lock_head(p_story_id uuid) returns ledger.story_heads
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  head ledger.story_heads;
begin
  perform 1 from ledger.story_drafts d join ledger.community_members m on m.community_id = d.custody_community_id
  where d.story_id = p_story_id and d.custodian_id = actor and m.profile_id = actor and m.status = 'active' and 'steward' = any (m.roles)
  for share of m;
  select h.* into head from ledger.story_heads h where h.story_id = p_story_id for update;
  if not app.may_write_story(p_story_id) then
    return null;
  end if;
  if head.story_id is null then
    -- No head to hold: the draft is held instead, and the right asked once more.
    perform 1 from ledger.story_drafts d where d.story_id = p_story_id for update;
    if not app.may_write_story(p_story_id) then
      return null;
    end if;
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

-- Appends the actor's operations on top of p_expected_revision, in the order given. A batch has several authors, each a call under
-- their own claim in one transaction, so whatever stops one stops all: 42501 who may not write here, ELD02 when another node
-- was quicker, 23505 when one of them is in already.
create function app.append_operations(p_story_id uuid, p_expected_revision integer, p_client_ids uuid[], p_sequences integer[],
  p_changes bytea[]) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  head ledger.story_heads := app.lock_head(p_story_id);
  at timestamptz := app.ledger_now();
begin
  if head.story_id is null then
    raise exception 'no story to write in' using errcode = 'insufficient_privilege';
  end if;
  if head.revision <> p_expected_revision then
    raise exception 'somebody was quicker' using errcode = 'ELD02';
  end if;
  insert into ledger.story_operations (story_id, revision, author_id, client_id, sequence, change, made_at)
  select p_story_id, head.revision + o.place, app.current_actor_id(), o.client_id, o.sequence, o.change, at
  from unnest(p_client_ids, p_sequences, p_changes) with ordinality as o (client_id, sequence, change, place);
  update ledger.story_heads h set revision = h.revision + cardinality(p_changes) where h.story_id = p_story_id;
  -- What was published is being written on again.
  update ledger.story_drafts d set stage = 'draft' where d.story_id = p_story_id and d.stage = 'published';
  return at;
end
$$;

-- Told to the other nodes once for a whole batch, whoever wrote in it.
create function app.tell_of_operations(p_story_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.may_write_story(p_story_id) then
    perform app.emit('draft_written', p_story_id, null, null);
  end if;
end
$$;

-- Makes the draft what its operations up to p_revision made of it. 'behind' when it is as new already, or when there are not so
-- many. What was there is kept as a version when half an hour lies in between.
create function app.save_snapshot(p_story_id uuid, p_revision integer, p_version_id uuid, p_fields jsonb, p_body jsonb, p_body_text text,
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
    saved_at = at
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

-- The communities that a story is told in are no words: they are chosen as they were with the draft's save. One that was chosen
-- before stays choosable; a co-author may let go of one, and choose none.
create function app.choose_communities(p_story_id uuid, p_community_ids uuid[]) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  draft ledger.story_drafts := app.lock_draft(p_story_id, false);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  update ledger.story_drafts d set community_ids = (
    select coalesce(array_agg(distinct c), '{}') from unnest(p_community_ids) c
    where c = any (draft.community_ids) or (actor = draft.teller_id and c = any (app.my_community_ids()))
      or (actor = draft.custodian_id and c = draft.custody_community_id))
  where d.story_id = p_story_id;
  return 'chosen';
end
$$;

-- Private: as before; but nothing is frozen while words that were acknowledged are not in the draft yet.
create or replace function app.freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind,
  p_kept_by ledger.version_keeper, p_audience ledger.privacy_level) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_kept_by <> 'automatic' and exists (
    select 1 from ledger.story_heads h where h.story_id = p_draft.story_id and h.revision > p_draft.revision) then
    raise exception 'the draft is behind its operations' using errcode = 'ELD01';
  end if;
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

grant execute on function app.may_write_story(uuid) to ledger_app, ledger_reader;
grant execute on function app.append_operations(uuid, integer, uuid[], integer[], bytea[]), app.tell_of_operations(uuid),
  app.save_snapshot(uuid, integer, uuid, jsonb, jsonb, text, text, integer), app.choose_communities(uuid, uuid[]) to ledger_app;

set role ledger_owner;
set role ledger_reader;

-- What was written after p_after_revision, in order; nothing to whom the draft is not. Its opening is in the access log
-- (app.open_story), so whoever may not open it learns nothing here either.
create function app.read_operations(p_story_id uuid, p_after_revision integer, p_limit integer)
returns table (revision integer, author_id uuid, client_id uuid, sequence integer, seal smallint, change bytea, made_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.revision, o.author_id, o.client_id, o.sequence, o.seal, o.change, o.made_at
  from ledger.story_operations o
  where o.story_id = p_story_id and o.revision > p_after_revision
    and exists (select 1 from ledger.story_drafts d where d.story_id = p_story_id)
  order by o.revision
  limit p_limit
$$;

-- How far a client of the actor has come: the number of the newest of its operations that is in, and its revision.
create function app.read_client(p_story_id uuid, p_client_id uuid) returns table (sequence integer, revision integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.sequence, o.revision from ledger.story_operations o
  where o.story_id = p_story_id and o.author_id = app.current_actor_id() and o.client_id = p_client_id
  order by o.sequence desc limit 1
$$;

grant execute on function app.read_operations(uuid, integer, integer), app.read_client(uuid, uuid) to ledger_app;

set role ledger_owner;
