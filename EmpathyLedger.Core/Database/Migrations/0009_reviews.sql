-- Elders' reviews: decisions are append-only events bound to a version; the clearance of (version, community) is what
-- stands after them. Whoever wrote or co-wrote a story never sees it in a queue and never decides on it.

set role ledger_owner;

create type ledger.decision_kind as enum ('approve', 'approve_with_conditions', 'ask_for_changes', 'decline', 'take_back');
create type ledger.clearance_state as enum ('waiting', 'approved', 'conditional', 'changes_asked', 'declined');
grant usage on type ledger.decision_kind, ledger.clearance_state
  to ledger_policy, ledger_reader, ledger_app, ledger_jobs;

-- The queue row: what waits, and what has been said so far. The title is the submitted one, never the draft's.
create table ledger.version_clearances (
  version_id uuid not null references ledger.story_versions (id) on delete cascade,
  community_id uuid not null references ledger.communities (id),
  story_id uuid not null references ledger.stories (id) on delete cascade,
  state ledger.clearance_state not null default 'waiting',
  is_open boolean not null default true,
  title text not null,
  teller_name text,
  language text not null,
  direction text not null,
  word_count integer not null,
  audience ledger.privacy_level not null,
  -- The teller's word to the elders, an answer after changes were asked or a decline.
  teller_note text not null default '' check (char_length(teller_note) <= 2000),
  author_ids uuid[] not null,
  sent_at timestamptz not null,
  sovereignty jsonb,
  primary key (version_id, community_id)
);
create index version_clearances_queue_idx on ledger.version_clearances (community_id, sent_at, version_id) where is_open;
create index version_clearances_story_id_idx on ledger.version_clearances (story_id);

create table ledger.review_decisions (
  id uuid primary key,
  version_id uuid not null,
  story_id uuid not null,
  community_id uuid not null,
  elder_id uuid not null,
  kind ledger.decision_kind not null,
  takes_back uuid references ledger.review_decisions (id),
  note text not null default '' check (char_length(note) <= 4000),
  decided_at timestamptz not null,
  sequence bigint generated always as identity,
  sovereignty jsonb,
  check ((kind = 'take_back') = (takes_back is not null))
);
create unique index review_decisions_takes_back_idx on ledger.review_decisions (takes_back) where takes_back is not null;
create index review_decisions_version_id_idx on ledger.review_decisions (version_id, community_id, sequence);
create index review_decisions_story_id_idx on ledger.review_decisions (story_id);
create index review_decisions_elder_id_idx on ledger.review_decisions (elder_id, decided_at desc);

create table ledger.review_conditions (
  id uuid primary key,
  decision_id uuid not null references ledger.review_decisions (id),
  position integer not null,
  wording text not null check (char_length(btrim(wording)) between 1 and 1000),
  sovereignty jsonb,
  unique (decision_id, position)
);

create table ledger.review_condition_ticks (
  id bigint generated always as identity primary key,
  condition_id uuid not null unique references ledger.review_conditions (id),
  ticked_by uuid not null,
  ticked_at timestamptz not null,
  sovereignty jsonb
);

comment on table ledger.version_clearances is 'What the elders of a community have said of a submitted version, and what still waits.';
comment on table ledger.review_decisions is 'Append-only: each decision and each taking back.';
comment on table ledger.review_conditions is 'Append-only: what an elder asks to be met before publishing.';
comment on table ledger.review_condition_ticks is 'Append-only: conditions that the elder has seen met.';

grant select, insert, update on ledger.version_clearances to ledger_policy;
grant delete on ledger.version_clearances to ledger_policy;
grant select, insert on ledger.review_decisions, ledger.review_conditions, ledger.review_condition_ticks to ledger_policy;

set role ledger_policy;

-- Whether the actor may see what was decided on a version: its teller and co-authors, and the elders of the community
-- while the review of it, or of a later copy of the same story, is open: they should know what was asked of the earlier one.
create function app.may_see_review(p_version_id uuid, p_community_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.version_clearances c
    where c.version_id = p_version_id and c.community_id = p_community_id
      and (app.current_actor_id() = any (c.author_ids) or c.story_id = any (app.my_co_authored_story_ids())
        or (p_community_id = any (app.my_elder_community_ids()) and exists (
          select 1 from ledger.version_clearances o
          where o.story_id = c.story_id and o.community_id = c.community_id and o.is_open
            and not app.current_actor_id() = any (o.author_ids)))))
$$;

-- Whether the actor wrote or co-wrote a submitted version, then or now: never in that elder's queue. A function, because
-- who wrote it is not for the app to read.
create function app.wrote_version(p_version_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.version_clearances c
    where c.version_id = p_version_id and (app.current_actor_id() = any (c.author_ids) or exists (
      select 1 from ledger.story_people p
      where p.story_id = c.story_id and p.profile_id = app.current_actor_id() and p.role in ('teller', 'co_author'))))
$$;

create function app.may_see_decision(p_decision_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.review_decisions d
    where d.id = p_decision_id and (d.elder_id = app.current_actor_id() or app.may_see_review(d.version_id, d.community_id)))
$$;

create function app.may_see_condition(p_condition_id uuid) returns boolean
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from ledger.review_conditions c where c.id = p_condition_id and app.may_see_decision(c.decision_id))
$$;

-- What stands for a version in a community after all decisions: any decline stops it; an open condition blocks it; one
-- approval clears it; otherwise changes were asked, or it waits.
create function app.clearance_of(p_version_id uuid, p_community_id uuid) returns ledger.clearance_state
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with standing as (
    select d.* from ledger.review_decisions d
    where d.version_id = p_version_id and d.community_id = p_community_id and d.kind <> 'take_back'
      and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id))
  select case
    when bool_or(s.kind = 'decline') then 'declined'
    when bool_or(s.kind = 'approve_with_conditions' and exists (
      select 1 from ledger.review_conditions c
      where c.decision_id = s.id and not exists (select 1 from ledger.review_condition_ticks t where t.condition_id = c.id)))
      then 'conditional'
    when bool_or(s.kind in ('approve', 'approve_with_conditions')) then 'approved'
    when bool_or(s.kind = 'ask_for_changes') then 'changes_asked'
    else 'waiting' end::ledger.clearance_state
  from standing s
$$;

create function app.emit_review_changed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.emit('review_changed', new.story_id, new.community_id, null);
  return null;
end
$$;

-- The name in the queue follows the consent to attribution, like everywhere else.
create function app.rename_in_queue() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update ledger.version_clearances c set teller_name = new.teller_name where c.story_id = new.id;
  return null;
end
$$;

grant execute on function app.may_see_review(uuid, uuid), app.may_see_decision(uuid), app.may_see_condition(uuid), app.wrote_version(uuid)
  to ledger_app;

set role ledger_owner;

create trigger review_decisions_append_only before update or delete or truncate on ledger.review_decisions
  for each statement execute function app.refuse_change();
create trigger review_conditions_append_only before update or delete or truncate on ledger.review_conditions
  for each statement execute function app.refuse_change();
create trigger review_condition_ticks_append_only before update or delete or truncate on ledger.review_condition_ticks
  for each statement execute function app.refuse_change();
create trigger version_clearances_emit_changed after insert or update on ledger.version_clearances
  for each row execute function app.emit_review_changed();
-- consent_attribution too: a column trigger fires for the columns that a statement names, and there teller_name is set by
-- another trigger.
create trigger stories_rename_in_queue after update of teller_name, consent_attribution on ledger.stories
  for each row when (old.teller_name is distinct from new.teller_name) execute function app.rename_in_queue();

alter table ledger.version_clearances enable row level security;
alter table ledger.version_clearances force row level security;
alter table ledger.review_decisions enable row level security;
alter table ledger.review_decisions force row level security;
alter table ledger.review_conditions enable row level security;
alter table ledger.review_conditions force row level security;
alter table ledger.review_condition_ticks enable row level security;
alter table ledger.review_condition_ticks force row level security;

create policy version_clearances_select_author on ledger.version_clearances for select to ledger_app, ledger_reader
  using ((select app.current_actor_id()) = any (author_ids) or story_id = any ((select app.my_co_authored_story_ids())::uuid[]));
create policy version_clearances_select_elder on ledger.version_clearances for select to ledger_app, ledger_reader
  using (is_open and community_id = any ((select app.my_elder_community_ids())::uuid[])
    and not (select app.current_actor_id()) = any (author_ids));
grant select (version_id, community_id, story_id, state, is_open, title, teller_name, language, direction, word_count, audience,
  teller_note, sent_at) on ledger.version_clearances to ledger_app, ledger_reader;

create policy review_decisions_select_own on ledger.review_decisions for select to ledger_app
  using (elder_id = (select app.current_actor_id()));
create policy review_decisions_select_concerned on ledger.review_decisions for select to ledger_app
  using (app.may_see_review(version_id, community_id));
grant select (id, version_id, story_id, community_id, elder_id, kind, takes_back, note, decided_at, sequence)
  on ledger.review_decisions to ledger_app;

create policy review_conditions_select_concerned on ledger.review_conditions for select to ledger_app
  using (app.may_see_decision(decision_id));
grant select (id, decision_id, position, wording) on ledger.review_conditions to ledger_app;

create policy review_condition_ticks_select_concerned on ledger.review_condition_ticks for select to ledger_app
  using (app.may_see_condition(condition_id));
grant select (id, condition_id, ticked_by, ticked_at) on ledger.review_condition_ticks to ledger_app;

set role ledger_owner;
