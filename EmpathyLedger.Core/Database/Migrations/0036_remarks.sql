-- Comments and suggestions on passages of a draft. A thread hangs on a passage and is a comment, or a suggestion: other words for the
-- passage. It has remarks: its first words and the answers. Whoever has a part in the story reads all of it; all but watchers speak.

set role ledger_owner;

alter type ledger.event_kind add value 'remarks_changed';
alter type ledger.notification_kind add value 'thread_begun';
alter type ledger.notification_kind add value 'thread_answered';
alter type ledger.notification_kind add value 'thread_decided';

create type ledger.thread_kind as enum ('comment', 'suggestion');
create type ledger.thread_place as enum ('body', 'transcript');
create type ledger.thread_state as enum ('open', 'resolved', 'accepted', 'refused', 'taken_back');
grant usage on type ledger.thread_kind, ledger.thread_place, ledger.thread_state to ledger_policy, ledger_reader, ledger_app;

create table ledger.story_threads (
  id uuid primary key,
  story_id uuid not null references ledger.story_drafts (story_id) on delete cascade,
  kind ledger.thread_kind not null,
  place ledger.thread_place not null,
  -- Where the passage is in the words at that revision, in UTF-16 code units. Sessions move it along with what is written; what was
  -- written since is in the operations. Of a thread that is closed: where it was then.
  anchor_revision integer not null check (anchor_revision >= 0),
  anchor_index integer not null check (anchor_index >= 0),
  anchor_length integer not null check (anchor_length >= 0),
  -- The passage as it was; nothing once the teller had the history forgotten.
  quote text not null check (char_length(quote) <= 500),
  replacement text check (char_length(replacement) <= 20000),
  author_id uuid not null,
  made_at timestamptz not null,
  state ledger.thread_state not null default 'open',
  decided_by uuid,
  decided_at timestamptz,
  sovereignty jsonb,
  check ((kind = 'suggestion') = (replacement is not null)),
  check (state = 'open' or (state = 'taken_back') or (state = 'resolved') = (kind = 'comment')),
  check ((state = 'open') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null))
);

-- The first words of a thread have its id.
create table ledger.thread_remarks (
  id uuid primary key,
  thread_id uuid not null references ledger.story_threads (id) on delete cascade,
  author_id uuid not null,
  words text not null check (char_length(words) <= 4000),
  made_at timestamptz not null,
  -- Then the words are gone, and that something was said stays.
  taken_back_at timestamptz,
  sovereignty jsonb,
  check (taken_back_at is null or words = '')
);

comment on table ledger.story_threads is 'Comments and suggestions on passages of a draft: where each hangs, and what became of it.';
comment on table ledger.thread_remarks is 'What was said in a thread, its first words among it.';

create index story_threads_open_idx on ledger.story_threads (story_id) where state = 'open';
create index story_threads_closed_idx on ledger.story_threads (story_id, decided_at desc, id desc) where state <> 'open';
create index thread_remarks_thread_id_idx on ledger.thread_remarks (thread_id, made_at);

alter table ledger.story_threads enable row level security;
alter table ledger.story_threads force row level security;
alter table ledger.thread_remarks enable row level security;
alter table ledger.thread_remarks force row level security;

grant select, insert, update on ledger.story_threads, ledger.thread_remarks to ledger_policy;

-- Whoever sees the draft's row sees that something was said; what was said is read by functions alone, as the draft's words are.
create policy story_threads_select_draft on ledger.story_threads for select to ledger_app, ledger_reader
  using (exists (select 1 from ledger.story_drafts d where d.story_id = story_threads.story_id));
create policy thread_remarks_select_draft on ledger.thread_remarks for select to ledger_app, ledger_reader
  using (exists (select 1 from ledger.story_threads t where t.id = thread_remarks.thread_id));
grant select (id, story_id, kind, place, anchor_revision, anchor_index, anchor_length, author_id, made_at, state, decided_by, decided_at)
  on ledger.story_threads to ledger_app, ledger_reader;
grant select (id, thread_id, author_id, made_at, taken_back_at) on ledger.thread_remarks to ledger_app, ledger_reader;

set role ledger_policy;

-- Private: the actor's part in a story, held until the transaction ends: whoever ends it (app.lock_parts) waits, or has ended it before.
-- Other remarks and what is being written are not held up. In the order of all: stewardship, draft.
create function app.hold_part(p_story_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
begin
  perform 1 from ledger.story_drafts d join ledger.community_members m on m.community_id = d.custody_community_id
  where d.story_id = p_story_id and d.custodian_id = actor and m.profile_id = actor for share of m;
  perform 1 from ledger.story_drafts d where d.story_id = p_story_id for key share;
  return app.my_part(p_story_id);
end
$$;

-- Private: as app.hold_part, of the story of a thread, and the thread held behind it. No row to whom the story is not.
create function app.hold_thread(p_thread_id uuid) returns table (part text, thread ledger.story_threads)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine text := app.hold_part((select t.story_id from ledger.story_threads t where t.id = p_thread_id));
  held ledger.story_threads;
begin
  if mine is not null then
    select t.* into held from ledger.story_threads t where t.id = p_thread_id for update;
    return query select mine, held;
  end if;
end
$$;

-- Private: what each part may.
create function app.part_speaks(p_part text) returns boolean
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(p_part in ('teller', 'custodian', 'co_author', 'commenter'), false)
$$;

create function app.part_decides(p_part text) returns boolean
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(p_part in ('teller', 'custodian'), false)
$$;

create function app.part_resolves(p_part text, p_is_author boolean) returns boolean
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(p_part in ('teller', 'custodian', 'co_author') or (p_is_author and p_part = 'commenter'), false)
$$;

-- Private: news of a thread, for somebody who may read it today; never of what one did oneself, and none while another of the same kind
-- about the same story is unread.
create function app.tell_of_thread(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.notifications (id, profile_id, kind, story_id, created_at)
  select gen_random_uuid(), p_profile_id, p_kind, p_story_id, app.ledger_now()
  where p_profile_id <> app.current_actor_id()
    and (app.gives_parts(p_story_id, p_profile_id) or exists (
      select 1 from ledger.story_people p
      where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role in ('co_author', 'commenter', 'watcher')))
    and not exists (select 1 from ledger.notifications n
      where n.profile_id = p_profile_id and n.kind = p_kind and n.story_id = p_story_id and n.read_at is null)
$$;

-- Private: the others who spoke in a thread.
create function app.tell_who_spoke(p_thread ledger.story_threads, p_kind ledger.notification_kind) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select app.tell_of_thread(s.author_id, p_kind, p_thread.story_id)
  from (select distinct r.author_id from ledger.thread_remarks r where r.thread_id = p_thread.id) s
$$;

-- Private: room for one more open thread. Two who begin one at the same moment do so one after the other.
create function app.has_room_for_thread(p_story_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('threads of ' || p_story_id, 0));
  return (select count(*) from ledger.story_threads t where t.story_id = p_story_id and t.state = 'open') < 500;
end
$$;

-- The passage is where it is at p_revision, which the story has reached; p_quote is what stands there. A comment is on words, a suggestion
-- may also be words for a place where there are none.
create function app.begin_thread(p_id uuid, p_story_id uuid, p_kind ledger.thread_kind, p_place ledger.thread_place, p_revision integer,
  p_index integer, p_length integer, p_quote text, p_words text, p_replacement text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  part text := app.hold_part(p_story_id);
begin
  if part is null then
    return 'not_found';
  end if;
  if not app.part_speaks(part) then
    return 'not_allowed';
  end if;
  if char_length(p_words) > 4000 or char_length(p_quote) > 500 or p_length > 20000 or char_length(p_replacement) > 20000 then
    return 'too_long';
  end if;
  if p_kind = 'comment' and btrim(p_words) = '' or p_kind = 'suggestion' and (p_replacement is null or (p_length = 0 and p_replacement = '')) then
    return 'empty';
  end if;
  if p_index < 0 or p_length < 0 or p_revision < 0 or (p_kind = 'comment' and p_length = 0)
    or p_revision > (select coalesce(h.revision, d.revision) from ledger.story_drafts d left join ledger.story_heads h on h.story_id = d.story_id
      where d.story_id = p_story_id) then
    return 'gone';
  end if;
  if not app.has_room_for_thread(p_story_id) then
    return 'too_many';
  end if;
  insert into ledger.story_threads (id, story_id, kind, place, anchor_revision, anchor_index, anchor_length, quote, replacement, author_id, made_at)
  values (p_id, p_story_id, p_kind, p_place, p_revision, p_index, p_length, p_quote, case when p_kind = 'suggestion' then p_replacement end, actor, at);
  insert into ledger.thread_remarks (id, thread_id, author_id, words, made_at) values (p_id, p_id, actor, p_words, at);
  -- A narrator has nobody to read it but whoever keeps their story.
  perform app.tell_of_thread(case when d.custodian_id is null then d.teller_id else d.custodian_id end, 'thread_begun', p_story_id)
  from ledger.story_drafts d where d.story_id = p_story_id;
  perform app.emit('remarks_changed', p_story_id, null, actor);
  return 'done';
end
$$;

create function app.answer_thread(p_id uuid, p_thread_id uuid, p_words text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  held record;
  thread ledger.story_threads;
begin
  select h.* into held from app.hold_thread(p_thread_id) h;
  if not found then
    return 'not_found';
  end if;
  thread := held.thread;
  if not app.part_speaks(held.part) then
    return 'not_allowed';
  end if;
  if char_length(p_words) > 4000 then
    return 'too_long';
  end if;
  if btrim(p_words) = '' then
    return 'empty';
  end if;
  if thread.state <> 'open' then
    return 'closed';
  end if;
  if (select count(*) from ledger.thread_remarks r where r.thread_id = p_thread_id) >= 100 then
    return 'too_many';
  end if;
  insert into ledger.thread_remarks (id, thread_id, author_id, words, made_at) values (p_id, p_thread_id, actor, p_words, app.ledger_now());
  perform app.tell_who_spoke(thread, 'thread_answered');
  perform app.emit('remarks_changed', thread.story_id, null, actor);
  return 'done';
end
$$;

-- Private: a thread that is held becomes what somebody decided, and whoever spoke in it hears of it.
create function app.decide_thread(p_thread ledger.story_threads, p_state ledger.thread_state) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
begin
  update ledger.story_threads t set state = p_state, decided_by = actor, decided_at = app.ledger_now() where t.id = p_thread.id;
  perform app.tell_who_spoke(p_thread, 'thread_decided');
  perform app.emit('remarks_changed', p_thread.story_id, null, actor);
end
$$;

create function app.resolve_thread(p_thread_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  held record;
  thread ledger.story_threads;
begin
  select h.* into held from app.hold_thread(p_thread_id) h;
  if not found then
    return 'not_found';
  end if;
  thread := held.thread;
  if thread.kind <> 'comment' or not app.part_resolves(held.part, thread.author_id = app.current_actor_id()) then
    return 'not_allowed';
  end if;
  if thread.state <> 'open' then
    return 'closed';
  end if;
  perform app.decide_thread(thread, 'resolved');
  return 'done';
end
$$;

-- Where its passage is now is found by the operations since it was closed.
create function app.reopen_thread(p_thread_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  held record;
  thread ledger.story_threads;
begin
  select h.* into held from app.hold_thread(p_thread_id) h;
  if not found then
    return 'not_found';
  end if;
  thread := held.thread;
  if thread.kind <> 'comment' or not app.part_resolves(held.part, thread.author_id = actor) then
    return 'not_allowed';
  end if;
  if thread.state = 'open' then
    return 'done';
  end if;
  if thread.state <> 'resolved' then
    return 'closed';
  end if;
  if not app.has_room_for_thread(thread.story_id) then
    return 'too_many';
  end if;
  update ledger.story_threads t set state = 'open', decided_by = null, decided_at = null where t.id = p_thread_id;
  perform app.emit('remarks_changed', thread.story_id, null, actor);
  return 'done';
end
$$;

create function app.refuse_suggestion(p_thread_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  held record;
  thread ledger.story_threads;
begin
  select h.* into held from app.hold_thread(p_thread_id) h;
  if not found then
    return 'not_found';
  end if;
  thread := held.thread;
  if thread.kind <> 'suggestion' or not app.part_decides(held.part) then
    return 'not_allowed';
  end if;
  if thread.state <> 'open' then
    return 'closed';
  end if;
  perform app.decide_thread(thread, 'refused');
  return 'done';
end
$$;

-- Before it is accepted: whether that is for the actor to do, and the words.
create function app.read_suggestion(p_story_id uuid, p_thread_id uuid) returns table (outcome text, replacement text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  part text := app.my_part(p_story_id);
  thread ledger.story_threads;
begin
  select t.* into thread from ledger.story_threads t where t.id = p_thread_id and t.story_id = p_story_id and part is not null;
  return query select case
      when thread.id is null then 'not_found'
      when thread.kind <> 'suggestion' or not app.part_decides(part) then 'not_allowed'
      when thread.state <> 'open' then 'closed'
      else 'done' end,
    case when thread.kind = 'suggestion' and thread.state = 'open' and app.part_decides(part) then thread.replacement end;
end
$$;

-- The mark and the operation that it is the mark of are one: p_change goes behind p_expected_revision, or neither happens (ELD02 when
-- another node was quicker). No change where the passage says it already. The head is held first, as where operations are written, so of
-- two who accept one finds the thread closed.
create function app.accept_suggestion(p_thread_id uuid, p_expected_revision integer, p_client_id uuid, p_change bytea)
returns table (outcome text, made_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  story uuid := (select t.story_id from ledger.story_threads t where t.id = p_thread_id);
  thread ledger.story_threads;
  at timestamptz;
begin
  if app.my_part(story) is null then
    return query select 'not_found', null::timestamptz;
    return;
  end if;
  if not app.part_decides(app.my_part(story)) then
    return query select 'not_allowed', null::timestamptz;
    return;
  end if;
  perform app.lock_head_for(story, array[actor]);
  select t.* into thread from ledger.story_threads t where t.id = p_thread_id for update;
  -- Asked after the wait.
  if not app.part_decides(app.my_part(story)) or thread.kind <> 'suggestion' then
    return query select 'not_allowed', null::timestamptz;
    return;
  end if;
  if thread.state <> 'open' then
    return query select 'closed', null::timestamptz;
    return;
  end if;
  if p_change is not null then
    at := app.append_by(story, p_expected_revision, array[actor], array[1], array[p_client_id], array[1], array[p_change]);
    perform app.emit('draft_written', story, null, null);
  end if;
  perform app.decide_thread(thread, 'accepted');
  return query select 'done', at;
end
$$;

-- By whoever began it. Without an answer the thread is gone; with one it stays, and so does what others said. A suggestion that was taken
-- back is nobody's to accept.
create function app.take_back_thread(p_thread_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  held record;
  thread ledger.story_threads;
  is_answered boolean;
begin
  select h.* into held from app.hold_thread(p_thread_id) h;
  if not found then
    return 'not_found';
  end if;
  thread := held.thread;
  if thread.author_id <> actor then
    return 'not_allowed';
  end if;
  is_answered := exists (select 1 from ledger.thread_remarks r where r.thread_id = p_thread_id and r.id <> p_thread_id and r.taken_back_at is null);
  update ledger.thread_remarks r set words = '', taken_back_at = at where r.id = p_thread_id and r.taken_back_at is null;
  if not found then
    return 'closed';
  end if;
  if thread.state = 'open' and (thread.kind = 'suggestion' or not is_answered) then
    update ledger.story_threads t set state = 'taken_back', decided_by = actor, decided_at = at,
      replacement = case when t.replacement is not null then '' end, quote = case when is_answered then t.quote else '' end
    where t.id = p_thread_id;
  end if;
  perform app.emit('remarks_changed', thread.story_id, null, actor);
  return 'done';
end
$$;

-- An answer, by whoever gave it; or the first words.
create function app.take_back_remark(p_remark_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  remark ledger.thread_remarks;
  held record;
  thread ledger.story_threads;
begin
  select r.* into remark from ledger.thread_remarks r where r.id = p_remark_id;
  if remark.id = remark.thread_id then
    return app.take_back_thread(remark.thread_id);
  end if;
  select h.* into held from app.hold_thread(remark.thread_id) h;
  if not found then
    return 'not_found';
  end if;
  thread := held.thread;
  if remark.author_id <> actor then
    return 'not_allowed';
  end if;
  update ledger.thread_remarks r set words = '', taken_back_at = at where r.id = p_remark_id and r.taken_back_at is null;
  if not found then
    return 'closed';
  end if;
  -- Of a comment of which nothing is left, the passage is let go.
  update ledger.story_threads t set state = 'taken_back', decided_by = actor, decided_at = at, quote = ''
  where t.id = thread.id and t.state = 'open' and t.kind = 'comment'
    and not exists (select 1 from ledger.thread_remarks r where r.thread_id = t.id and r.taken_back_at is null);
  perform app.emit('remarks_changed', thread.story_id, null, actor);
  return 'done';
end
$$;

-- The open ones in the order of the text, or the closed ones, newest first, behind one of them. What was taken back unanswered is in
-- neither.
create function app.read_threads(p_story_id uuid, p_is_open boolean, p_before_at timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, kind ledger.thread_kind, place ledger.thread_place, anchor_revision integer, anchor_index integer, anchor_length integer,
  quote text, replacement text, state ledger.thread_state, author_id uuid, author_name text, made_at timestamptz, decided_by_name text,
  decided_at timestamptz, may_answer boolean, may_resolve boolean, may_decide boolean, may_take_back boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
  part text := app.my_part(p_story_id);
begin
  if part is null then
    return;
  end if;
  return query
    select t.id, t.kind, t.place, t.anchor_revision, t.anchor_index, t.anchor_length, t.quote, t.replacement, t.state, t.author_id,
      coalesce(a.display_name, ''), t.made_at, b.display_name, t.decided_at,
      t.state = 'open' and app.part_speaks(part),
      t.kind = 'comment' and t.state in ('open', 'resolved') and app.part_resolves(part, t.author_id = actor),
      t.kind = 'suggestion' and t.state = 'open' and app.part_decides(part),
      t.author_id = actor and exists (select 1 from ledger.thread_remarks r where r.id = t.id and r.taken_back_at is null)
    from ledger.story_threads t
    left join ledger.profiles a on a.id = t.author_id left join ledger.profiles b on b.id = t.decided_by
    where t.story_id = p_story_id
      and ((p_is_open and t.state = 'open')
        or (not p_is_open and t.state <> 'open' and (p_before_at is null or (t.decided_at, t.id) < (p_before_at, p_before_id))
          and (t.state <> 'taken_back' or exists (
            select 1 from ledger.thread_remarks r where r.thread_id = t.id and r.taken_back_at is null))))
    order by case when p_is_open then t.place end, case when p_is_open then t.anchor_index end, case when p_is_open then t.anchor_length end,
      t.decided_at desc, case when p_is_open then t.made_at end, t.id desc
    limit p_limit;
end
$$;

-- What was said in some threads of a story, in order.
create function app.read_remarks(p_story_id uuid, p_thread_ids uuid[])
returns table (thread_id uuid, id uuid, author_id uuid, author_name text, words text, made_at timestamptz, is_taken_back boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.my_part(p_story_id) is null then
    return;
  end if;
  return query
    select r.thread_id, r.id, r.author_id, coalesce(a.display_name, ''), r.words, r.made_at, r.taken_back_at is not null
    from ledger.story_threads t join ledger.thread_remarks r on r.thread_id = t.id left join ledger.profiles a on a.id = r.author_id
    where t.story_id = p_story_id and t.id = any (p_thread_ids)
    order by r.thread_id, r.id <> r.thread_id, r.made_at, r.id;
end
$$;

-- Where the passages of the open ones were, and when.
create function app.read_anchors(p_story_id uuid)
returns table (thread_id uuid, kind ledger.thread_kind, place ledger.thread_place, anchor_revision integer, anchor_index integer, anchor_length integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.my_part(p_story_id) is null then
    return;
  end if;
  return query
    select t.id, t.kind, t.place, t.anchor_revision, t.anchor_index, t.anchor_length
    from ledger.story_threads t where t.story_id = p_story_id and t.state = 'open';
end
$$;

-- Whether a passage is still told as it was before the newest words. No to whom the story is not.
create function app.has_anchors_behind(p_story_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.story_heads h join ledger.story_threads t on t.story_id = h.story_id
    where h.story_id = p_story_id and t.state = 'open' and t.anchor_revision < h.revision)
  and app.may_write_story(p_story_id)
$$;

-- By whoever saves the draft: where the open passages are at p_revision. One that somebody has told of later words stays.
create function app.move_anchors(p_story_id uuid, p_revision integer, p_thread_ids uuid[], p_indexes integer[], p_lengths integer[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  moved integer;
begin
  if not app.may_write_story(p_story_id) or not exists (
    select 1 from ledger.story_heads h where h.story_id = p_story_id and h.revision >= p_revision) then
    return 0;
  end if;
  -- In one order, so that two nodes don't wait for each other in a circle.
  perform 1 from ledger.story_threads t where t.story_id = p_story_id and t.id = any (p_thread_ids) order by t.id for update;
  update ledger.story_threads t set anchor_revision = p_revision, anchor_index = a.index, anchor_length = a.length
  from unnest(p_thread_ids, p_indexes, p_lengths) as a (id, index, length)
  where t.id = a.id and t.story_id = p_story_id and t.state = 'open' and t.anchor_revision < p_revision;
  get diagnostics moved = row_count;
  return moved;
end
$$;

-- As before. Remarks stay, and hang where they hung: where their passages are is told of the newest words first (ELD01), as nothing is left
-- to find it by. What they quote of older words is forgotten, and what was once suggested and is decided.
create or replace function app.purge_history(p_story_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  head ledger.story_heads;
  draft ledger.story_drafts;
begin
  if not app.tells_story(p_story_id) then
    return 'not_found';
  end if;
  -- The head before the draft, as where operations are written.
  head := app.lock_head_for(p_story_id, array[app.current_actor_id()]);
  draft := app.lock_draft(p_story_id, true);
  if head.story_id is null or draft.story_id is null then
    return 'not_found';
  end if;
  if head.revision > draft.revision then
    raise exception 'the draft is behind its operations' using errcode = 'ELD01';
  end if;
  if exists (select 1 from ledger.story_threads t where t.story_id = p_story_id and t.state = 'open' and t.anchor_revision < head.revision) then
    raise exception 'passages are behind the operations' using errcode = 'ELD01';
  end if;
  delete from ledger.story_operations o where o.story_id = p_story_id;
  delete from ledger.story_checkpoints c where c.story_id = p_story_id;
  insert into ledger.story_checkpoints (story_id, revision, content, made_at)
  values (p_story_id, draft.revision, app.checkpoint_of(draft), app.ledger_now());
  update ledger.story_heads h set oldest_revision = h.revision, purged_at = app.ledger_now() where h.story_id = p_story_id;
  delete from ledger.story_versions v
  where v.story_id = p_story_id and v.kind in ('kept', 'restored') and v.id is distinct from draft.submitted_version_id
    and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.published_version_id = v.id)
    and not exists (select 1 from ledger.version_clearances c where c.version_id = v.id);
  update ledger.story_threads t set quote = '', replacement = case when t.state = 'open' or t.replacement is null then t.replacement else '' end
  where t.story_id = p_story_id;
  return 'purged';
end
$$;

grant execute on function
  app.begin_thread(uuid, uuid, ledger.thread_kind, ledger.thread_place, integer, integer, integer, text, text, text),
  app.answer_thread(uuid, uuid, text),
  app.resolve_thread(uuid),
  app.reopen_thread(uuid),
  app.refuse_suggestion(uuid),
  app.read_suggestion(uuid, uuid),
  app.accept_suggestion(uuid, integer, uuid, bytea),
  app.take_back_thread(uuid),
  app.take_back_remark(uuid),
  app.read_threads(uuid, boolean, timestamptz, uuid, integer),
  app.read_remarks(uuid, uuid[]),
  app.read_anchors(uuid),
  app.has_anchors_behind(uuid),
  app.move_anchors(uuid, integer, uuid[], integer[], integer[]) to ledger_app;

set role ledger_owner;
