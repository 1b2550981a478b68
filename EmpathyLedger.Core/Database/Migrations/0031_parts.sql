-- The parts that people have in a story: who writes with its teller, who may comment, who may look; and inviting them.
--
-- The teller gives parts, changes and ends them; in a narrator's place whoever keeps the story does. Everybody with a part sees who
-- else has one. Whoever wrote with the teller once never reviews that story, whether they still do or not.

set role ledger_owner;

-- A part, and being a reader whom the teller chose, are two things: somebody may have both, and the one outlives the other.
alter table ledger.story_people drop constraint story_people_pkey;
alter table ledger.story_people add constraint story_people_pkey primary key (story_id, profile_id, role);
create unique index story_people_part_idx on ledger.story_people (story_id, profile_id) where role <> 'reader';
comment on table ledger.story_people is 'Teller and chosen readers of a story, and who has a part in it: co-authors, commenters, watchers.';

create type ledger.story_invitation_state as enum ('waiting', 'accepted', 'declined', 'ended');

-- By name, or by a link of which only the hash is kept. A link is used once and ends after a fortnight.
create table ledger.story_invitations (
  id uuid primary key,
  story_id uuid not null references ledger.stories (id) on delete cascade,
  profile_id uuid references ledger.profiles (id),
  token_hash bytea unique check (octet_length(token_hash) = 32),
  role ledger.story_role not null check (role in ('co_author', 'commenter', 'watcher')),
  state ledger.story_invitation_state not null default 'waiting',
  invited_by uuid not null references ledger.profiles (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  answered_by uuid references ledger.profiles (id),
  closed_at timestamptz,
  sovereignty jsonb,
  check (num_nonnulls(profile_id, token_hash) = 1),
  check ((token_hash is null) = (expires_at is null)),
  check ((state = 'waiting') = (closed_at is null))
);
create index story_invitations_story_id_idx on ledger.story_invitations (story_id, created_at);
create unique index story_invitations_waiting_idx on ledger.story_invitations (story_id, profile_id) where state = 'waiting';
create index story_invitations_profile_id_idx on ledger.story_invitations (profile_id) where profile_id is not null;
create index story_invitations_invited_by_idx on ledger.story_invitations (invited_by);
create index story_invitations_answered_by_idx on ledger.story_invitations (answered_by) where answered_by is not null;

create type ledger.story_people_event_kind as enum ('given', 'accepted', 'changed', 'ended', 'left');

create table ledger.story_people_events (
  story_id uuid not null references ledger.stories (id) on delete cascade,
  id bigint generated always as identity,
  profile_id uuid not null,
  -- The part that was given, the one that it was changed to, or the one that ended.
  role ledger.story_role not null,
  kind ledger.story_people_event_kind not null,
  -- Null for what no person did: parts that there were before this table.
  actor_id uuid,
  happened_at timestamptz not null,
  sovereignty jsonb,
  primary key (story_id, id)
);

comment on table ledger.story_invitations is 'Who was asked to have a part in a story, by name or by a link, and what became of it.';
comment on table ledger.story_people_events is 'Append-only: which part in a story was given, changed, ended or left, by whom and when.';

alter table ledger.story_invitations enable row level security;
alter table ledger.story_invitations force row level security;
alter table ledger.story_people_events enable row level security;
alter table ledger.story_people_events force row level security;
grant select, insert, update on ledger.story_invitations to ledger_policy;
grant select, insert on ledger.story_people_events to ledger_policy;

create trigger story_people_events_append_only before update or truncate on ledger.story_people_events
  for each statement execute function app.refuse_change();
create trigger story_people_events_go_with_the_story before delete on ledger.story_people_events
  for each row execute function app.refuse_change_of_trail();

insert into ledger.story_people_events (story_id, profile_id, role, kind, happened_at)
select p.story_id, p.profile_id, p.role, 'given', p.added_at from ledger.story_people p where p.role = 'co_author';

-- keeper_ids tells those of author_ids who read a review only as long as something else lets them: custodians, and now co-authors.
update ledger.version_clearances c set keeper_ids = array_remove(c.author_ids, v.teller_id)
from ledger.story_versions v where v.id = c.version_id and c.keeper_ids <> array_remove(c.author_ids, v.teller_id);

set role ledger_policy;

-- Stories in which the actor has a part and does not tell them. For policies.
create function app.my_part_story_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role in ('co_author', 'commenter', 'watcher')
  );
end
$$;

-- Stories whose draft the actor reads and does not write in.
create function app.my_watched_story_ids() returns uuid[]
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role in ('commenter', 'watcher')
      and not exists (select 1 from ledger.stories s where s.id = p.story_id and s.erased_at is not null)
  );
end
$$;

-- Private: everybody who ever wrote a story, told it or kept it. None of them reviews it.
create function app.writers_of(p_story_id uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(x.id), '{}') from (
    select p.profile_id as id from ledger.story_people p where p.story_id = p_story_id and p.role in ('teller', 'co_author')
    union select e.profile_id from ledger.story_people_events e where e.story_id = p_story_id and e.role = 'co_author'
    union select unnest(app.keepers_of(p_story_id))) x
$$;

-- Whatever way a part comes, changes or goes, it is noted; and whoever writes with the teller from now on is no reviewer of what was
-- sent before either.
create function app.note_part() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  part ledger.story_people := case when tg_op = 'DELETE' then old else new end;
  actor uuid := app.current_actor_id();
begin
  -- With its story everything of it goes.
  if exists (select 1 from ledger.stories s where s.id = part.story_id) then
    insert into ledger.story_people_events (story_id, profile_id, role, kind, actor_id, happened_at)
    values (part.story_id, part.profile_id, part.role, case
      when tg_op = 'UPDATE' then 'changed'
      when tg_op = 'INSERT' then case when actor = part.profile_id then 'accepted' else 'given' end
      else case when actor = part.profile_id then 'left' else 'ended' end end::ledger.story_people_event_kind, actor, app.ledger_now());
    if tg_op <> 'DELETE' and part.role = 'co_author' then
      update ledger.story_versions v set author_ids = array_append(v.author_ids, part.profile_id)
      where v.story_id = part.story_id and not part.profile_id = any (v.author_ids);
      update ledger.version_clearances c set author_ids = array_append(array_remove(c.author_ids, part.profile_id), part.profile_id),
        keeper_ids = array_append(array_remove(c.keeper_ids, part.profile_id), part.profile_id)
      where c.story_id = part.story_id and not part.profile_id = any (c.author_ids);
    end if;
  end if;
  perform app.emit('part_changed', part.story_id, null, part.profile_id);
  return null;
end
$$;

grant execute on function app.my_part_story_ids(), app.my_watched_story_ids() to ledger_app, ledger_reader;

set role ledger_owner;

create trigger story_people_note_part_on_insert after insert on ledger.story_people
  for each row when (new.role not in ('teller', 'reader')) execute function app.note_part();
create trigger story_people_note_part_on_update after update of role on ledger.story_people
  for each row when (old.role <> new.role) execute function app.note_part();
create trigger story_people_note_part_on_delete after delete on ledger.story_people
  for each row when (old.role not in ('teller', 'reader')) execute function app.note_part();

-- Everybody on a story sees who else is; readers whom the teller chose are for the teller to know.
create policy story_people_select_with_a_part on ledger.story_people for select to ledger_app, ledger_reader
  using (role <> 'reader' and story_id = any ((select app.my_part_story_ids())::uuid[]));

create policy story_people_events_select_teller on ledger.story_people_events for select to ledger_app
  using (app.tells_or_keeps_story(story_id));
grant select (story_id, id, profile_id, role, kind, actor_id, happened_at) on ledger.story_people_events to ledger_app;

-- Commenters and watchers read the draft's words where app.open_story and app.read_operations give them; its row is not theirs.
create policy story_drafts_select_watcher on ledger.story_drafts for select to ledger_reader
  using (story_id = any ((select app.my_watched_story_ids())::uuid[]));

set role ledger_reader;

create or replace function app.check_story_access(p_story_id uuid, p_action ledger.story_action) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_granted boolean;
begin
  is_granted := case p_action
    when 'view' then exists (select 1 from ledger.stories s where s.id = p_story_id and s.is_open)
    when 'edit' then app.may_write_story(p_story_id)
    when 'watch' then p_story_id = any (app.my_watched_story_ids())
    when 'share' then exists (select 1 from ledger.stories s where s.id = p_story_id and s.is_open and s.shown_level >= 'community')
    when 'analyze' then exists (select 1 from ledger.stories s
      where s.id = p_story_id and s.is_open and s.consent_ai_local and not s.is_sensitive)
    else false end;
  perform app.log_access(p_story_id, null, p_action, is_granted);
  return is_granted;
end
$$;

-- As before; and the draft to watch, without the communities that it is meant for.
create or replace function app.open_story(p_story_id uuid, p_action ledger.story_action)
returns table (story_id uuid, version_id uuid, revision integer, title text, summary text, language text, direction text, told_when text,
  told_to text, place text, themes text[], warnings text[], people jsonb, community_ids uuid[], is_sensitive boolean, body jsonb,
  body_text text, transcript text, word_count integer, saved_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.check_story_access(p_story_id, p_action) then
    return;
  end if;
  if p_action in ('edit', 'watch') then
    return query select d.story_id, null::uuid, d.revision, d.title, d.summary, d.language, d.direction, d.told_when, d.told_to,
      d.place, d.themes, d.warnings, d.people, case when p_action = 'edit' then d.community_ids else '{}' end, d.is_sensitive, d.body,
      d.body_text, d.transcript, d.word_count, d.saved_at
    from ledger.story_drafts d where d.story_id = p_story_id;
    return;
  end if;
  return query select v.story_id, v.id, v.draft_revision, v.title, v.summary, v.language, v.direction, v.told_when, v.told_to,
    v.place, v.themes, v.warnings, v.people, v.community_ids, v.is_sensitive, v.body, v.body_text, v.transcript, v.word_count,
    v.created_at
  from ledger.stories s join ledger.story_versions v on v.id = s.published_version_id
  where s.id = p_story_id and s.is_open;
end
$$;

set role ledger_owner;
set role ledger_policy;

-- Private: as before; and whoever ever wrote with the teller is among the authors.
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
    p_draft.transcript, p_draft.word_count, p_audience, app.writers_of(p_draft.story_id), app.ledger_now());
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

-- As before; co-authors too read a review only as long as they are on the story.
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
    array_remove(v.author_ids, v.teller_id), at
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

-- As before; nobody who ever wrote with the teller is one of them.
create or replace function app.count_other_elders(p_story_id uuid) returns table (community_id uuid, elders integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, (
    select count(*)::integer from ledger.community_members m
    where m.community_id = c.id and m.status = 'active' and 'elder' = any (m.roles)
      and not m.profile_id = any ((select app.writers_of(p_story_id))::uuid[]))
  from ledger.story_drafts d, unnest(d.community_ids) x (id) join ledger.communities c on c.id = x.id
  where d.story_id = p_story_id and app.tells_or_keeps_story(p_story_id)
$$;

-- As before; a co-author can be chosen as a reader too, the teller cannot.
create or replace function app.choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_own_draft(p_story_id);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_is_chosen then
    if p_profile_id = draft.teller_id or not exists (select 1 from ledger.community_members m
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

-- Private: whether somebody may give parts in a story: its teller, or who keeps it for its narrator.
create function app.gives_parts(p_story_id uuid, p_profile_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.story_drafts d
    where d.story_id = p_story_id
      and (d.teller_id = p_profile_id or (d.custodian_id = p_profile_id and exists (
        select 1 from ledger.community_members m
        where m.community_id = d.custody_community_id and m.profile_id = p_profile_id and m.status = 'active' and 'steward' = any (m.roles))))
      and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null))
$$;

-- The actor's part in a story: teller, custodian, co_author, commenter, watcher; null for nobody's.
create function app.my_part(p_story_id uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
      when d.teller_id = me.id then 'teller'
      when app.gives_parts(p_story_id, me.id) then 'custodian'
      else (select p.role::text from ledger.story_people p
        where p.story_id = p_story_id and p.profile_id = me.id and p.role in ('co_author', 'commenter', 'watcher')) end
  from (select app.current_actor_id() as id offset 0) me, ledger.story_drafts d
  where d.story_id = p_story_id and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null)
$$;

-- Private: holds what decides about parts: the stewardship of whoever keeps the story, its head, its draft. In the order in which
-- writing holds them (app.lock_head), so that an operation is in before its author's part ended or not at all. Not `for update`: a
-- snapshot holds the draft and refers to the head. Where there was no head yet it is held after the draft: whoever makes one holds
-- the draft while they do. Whoever calls this asks about the right in a statement after it.
create function app.lock_parts(p_story_id uuid) returns ledger.story_drafts
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts;
  has_head boolean;
begin
  perform 1 from ledger.story_drafts d join ledger.community_members m on m.community_id = d.custody_community_id
  where d.story_id = p_story_id and m.profile_id = d.custodian_id for share of m;
  perform 1 from ledger.story_heads h where h.story_id = p_story_id for no key update;
  has_head := found;
  select d.* into draft from ledger.story_drafts d where d.story_id = p_story_id for update;
  if not has_head then
    perform 1 from ledger.story_heads h where h.story_id = p_story_id for no key update;
  end if;
  return draft;
end
$$;

-- Private: an elder whose answer about the story stands cannot become one of its authors: the answer would be lost with it.
create function app.has_judged(p_story_id uuid, p_profile_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.version_clearances c
    join ledger.review_decisions d on d.version_id = c.version_id and d.community_id = c.community_id
    where c.story_id = p_story_id and c.is_open and d.elder_id = p_profile_id and d.kind <> 'take_back'
      and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id))
$$;

-- Private: whether there is room for one more; people and invitations that wait count alike.
create function app.is_story_full(p_story_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (select count(*) from ledger.story_people p where p.story_id = p_story_id and p.role not in ('teller', 'reader'))
    + (select count(*) from ledger.story_invitations i
        where i.story_id = p_story_id and i.state = 'waiting' and (i.expires_at is null or i.expires_at > app.ledger_now())) >= 60
$$;

-- Private: news of a part, once in an hour as long as it is not read: inviting, ending and inviting again fills nobody's letter box.
create function app.tell_of_part(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.notifications (id, profile_id, kind, story_id, created_at)
  select gen_random_uuid(), p_profile_id, p_kind, p_story_id, app.ledger_now()
  where p_profile_id <> app.current_actor_id() and not exists (
    select 1 from ledger.notifications n
    where n.profile_id = p_profile_id and n.kind = p_kind and n.story_id = p_story_id and n.read_at is null
      and n.created_at > app.ledger_now() - interval '1 hour')
$$;

-- By name: somebody with whom whoever invites shares a community on that day. What is kept for a narrator is shown in the community
-- that keeps it.
create function app.invite_to_story(p_id uuid, p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_role not in ('co_author', 'commenter', 'watcher') then
    return 'invalid';
  end if;
  if p_profile_id in (actor, draft.teller_id) or not exists (select 1 from ledger.community_members m
    where m.profile_id = p_profile_id and m.status = 'active' and m.community_id = any (
      case when draft.custodian_id = actor then array[draft.custody_community_id] else app.my_community_ids() end)) then
    return 'not_found';
  end if;
  if exists (select 1 from ledger.story_people p
    where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role in ('co_author', 'commenter', 'watcher')) then
    return 'already_on_it';
  end if;
  if exists (select 1 from ledger.story_invitations i
    where i.story_id = p_story_id and i.profile_id = p_profile_id and i.state = 'waiting') then
    return 'already_invited';
  end if;
  -- Who said no is left in peace for a week.
  if exists (select 1 from ledger.story_invitations i
    where i.story_id = p_story_id and i.profile_id = p_profile_id and i.state = 'declined'
      and i.closed_at > app.ledger_now() - interval '7 days') then
    return 'declined_lately';
  end if;
  if app.is_story_full(p_story_id) then
    return 'too_many';
  end if;
  insert into ledger.story_invitations (id, story_id, profile_id, role, invited_by, created_at)
  values (p_id, p_story_id, p_profile_id, p_role, actor, app.ledger_now());
  perform app.tell_of_part(p_profile_id, 'story_invited', p_story_id);
  perform app.emit('part_changed', p_story_id, null, p_profile_id);
  return 'invited';
end
$$;

create function app.make_story_link(p_id uuid, p_story_id uuid, p_token_hash bytea, p_role ledger.story_role) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  if draft.story_id is null then
    return 'not_found';
  end if;
  if p_role not in ('co_author', 'commenter', 'watcher') then
    return 'invalid';
  end if;
  if app.is_story_full(p_story_id) then
    return 'too_many';
  end if;
  insert into ledger.story_invitations (id, story_id, token_hash, role, invited_by, created_at, expires_at)
  values (p_id, p_story_id, p_token_hash, p_role, app.current_actor_id(), app.ledger_now(), app.ledger_now() + interval '14 days');
  perform app.emit('part_changed', p_story_id, null, null);
  return 'made';
end
$$;

-- By name or by link, while nobody has answered it.
create function app.end_story_invitation(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  story uuid;
  invited uuid;
  draft ledger.story_drafts;
begin
  select i.story_id into story from ledger.story_invitations i where i.id = p_id;
  draft := app.lock_draft(story, true);
  if draft.story_id is null then
    return 'not_found';
  end if;
  update ledger.story_invitations i set state = 'ended', closed_at = app.ledger_now()
  where i.id = p_id and i.state = 'waiting' returning i.profile_id into invited;
  if not found then
    return 'not_found';
  end if;
  perform app.emit('part_changed', story, null, invited);
  return 'ended';
end
$$;

-- Private: the part that an invitation gives becomes the actor's. The story is locked (app.lock_parts), the invitation is good.
create function app.take_part(p_invitation ledger.story_invitations) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
begin
  insert into ledger.story_people (story_id, profile_id, role, added_at) values (p_invitation.story_id, actor, p_invitation.role, at);
  -- A link was opened by somebody who was asked by name as well: one answer is enough.
  update ledger.story_invitations i set state = 'accepted', closed_at = at, answered_by = actor
  where i.id = p_invitation.id or (i.story_id = p_invitation.story_id and i.profile_id = actor and i.state = 'waiting');
  perform app.tell_of_part(p_invitation.invited_by, 'invitation_accepted', p_invitation.story_id);
end
$$;

create function app.answer_story_invitation(p_id uuid, p_is_accepted boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  invitation ledger.story_invitations;
  draft ledger.story_drafts;
begin
  select i.* into invitation from ledger.story_invitations i where i.id = p_id and i.profile_id = actor;
  if invitation.id is null then
    return 'not_found';
  end if;
  draft := app.lock_parts(invitation.story_id);
  -- An invitation is worth what whoever gave it may do now.
  select i.* into invitation from ledger.story_invitations i where i.id = p_id and i.state = 'waiting' for update;
  if draft.story_id is null or invitation.id is null or not app.gives_parts(invitation.story_id, invitation.invited_by)
    or app.my_part(invitation.story_id) is not null then
    return 'not_found';
  end if;
  if not p_is_accepted then
    update ledger.story_invitations i set state = 'declined', closed_at = app.ledger_now(), answered_by = actor where i.id = p_id;
    perform app.tell_of_part(invitation.invited_by, 'invitation_declined', invitation.story_id);
    perform app.emit('part_changed', invitation.story_id, null, actor);
    return 'declined';
  end if;
  if invitation.role = 'co_author' and app.has_judged(invitation.story_id, actor) then
    return 'has_judged';
  end if;
  perform app.take_part(invitation);
  return 'accepted';
end
$$;

-- Private: the invitation of a link that is good today.
create function app.story_link(p_token_hash bytea) returns ledger.story_invitations
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.* from ledger.story_invitations i
  where i.token_hash = p_token_hash and i.state = 'waiting' and i.expires_at > app.ledger_now()
    and app.gives_parts(i.story_id, i.invited_by)
    -- Whose part was ended comes back by a new decision, not by a link that was made before.
    and not exists (select 1 from ledger.story_people_events e
      where e.story_id = i.story_id and e.profile_id = app.current_actor_id() and e.kind = 'ended' and e.happened_at >= i.created_at)
$$;

-- What somebody who is signed in and holds the link may know before accepting: which story, from whom, for what.
create function app.read_story_link(p_token_hash bytea)
returns table (story_id uuid, title text, teller_name text, inviter_name text, role ledger.story_role, expires_at timestamptz, my_part text,
  has_judged boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.story_id, d.title, t.display_name, n.display_name, i.role, i.expires_at, app.my_part(i.story_id),
    app.has_judged(i.story_id, app.current_actor_id())
  from app.story_link(p_token_hash) i
  join ledger.story_drafts d on d.story_id = i.story_id
  join ledger.profiles t on t.id = d.teller_id join ledger.profiles n on n.id = i.invited_by
  where exists (select 1 from ledger.profiles p where p.id = app.current_actor_id())
$$;

create function app.accept_story_link(p_token_hash bytea) returns table (outcome text, story_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  link ledger.story_invitations;
begin
  if actor is null or not exists (select 1 from ledger.profiles p where p.id = actor) then
    return query select 'not_signed_in', null::uuid;
    return;
  end if;
  link := app.story_link(p_token_hash);
  if link.id is not null then
    perform app.lock_parts(link.story_id);
    perform 1 from ledger.story_invitations i where i.id = link.id for update;
    -- Asked after the wait: somebody else may have used it, or it ended.
    link := app.story_link(p_token_hash);
  end if;
  if link.id is null then
    return query select 'not_found', null::uuid;
  elsif app.my_part(link.story_id) is not null then
    return query select 'already_on_it', link.story_id;
  elsif link.role = 'co_author' and app.has_judged(link.story_id, actor) then
    return query select 'has_judged', link.story_id;
  else
    perform app.take_part(link);
    return query select 'accepted', link.story_id;
  end if;
end
$$;

create function app.change_part(p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
begin
  if not app.gives_parts(p_story_id, actor) then
    return 'not_found';
  end if;
  if p_role not in ('co_author', 'commenter', 'watcher') then
    return 'invalid';
  end if;
  perform app.lock_parts(p_story_id);
  if not app.gives_parts(p_story_id, actor) then
    return 'not_found';
  end if;
  if p_role = 'co_author' and app.has_judged(p_story_id, p_profile_id) then
    return 'has_judged';
  end if;
  update ledger.story_people p set role = p_role
  where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role in ('co_author', 'commenter', 'watcher') and p.role <> p_role;
  if found then
    perform app.tell_of_part(p_profile_id, 'part_changed', p_story_id);
    return 'changed';
  end if;
  return case when exists (select 1 from ledger.story_people p
    where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role = p_role) then 'changed' else 'not_on_it' end;
end
$$;

create function app.end_part(p_story_id uuid, p_profile_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
begin
  if not app.gives_parts(p_story_id, actor) then
    return 'not_found';
  end if;
  perform app.lock_parts(p_story_id);
  if not app.gives_parts(p_story_id, actor) then
    return 'not_found';
  end if;
  delete from ledger.story_people p
  where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role in ('co_author', 'commenter', 'watcher');
  if not found then
    return 'not_on_it';
  end if;
  perform app.tell_of_part(p_profile_id, 'part_ended', p_story_id);
  return 'ended';
end
$$;

-- Of one's own will, at any time.
create function app.leave_story(p_story_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  draft ledger.story_drafts;
begin
  if not p_story_id = any (app.my_part_story_ids()) then
    return 'not_found';
  end if;
  draft := app.lock_parts(p_story_id);
  delete from ledger.story_people p
  where p.story_id = p_story_id and p.profile_id = actor and p.role in ('co_author', 'commenter', 'watcher');
  if not found then
    return 'not_found';
  end if;
  -- A narrator's news goes to whoever keeps the story.
  perform app.tell_of_part(draft.teller_id, 'part_left', p_story_id);
  return 'left';
end
$$;

-- Who is on a story, for everybody who is: the teller first, then as they came. Names as they are today, and whether the actor shares
-- a community with them today: a part outlives the community that it was given in.
create function app.people_on_story(p_story_id uuid)
returns table (profile_id uuid, part text, display_name text, since timestamptz, is_neighbour boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select x.profile_id, x.part, n.display_name, x.since, exists (
    select 1 from ledger.community_members m
    where m.profile_id = x.profile_id and m.status = 'active' and m.community_id = any ((select app.my_community_ids())::uuid[]))
  from (
    select p.profile_id, p.role::text as part, p.added_at as since, p.role = 'teller' as is_first
    from ledger.story_people p where p.story_id = p_story_id and p.role <> 'reader'
      -- Whoever took over a story that they had a part in is named once.
      and (p.role = 'teller' or not app.gives_parts(p_story_id, p.profile_id))
    union all
    select d.custodian_id, 'custodian', d.created_at, true from ledger.story_drafts d
    where d.story_id = p_story_id and app.gives_parts(p_story_id, d.custodian_id)) x
  join ledger.profiles n on n.id = x.profile_id
  where app.my_part(p_story_id) is not null
  order by x.is_first desc, x.part = 'custodian', x.since, x.profile_id
$$;

-- What waits for an answer, for who gives parts.
create function app.invitations_of_story(p_story_id uuid)
returns table (id uuid, profile_id uuid, display_name text, role ledger.story_role, created_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, i.profile_id, n.display_name, i.role, i.created_at, i.expires_at
  from ledger.story_invitations i left join ledger.profiles n on n.id = i.profile_id
  where i.story_id = p_story_id and i.state = 'waiting' and (i.expires_at is null or i.expires_at > app.ledger_now())
    and app.gives_parts(p_story_id, app.current_actor_id()) and app.gives_parts(p_story_id, i.invited_by)
  order by i.created_at, i.id
$$;

-- What the actor is asked: which story, by whom, for what.
create function app.my_story_invitations()
returns table (id uuid, story_id uuid, title text, teller_name text, inviter_name text, role ledger.story_role, created_at timestamptz,
  has_judged boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, i.story_id, d.title, t.display_name, n.display_name, i.role, i.created_at, app.has_judged(i.story_id, i.profile_id)
  from ledger.story_invitations i
  join ledger.story_drafts d on d.story_id = i.story_id
  join ledger.profiles t on t.id = d.teller_id join ledger.profiles n on n.id = i.invited_by
  where i.profile_id = (select app.current_actor_id()) and i.state = 'waiting' and app.gives_parts(i.story_id, i.invited_by)
  order by i.created_at desc, i.id
$$;

-- Stories of others in which the actor has a part, as a list of one's own shows them; commenters and watchers see no row of them.
create function app.my_parts()
returns table (story_id uuid, part ledger.story_role, title text, language text, direction text, teller_name text, saved_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.story_id, p.role, d.title, d.language, d.direction, n.display_name, d.saved_at
  from ledger.story_people p
  join ledger.story_drafts d on d.story_id = p.story_id join ledger.profiles n on n.id = d.teller_id
  where p.profile_id = (select app.current_actor_id()) and p.role in ('co_author', 'commenter', 'watcher')
    and not exists (select 1 from ledger.stories s where s.id = p.story_id and s.erased_at is not null)
  order by d.saved_at desc, d.story_id
$$;

grant execute on function app.my_part(uuid), app.invite_to_story(uuid, uuid, uuid, ledger.story_role),
  app.make_story_link(uuid, uuid, bytea, ledger.story_role), app.end_story_invitation(uuid), app.answer_story_invitation(uuid, boolean),
  app.read_story_link(bytea), app.accept_story_link(bytea), app.change_part(uuid, uuid, ledger.story_role), app.end_part(uuid, uuid),
  app.leave_story(uuid), app.people_on_story(uuid), app.invitations_of_story(uuid), app.my_story_invitations(), app.my_parts()
  to ledger_app;

set role ledger_owner;
