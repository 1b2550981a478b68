--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: accounts; Type: SCHEMA; Schema: -; Owner: ledger_owner
--

CREATE SCHEMA accounts;

ALTER SCHEMA accounts OWNER TO ledger_owner;

--
-- Name: SCHEMA accounts; Type: COMMENT; Schema: -; Owner: ledger_owner
--

COMMENT ON SCHEMA accounts IS 'Identity''s tables, sessions and data-protection keys. ledger_app has no business here.';

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: ledger_owner
--

CREATE SCHEMA app;

ALTER SCHEMA app OWNER TO ledger_owner;

--
-- Name: SCHEMA app; Type: COMMENT; Schema: -; Owner: ledger_owner
--

COMMENT ON SCHEMA app IS 'The functions that the portal calls.';

--
-- Name: insights; Type: SCHEMA; Schema: -; Owner: ledger_owner
--

CREATE SCHEMA insights;

ALTER SCHEMA insights OWNER TO ledger_owner;

--
-- Name: SCHEMA insights; Type: COMMENT; Schema: -; Owner: ledger_owner
--

COMMENT ON SCHEMA insights IS 'What the portal counts from. For ledger_insights only.';

--
-- Name: ledger; Type: SCHEMA; Schema: -; Owner: ledger_owner
--

CREATE SCHEMA ledger;

ALTER SCHEMA ledger OWNER TO ledger_owner;

--
-- Name: SCHEMA ledger; Type: COMMENT; Schema: -; Owner: ledger_owner
--

COMMENT ON SCHEMA ledger IS 'The portal''s tables. Every one has row security enabled and forced.';

--
-- Name: migrations; Type: SCHEMA; Schema: -; Owner: ledger_owner
--

CREATE SCHEMA migrations;

ALTER SCHEMA migrations OWNER TO ledger_owner;

--
-- Name: SCHEMA migrations; Type: COMMENT; Schema: -; Owner: ledger_owner
--

COMMENT ON SCHEMA migrations IS 'DbUp''s journal.';

--
-- Name: vault; Type: SCHEMA; Schema: -; Owner: ledger_owner
--

CREATE SCHEMA vault;

ALTER SCHEMA vault OWNER TO ledger_owner;

--
-- Name: SCHEMA vault; Type: COMMENT; Schema: -; Owner: ledger_owner
--

COMMENT ON SCHEMA vault IS 'Keys that claims are verified with. Only ledger_policy may look.';

--
-- Name: pgcrypto; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA crypto;

--
-- Name: EXTENSION pgcrypto; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';

--
-- Name: vector; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA ext;

--
-- Name: EXTENSION vector; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION vector IS 'vector data type and ivfflat and hnsw access methods';

--
-- Name: clearance_state; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.clearance_state AS ENUM (
    'waiting',
    'approved',
    'conditional',
    'changes_asked',
    'declined'
);

ALTER TYPE ledger.clearance_state OWNER TO ledger_owner;

--
-- Name: community_role; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.community_role AS ENUM (
    'member',
    'storyteller',
    'elder',
    'steward'
);

ALTER TYPE ledger.community_role OWNER TO ledger_owner;

--
-- Name: consent_purpose; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.consent_purpose AS ENUM (
    'public_display',
    'insights',
    'research',
    'ai_local',
    'ai_external',
    'cross_community',
    'commercial',
    'attribution'
);

ALTER TYPE ledger.consent_purpose OWNER TO ledger_owner;

--
-- Name: custody_event_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.custody_event_kind AS ENUM (
    'imported',
    'taken_over',
    'audience',
    'consent',
    'claimed'
);

ALTER TYPE ledger.custody_event_kind OWNER TO ledger_owner;

--
-- Name: custody_manner; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.custody_manner AS ENUM (
    'on_paper',
    'aloud'
);

ALTER TYPE ledger.custody_manner OWNER TO ledger_owner;

--
-- Name: decision_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.decision_kind AS ENUM (
    'approve',
    'approve_with_conditions',
    'ask_for_changes',
    'decline',
    'take_back'
);

ALTER TYPE ledger.decision_kind OWNER TO ledger_owner;

--
-- Name: event_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.event_kind AS ENUM (
    'story_changed',
    'draft_changed',
    'review_changed',
    'membership_changed',
    'community_changed',
    'notification_added',
    'insights_changed',
    'import_changed',
    'draft_written',
    'part_changed',
    'presence_changed',
    'remarks_changed'
);

ALTER TYPE ledger.event_kind OWNER TO ledger_owner;

--
-- Name: import_outcome; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.import_outcome AS ENUM (
    'ready',
    'imported',
    'known',
    'failed'
);

ALTER TYPE ledger.import_outcome OWNER TO ledger_owner;

--
-- Name: import_state; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.import_state AS ENUM (
    'uploading',
    'uploaded',
    'checking',
    'checked',
    'importing',
    'done',
    'cancelled',
    'unreadable'
);

ALTER TYPE ledger.import_state OWNER TO ledger_owner;

--
-- Name: insight_audience; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.insight_audience AS ENUM (
    'review',
    'members',
    'public'
);

ALTER TYPE ledger.insight_audience OWNER TO ledger_owner;

--
-- Name: insight_measure; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.insight_measure AS ENUM (
    'stories',
    'theme',
    'language',
    'purpose',
    'reads',
    'shares',
    'sent',
    'decided',
    'waited',
    'stage'
);

ALTER TYPE ledger.insight_measure OWNER TO ledger_owner;

--
-- Name: insight_count; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.insight_count AS (
	audience ledger.insight_audience,
	day date,
	measure ledger.insight_measure,
	key text,
	value bigint
);

ALTER TYPE ledger.insight_count OWNER TO ledger_owner;

--
-- Name: insight_cut; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.insight_cut AS ENUM (
    'all',
    'theme',
    'language'
);

ALTER TYPE ledger.insight_cut OWNER TO ledger_owner;

--
-- Name: insight_telling; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.insight_telling AS (
	cut ledger.insight_cut,
	key text,
	teller_id uuid,
	stories bigint
);

ALTER TYPE ledger.insight_telling OWNER TO ledger_owner;

--
-- Name: membership_status; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.membership_status AS ENUM (
    'asked',
    'active',
    'left',
    'removed',
    'refused'
);

ALTER TYPE ledger.membership_status OWNER TO ledger_owner;

--
-- Name: notification_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.notification_kind AS ENUM (
    'review_waiting',
    'review_decided',
    'membership_asked',
    'membership_approved',
    'membership_refused',
    'conditions_met',
    'custody_ended',
    'story_invited',
    'invitation_accepted',
    'invitation_declined',
    'part_changed',
    'part_ended',
    'part_left',
    'thread_begun',
    'thread_answered',
    'thread_decided'
);

ALTER TYPE ledger.notification_kind OWNER TO ledger_owner;

--
-- Name: picture_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.picture_kind AS ENUM (
    'profile',
    'artwork'
);

ALTER TYPE ledger.picture_kind OWNER TO ledger_owner;

--
-- Name: privacy_level; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.privacy_level AS ENUM (
    'private',
    'people',
    'community',
    'public'
);

ALTER TYPE ledger.privacy_level OWNER TO ledger_owner;

--
-- Name: story_action; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.story_action AS ENUM (
    'view',
    'edit',
    'share',
    'analyze',
    'refused',
    'export',
    'watch'
);

ALTER TYPE ledger.story_action OWNER TO ledger_owner;

--
-- Name: story_invitation_state; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.story_invitation_state AS ENUM (
    'waiting',
    'accepted',
    'declined',
    'ended'
);

ALTER TYPE ledger.story_invitation_state OWNER TO ledger_owner;

--
-- Name: story_people_event_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.story_people_event_kind AS ENUM (
    'given',
    'accepted',
    'changed',
    'ended',
    'left'
);

ALTER TYPE ledger.story_people_event_kind OWNER TO ledger_owner;

--
-- Name: story_role; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.story_role AS ENUM (
    'teller',
    'co_author',
    'reader',
    'commenter',
    'watcher'
);

ALTER TYPE ledger.story_role OWNER TO ledger_owner;

--
-- Name: story_stage; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.story_stage AS ENUM (
    'draft',
    'with_elders',
    'changes_asked',
    'approved',
    'scheduled',
    'published',
    'declined'
);

ALTER TYPE ledger.story_stage OWNER TO ledger_owner;

--
-- Name: thread_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.thread_kind AS ENUM (
    'comment',
    'suggestion'
);

ALTER TYPE ledger.thread_kind OWNER TO ledger_owner;

--
-- Name: thread_place; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.thread_place AS ENUM (
    'body',
    'transcript'
);

ALTER TYPE ledger.thread_place OWNER TO ledger_owner;

--
-- Name: thread_state; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.thread_state AS ENUM (
    'open',
    'resolved',
    'accepted',
    'refused',
    'taken_back'
);

ALTER TYPE ledger.thread_state OWNER TO ledger_owner;

--
-- Name: version_keeper; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.version_keeper AS ENUM (
    'person',
    'automatic'
);

ALTER TYPE ledger.version_keeper OWNER TO ledger_owner;

--
-- Name: version_kind; Type: TYPE; Schema: ledger; Owner: ledger_owner
--

CREATE TYPE ledger.version_kind AS ENUM (
    'kept',
    'sent',
    'restored'
);

ALTER TYPE ledger.version_kind OWNER TO ledger_owner;

--
-- Name: accept_invitation(bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.accept_invitation(p_token_hash bytea) RETURNS TABLE(outcome text, community_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
  invitation ledger.community_invitations;
  member ledger.community_members;
begin
  if actor is null then
    return query select 'not_signed_in', null::uuid;
    return;
  end if;
  -- The community first, as everything that changes who belongs to it: whoever gave the link may be losing it just now.
  perform 1 from ledger.communities c
  where c.id = (select i.community_id from ledger.community_invitations i where i.token_hash = p_token_hash) for no key update;
  select i.* into invitation from ledger.community_invitations i
  where i.token_hash = p_token_hash and i.ended_at is null and i.uses_left > 0 and i.expires_at > now() for update;
  if not found then
    return query select 'not_found', null::uuid;
    return;
  end if;
  select m.* into member from ledger.community_members m
  where m.community_id = invitation.community_id and m.profile_id = actor for update;
  if member.status = 'active' and member.roles @> invitation.roles then
    return query select 'already_member', invitation.community_id;
    return;
  end if;
  -- Whoever a steward removed comes back by a steward's decision: never by a link that was made for many, were it the last
  -- of its uses; by a personal one only if it was made after the removal.
  if member.status = 'removed' and (invitation.uses > 1 or invitation.created_at < member.ended_at) then
    return query select 'not_found', null::uuid;
    return;
  end if;
  update ledger.community_invitations i set uses_left = i.uses_left - 1 where i.id = invitation.id;
  perform app.write_membership(invitation.community_id, actor, 'active',
    case when member.status = 'active' then member.roles else '{}'::ledger.community_role[] end || invitation.roles, null);
  return query select 'accepted', invitation.community_id;
end
$$;

ALTER FUNCTION app.accept_invitation(p_token_hash bytea) OWNER TO ledger_policy;

--
-- Name: accept_story_link(bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.accept_story_link(p_token_hash bytea) RETURNS TABLE(outcome text, story_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.accept_story_link(p_token_hash bytea) OWNER TO ledger_policy;

--
-- Name: accept_suggestion(uuid, integer, uuid, bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.accept_suggestion(p_thread_id uuid, p_expected_revision integer, p_client_id uuid, p_change bytea) RETURNS TABLE(outcome text, made_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.accept_suggestion(p_thread_id uuid, p_expected_revision integer, p_client_id uuid, p_change bytea) OWNER TO ledger_policy;

--
-- Name: act_as_steward(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.act_as_steward(p_community_id uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not p_community_id = any (app.my_steward_community_ids()) then
    return false;
  end if;
  perform 1 from ledger.communities c where c.id = p_community_id for no key update;
  -- Asked again: a new statement sees what was committed while this one waited.
  return p_community_id = any (app.my_steward_community_ids());
end
$$;

ALTER FUNCTION app.act_as_steward(p_community_id uuid) OWNER TO ledger_policy;

--
-- Name: act_for_narrator(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.act_for_narrator(p_narrator_id uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  community uuid;
begin
  select n.community_id into community from ledger.narrators n where n.profile_id = p_narrator_id;
  if community is null or not app.act_as_steward(community) then
    return null;
  end if;
  -- Asked after the wait: a claim holds the community too.
  return (select n.community_id from ledger.narrators n where n.profile_id = p_narrator_id and n.claimed_by is null);
end
$$;

ALTER FUNCTION app.act_for_narrator(p_narrator_id uuid) OWNER TO ledger_policy;

--
-- Name: actors_of(text[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.actors_of(p_claims text[]) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.actors_of(p_claims text[]) OWNER TO ledger_policy;

--
-- Name: add_import_part(uuid, integer, bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.add_import_part(p_import_id uuid, p_number integer, p_content bytea) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports := app.lock_import(p_import_id, '{uploading}');
begin
  if import.id is null then
    return 'not_found';
  end if;
  if import.byte_count + octet_length(p_content) > 256 * 1024 * 1024 then
    return 'too_large';
  end if;
  insert into ledger.import_parts (import_id, number, content) values (p_import_id, p_number, p_content);
  update ledger.imports i set byte_count = i.byte_count + octet_length(p_content), updated_at = now() where i.id = p_import_id;
  return 'added';
end
$$;

ALTER FUNCTION app.add_import_part(p_import_id uuid, p_number integer, p_content bytea) OWNER TO ledger_policy;

--
-- Name: announce_events(integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.announce_events(p_limit integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  last bigint;
  payload record;
  taken integer := 0;
begin
  if not exists (select 1 from ledger.events e where e.notified_at is null) then
    return 0;
  end if;
  select a.number into last from ledger.event_announcements a for update;
  for payload in
    with waiting as materialized (
      select e.happened_at, e.id, app.event_line(e) as line from ledger.events e where e.notified_at is null order by e.id limit p_limit
      for update skip locked),
    lines as (select w.line, min(w.id) as first from waiting w group by w.line),
    placed as materialized (
      select l.line, l.first, last + 1 + (sum(length(l.line) + 1) over (order by l.first) / 7000)::bigint as number from lines l),
    marked as (
      update ledger.events e set notified_at = clock_timestamp(), announcement = p.number
      from waiting w join placed p on p.line = w.line
      where e.happened_at = w.happened_at and e.id = w.id)
    select p.number, count(*) as told, string_agg(p.line || e'\n', '' order by p.first) as lines
    from placed p group by p.number order by p.number
  loop
    perform pg_notify('ledger_events', '#' || payload.number || e'\n' || payload.lines);
    taken := taken + payload.told;
    update ledger.event_announcements set number = payload.number;
  end loop;
  return taken;
end
$$;

ALTER FUNCTION app.announce_events(p_limit integer) OWNER TO ledger_policy;

--
-- Name: answer_membership(uuid, uuid, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.answer_membership(p_community_id uuid, p_profile_id uuid, p_is_welcome boolean) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not app.act_as_steward(p_community_id) then
    return 'not_found';
  end if;
  perform 1 from ledger.community_members m
  where m.community_id = p_community_id and m.profile_id = p_profile_id and m.status = 'asked' for update;
  if not found then
    return 'not_waiting';
  end if;
  perform app.write_membership(p_community_id, p_profile_id,
    case when p_is_welcome then 'active'::ledger.membership_status else 'refused' end, '{member,storyteller}', null);
  insert into ledger.notifications (id, profile_id, kind, community_id, created_at)
  values (gen_random_uuid(), p_profile_id,
    case when p_is_welcome then 'membership_approved'::ledger.notification_kind else 'membership_refused' end,
    p_community_id, app.ledger_now());
  return 'answered';
end
$$;

ALTER FUNCTION app.answer_membership(p_community_id uuid, p_profile_id uuid, p_is_welcome boolean) OWNER TO ledger_policy;

--
-- Name: answer_story_invitation(uuid, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.answer_story_invitation(p_id uuid, p_is_accepted boolean) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.answer_story_invitation(p_id uuid, p_is_accepted boolean) OWNER TO ledger_policy;

--
-- Name: answer_thread(uuid, uuid, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.answer_thread(p_id uuid, p_thread_id uuid, p_words text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.answer_thread(p_id uuid, p_thread_id uuid, p_words text) OWNER TO ledger_policy;

--
-- Name: append_by(uuid, integer, uuid[], integer[], uuid[], integer[], bytea[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.append_by(p_story_id uuid, p_expected_revision integer, p_actor_ids uuid[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

ALTER FUNCTION app.append_by(p_story_id uuid, p_expected_revision integer, p_actor_ids uuid[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) OWNER TO ledger_policy;

--
-- Name: append_operations(uuid, integer, uuid[], integer[], bytea[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.append_operations(p_story_id uuid, p_expected_revision integer, p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return app.append_by(p_story_id, p_expected_revision, array[app.current_actor_id()], array_fill(1, array[cardinality(p_changes)]),
    p_client_ids, p_sequences, p_changes);
end
$$;

ALTER FUNCTION app.append_operations(p_story_id uuid, p_expected_revision integer, p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) OWNER TO ledger_policy;

--
-- Name: append_together(uuid, integer, text[], integer[], uuid[], integer[], bytea[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.append_together(p_story_id uuid, p_expected_revision integer, p_claims text[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  at timestamptz := app.append_by(p_story_id, p_expected_revision, app.actors_of(p_claims), p_authors, p_client_ids, p_sequences, p_changes);
begin
  perform app.emit('draft_written', p_story_id, null, null);
  return at;
end
$$;

ALTER FUNCTION app.append_together(p_story_id uuid, p_expected_revision integer, p_claims text[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) OWNER TO ledger_policy;

--
-- Name: apply_consent_event(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.apply_consent_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.happened_at := app.ledger_now();
  -- The draft first, as every step of the road takes it (a decision that publishes locks draft, clearance, story). Two
  -- answers at the same moment: the order of the sequence must be the order in which the story row took them.
  perform 1 from ledger.story_drafts d where d.story_id = new.story_id for update;
  new.sequence := nextval('ledger.consent_events_sequence_seq');
  update ledger.stories s set
    consent_public_display = case when new.purpose = 'public_display' then new.is_granted else s.consent_public_display end,
    consent_insights = case when new.purpose = 'insights' then new.is_granted else s.consent_insights end,
    consent_insights_leaving = case when new.purpose = 'insights' then new.is_granted and new.wording_version >= 2
      else s.consent_insights_leaving end,
    consent_research = case when new.purpose = 'research' then new.is_granted else s.consent_research end,
    consent_ai_local = case when new.purpose = 'ai_local' then new.is_granted else s.consent_ai_local end,
    consent_ai_external = case when new.purpose = 'ai_external' then new.is_granted else s.consent_ai_external end,
    consent_cross_community = case when new.purpose = 'cross_community' then new.is_granted else s.consent_cross_community end,
    consent_commercial = case when new.purpose = 'commercial' then new.is_granted else s.consent_commercial end,
    consent_attribution = case when new.purpose = 'attribution' then new.is_granted else s.consent_attribution end,
    -- "Everyone" is a privacy level and a consent: taking the consent back drops the story to its communities.
    privacy_level = case when new.purpose = 'public_display' and not new.is_granted and s.privacy_level = 'public'
      then 'community'::ledger.privacy_level else s.privacy_level end
  where s.id = new.story_id;
  perform app.emit('draft_changed', new.story_id, null, new.actor_id);
  return new;
end
$$;

ALTER FUNCTION app.apply_consent_event() OWNER TO ledger_policy;

--
-- Name: archive_story(uuid, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.archive_story(p_story_id uuid, p_is_archived boolean) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.archive_story(p_story_id uuid, p_is_archived boolean) OWNER TO ledger_policy;

--
-- Name: ask_for_insights(uuid); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.ask_for_insights(p_community_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not p_community_id = any (coalesce(app.my_steward_community_ids(), '{}')) then
    return 'not_found';
  end if;
  insert into ledger.insight_wishes (community_id) values (p_community_id) on conflict do nothing;
  return 'noted';
end
$$;

ALTER FUNCTION app.ask_for_insights(p_community_id uuid) OWNER TO ledger_insights;

--
-- Name: ask_to_join(uuid, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.ask_to_join(p_community_id uuid, p_note text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
  was ledger.community_members;
begin
  if actor is null then
    return 'not_signed_in';
  end if;
  perform 1 from ledger.communities c where c.id = p_community_id and c.is_listed for share;
  if not found then
    return 'not_found';
  end if;
  select m.* into was from ledger.community_members m
  where m.community_id = p_community_id and m.profile_id = actor for update;
  if was.status = 'active' then
    return 'already_member';
  end if;
  if was.status = 'asked' then
    return 'already_asked';
  end if;
  perform app.write_membership(p_community_id, actor, 'asked', '{}', p_note);
  -- Asking, leaving and asking again is one question, or anybody could fill the stewards' letter boxes.
  if was.asked_at is null or was.asked_at < app.ledger_now() - interval '1 hour' then
    perform app.notify_stewards(p_community_id, 'membership_asked');
  end if;
  return 'asked';
end
$$;

ALTER FUNCTION app.ask_to_join(p_community_id uuid, p_note text) OWNER TO ledger_policy;

--
-- Name: authors_between(uuid, integer, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.authors_between(p_story_id uuid, p_after_revision integer, p_until_revision integer) RETURNS TABLE(profile_id uuid, display_name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select distinct o.author_id, coalesce(p.display_name, '') from ledger.story_operations o
  left join ledger.profiles p on p.id = o.author_id
  where o.story_id = p_story_id and o.revision > p_after_revision and o.revision <= p_until_revision and app.may_write_story(p_story_id)
$$;

ALTER FUNCTION app.authors_between(p_story_id uuid, p_after_revision integer, p_until_revision integer) OWNER TO ledger_policy;

--
-- Name: begin_demo(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.begin_demo(p_name text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform 1 from ledger.portal_settings s for update;
  if exists (select 1 from ledger.profiles) or (select s.set_up_at is not null from ledger.portal_settings s) then
    return 'not_empty';
  end if;
  update ledger.portal_settings set is_demo = true, is_demo_filling = true, name = p_name;
  return 'begun';
end
$$;

ALTER FUNCTION app.begin_demo(p_name text) OWNER TO ledger_policy;

--
-- Name: begin_import(uuid, uuid, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.begin_import(p_import_id uuid, p_community_id uuid, p_file_name text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not app.act_as_steward(p_community_id) then
    return 'not_found';
  end if;
  -- Files in parts take room; so does the list of what became of rows.
  if (select count(*) from ledger.imports i where i.steward_id = app.current_actor_id()
      and i.state in ('uploading', 'uploaded', 'checking', 'checked', 'importing')) >= 5
    or (select count(*) from ledger.imports i where i.steward_id = app.current_actor_id()
      and i.created_at > now() - interval '1 day') >= 100 then
    return 'too_many';
  end if;
  insert into ledger.imports (id, community_id, steward_id, file_name)
  values (p_import_id, p_community_id, app.current_actor_id(), left(p_file_name, 200));
  return 'begun';
end
$$;

ALTER FUNCTION app.begin_import(p_import_id uuid, p_community_id uuid, p_file_name text) OWNER TO ledger_policy;

--
-- Name: begin_thread(uuid, uuid, ledger.thread_kind, ledger.thread_place, integer, integer, integer, text, text, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.begin_thread(p_id uuid, p_story_id uuid, p_kind ledger.thread_kind, p_place ledger.thread_place, p_revision integer, p_index integer, p_length integer, p_quote text, p_words text, p_replacement text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.begin_thread(p_id uuid, p_story_id uuid, p_kind ledger.thread_kind, p_place ledger.thread_place, p_revision integer, p_index integer, p_length integer, p_quote text, p_words text, p_replacement text) OWNER TO ledger_policy;

--
-- Name: cancel_import(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.cancel_import(p_import_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports := app.lock_import(p_import_id, '{uploading,uploaded,checking,checked,importing}');
begin
  if import.id is null then
    return 'not_found';
  end if;
  perform app.close_import(import, 'cancelled', null);
  return 'cancelled';
end
$$;

ALTER FUNCTION app.cancel_import(p_import_id uuid) OWNER TO ledger_policy;

--
-- Name: change_part(uuid, uuid, ledger.story_role); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.change_part(p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.change_part(p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) OWNER TO ledger_policy;

--
-- Name: check_import_rows(uuid, uuid, integer, integer[], text[], bytea[], text[], uuid[], text[], text[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.check_import_rows(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports := app.lock_import_batch(p_import_id, p_lease_id, '{checking}');
  outcomes ledger.import_outcome[];
  reasons text[];
begin
  if import.id is null then
    return 'stopped';
  end if;
  select array_agg(j.outcome order by j.row_number), array_agg(j.reason order by j.row_number) into outcomes, reasons
  from app.judge_import_rows(import, p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids) j;
  perform app.note_import_rows(import, p_position, p_row_numbers, outcomes, reasons, p_source_keys, p_titles, p_narrators, null);
  return 'noted';
end
$$;

ALTER FUNCTION app.check_import_rows(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[]) OWNER TO ledger_policy;

--
-- Name: check_still_steward(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.check_still_steward() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if current_user = 'ledger_app' and not new.id = any (app.my_steward_community_ids()) then
    return null;
  end if;
  return new;
end
$$;

ALTER FUNCTION app.check_still_steward() OWNER TO ledger_policy;

--
-- Name: check_story_access(uuid, ledger.story_action); Type: FUNCTION; Schema: app; Owner: ledger_reader
--

CREATE FUNCTION app.check_story_access(p_story_id uuid, p_action ledger.story_action) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.check_story_access(p_story_id uuid, p_action ledger.story_action) OWNER TO ledger_reader;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: story_drafts; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_drafts (
    story_id uuid NOT NULL,
    teller_id uuid NOT NULL,
    revision integer DEFAULT 0 NOT NULL,
    stage ledger.story_stage DEFAULT 'draft'::ledger.story_stage NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    direction text DEFAULT 'ltr'::text NOT NULL,
    told_when text DEFAULT ''::text NOT NULL,
    told_to text DEFAULT ''::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    themes text[] DEFAULT '{}'::text[] NOT NULL,
    warnings text[] DEFAULT '{}'::text[] NOT NULL,
    people jsonb DEFAULT '[]'::jsonb NOT NULL,
    community_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    is_sensitive boolean DEFAULT false NOT NULL,
    body jsonb DEFAULT '{"ops": [{"insert": "\n"}]}'::jsonb NOT NULL,
    body_text text DEFAULT ''::text NOT NULL,
    transcript text DEFAULT ''::text NOT NULL,
    has_transcript boolean GENERATED ALWAYS AS ((btrim(transcript) <> ''::text)) STORED NOT NULL,
    word_count integer DEFAULT 0 NOT NULL,
    version_number integer DEFAULT 0 NOT NULL,
    submitted_version_id uuid,
    is_publish_when_approved boolean DEFAULT false NOT NULL,
    publish_at timestamp with time zone,
    saved_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sovereignty jsonb,
    custodian_id uuid,
    custody_community_id uuid,
    CONSTRAINT story_drafts_community_ids_check CHECK ((cardinality(community_ids) <= 20)),
    CONSTRAINT story_drafts_custody_check CHECK (((custodian_id IS NULL) = (custody_community_id IS NULL))),
    CONSTRAINT story_drafts_direction_check CHECK ((direction = ANY (ARRAY['ltr'::text, 'rtl'::text]))),
    CONSTRAINT story_drafts_language_check CHECK ((char_length(language) <= 35)),
    CONSTRAINT story_drafts_people_check CHECK (((jsonb_typeof(people) = 'array'::text) AND (length((people)::text) <= 20000))),
    CONSTRAINT story_drafts_place_check CHECK ((char_length(place) <= 200)),
    CONSTRAINT story_drafts_revision_check CHECK ((revision >= 0)),
    CONSTRAINT story_drafts_summary_check CHECK ((char_length(summary) <= 2000)),
    CONSTRAINT story_drafts_themes_check CHECK ((cardinality(themes) <= 30)),
    CONSTRAINT story_drafts_title_check CHECK ((char_length(title) <= 300)),
    CONSTRAINT story_drafts_told_to_check CHECK ((char_length(told_to) <= 200)),
    CONSTRAINT story_drafts_told_when_check CHECK ((char_length(told_when) <= 120)),
    CONSTRAINT story_drafts_warnings_check CHECK ((cardinality(warnings) <= 12))
);

ALTER TABLE ONLY ledger.story_drafts FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_drafts OWNER TO ledger_owner;

--
-- Name: TABLE story_drafts; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_drafts IS 'The head that people edit.';

--
-- Name: checkpoint_of(ledger.story_drafts); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.checkpoint_of(p_draft ledger.story_drafts) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select convert_to(jsonb_build_object(
    'title', p_draft.title, 'summary', p_draft.summary, 'language', p_draft.language, 'direction', p_draft.direction,
    'toldWhen', p_draft.told_when, 'toldTo', p_draft.told_to, 'place', p_draft.place, 'themes', p_draft.themes,
    'warnings', p_draft.warnings, 'people', p_draft.people, 'isSensitive', p_draft.is_sensitive,
    'transcript', p_draft.transcript, 'body', p_draft.body)::text, 'UTF8')
$$;

ALTER FUNCTION app.checkpoint_of(p_draft ledger.story_drafts) OWNER TO ledger_policy;

--
-- Name: choose_communities(uuid, uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.choose_communities(p_story_id uuid, p_community_ids uuid[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.choose_communities(p_story_id uuid, p_community_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: choose_reader(uuid, uuid, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean) OWNER TO ledger_policy;

--
-- Name: claim_narrator(bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.claim_narrator(p_token_hash bytea) RETURNS TABLE(outcome text, community_id uuid, stories integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.claim_narrator(p_token_hash bytea) OWNER TO ledger_policy;

--
-- Name: clearance_of(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.clearance_of(p_version_id uuid, p_community_id uuid) RETURNS ledger.clearance_state
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.clearance_of(p_version_id uuid, p_community_id uuid) OWNER TO ledger_policy;

--
-- Name: imports; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.imports (
    id uuid NOT NULL,
    community_id uuid NOT NULL,
    steward_id uuid NOT NULL,
    file_name text NOT NULL,
    byte_count bigint DEFAULT 0 NOT NULL,
    state ledger.import_state DEFAULT 'uploading'::ledger.import_state NOT NULL,
    headings text[] DEFAULT '{}'::text[] NOT NULL,
    sample jsonb DEFAULT '[]'::jsonb NOT NULL,
    mapping jsonb DEFAULT '{}'::jsonb NOT NULL,
    problem text,
    "position" integer DEFAULT 0 NOT NULL,
    rows_total integer,
    rows_read integer DEFAULT 0 NOT NULL,
    rows_ready integer DEFAULT 0 NOT NULL,
    rows_imported integer DEFAULT 0 NOT NULL,
    rows_known integer DEFAULT 0 NOT NULL,
    rows_failed integer DEFAULT 0 NOT NULL,
    lease_id uuid,
    lease_until timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    sovereignty jsonb,
    CONSTRAINT imports_file_name_check CHECK ((char_length(file_name) <= 200)),
    CONSTRAINT imports_headings_check CHECK ((cardinality(headings) <= 501)),
    CONSTRAINT imports_mapping_check CHECK (((jsonb_typeof(mapping) = 'object'::text) AND (length((mapping)::text) <= 2000))),
    CONSTRAINT imports_problem_check CHECK ((char_length(problem) <= 60)),
    CONSTRAINT imports_sample_check CHECK (((jsonb_typeof(sample) = 'array'::text) AND (length((sample)::text) <= 200000)))
);

ALTER TABLE ONLY ledger.imports FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.imports OWNER TO ledger_owner;

--
-- Name: TABLE imports; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.imports IS 'Files of an archive that stewards bring in, and how far each has come.';

--
-- Name: close_import(ledger.imports, ledger.import_state, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.close_import(p_import ledger.imports, p_state ledger.import_state, p_problem text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update ledger.imports i set state = p_state, problem = coalesce(p_problem, i.problem), sample = '[]', lease_id = null,
    lease_until = null, updated_at = now()
  where i.id = p_import.id;
  delete from ledger.import_parts p where p.import_id = p_import.id;
  perform app.emit('import_changed', null, p_import.community_id, p_import.steward_id);
end
$$;

ALTER FUNCTION app.close_import(p_import ledger.imports, p_state ledger.import_state, p_problem text) OWNER TO ledger_policy;

--
-- Name: close_review(ledger.story_drafts); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.close_review(p_draft ledger.story_drafts) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.close_review(p_draft ledger.story_drafts) OWNER TO ledger_policy;

--
-- Name: community_slug(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.community_slug(p_name text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  base text := left(btrim(regexp_replace(lower(p_name), '[^a-z0-9]+', '-', 'g'), '-'), 50);
  candidate text;
  n integer := 1;
begin
  base := btrim(coalesce(nullif(base, ''), 'community'), '-');
  candidate := base;
  -- /communities/new is the page that founds one.
  while candidate = 'new' or exists (select 1 from ledger.communities c where c.slug = candidate) loop
    n := n + 1;
    candidate := base || '-' || n;
  end loop;
  return candidate;
end
$$;

ALTER FUNCTION app.community_slug(p_name text) OWNER TO ledger_policy;

--
-- Name: count_other_elders(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.count_other_elders(p_story_id uuid) RETURNS TABLE(community_id uuid, elders integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select c.id, (
    select count(*)::integer from ledger.community_members m
    where m.community_id = c.id and m.status = 'active' and 'elder' = any (m.roles)
      and not m.profile_id = any ((select app.writers_of(p_story_id))::uuid[]))
  from ledger.story_drafts d, unnest(d.community_ids) x (id) join ledger.communities c on c.id = x.id
  where d.story_id = p_story_id and app.tells_or_keeps_story(p_story_id)
$$;

ALTER FUNCTION app.count_other_elders(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: count_tellers(uuid, date, date); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.count_tellers(p_community_id uuid, p_from date, p_to date) RETURNS TABLE(tellers bigint, first_time bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select count(distinct s.teller_id),
    count(distinct s.teller_id) filter (where not exists (
      select 1 from ledger.insight_shares b
      where b.community_id = p_community_id and b.teller_id = s.teller_id and b.told_on < p_from))
  from ledger.insight_shares s
  where s.community_id = p_community_id and s.told_on between p_from and p_to
    and p_community_id = any ((select app.my_steward_community_ids())::uuid[])
$$;

ALTER FUNCTION app.count_tellers(p_community_id uuid, p_from date, p_to date) OWNER TO ledger_insights;

--
-- Name: current_actor_id(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.current_actor_id() RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (vault.verified_claim())[2]::uuid;
end
$$;

ALTER FUNCTION app.current_actor_id() OWNER TO ledger_policy;

--
-- Name: FUNCTION current_actor_id(); Type: COMMENT; Schema: app; Owner: ledger_policy
--

COMMENT ON FUNCTION app.current_actor_id() IS 'The profile on whose behalf this statement runs; null for a visitor. Policies always say (select app.current_actor_id()).';

--
-- Name: current_assurance_level(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.current_assurance_level() RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return coalesce((vault.verified_claim())[6]::int, 0);
end
$$;

ALTER FUNCTION app.current_assurance_level() OWNER TO ledger_policy;

--
-- Name: FUNCTION current_assurance_level(); Type: COMMENT; Schema: app; Owner: ledger_policy
--

COMMENT ON FUNCTION app.current_assurance_level() IS '0 nobody, 1 a password, 2 a second factor or a passkey.';

--
-- Name: current_session_id(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.current_session_id() RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return nullif((vault.verified_claim())[3], '-')::uuid;
end
$$;

ALTER FUNCTION app.current_session_id() OWNER TO ledger_policy;

--
-- Name: FUNCTION current_session_id(); Type: COMMENT; Schema: app; Owner: ledger_policy
--

COMMENT ON FUNCTION app.current_session_id() IS 'The sign-in that the claim belongs to; null where there is none.';

--
-- Name: custodians_of(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.custodians_of(p_community_id uuid) RETURNS TABLE(custodian_id uuid, display_name text, is_steward boolean, stories bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.custodians_of(p_community_id uuid) OWNER TO ledger_policy;

--
-- Name: decide_review(uuid, uuid, uuid, ledger.decision_kind, text, text[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.decide_review(p_id uuid, p_version_id uuid, p_community_id uuid, p_kind ledger.decision_kind, p_note text, p_conditions text[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.decide_review(p_id uuid, p_version_id uuid, p_community_id uuid, p_kind ledger.decision_kind, p_note text, p_conditions text[]) OWNER TO ledger_policy;

--
-- Name: story_threads; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_threads (
    id uuid NOT NULL,
    story_id uuid NOT NULL,
    kind ledger.thread_kind NOT NULL,
    place ledger.thread_place NOT NULL,
    anchor_revision integer NOT NULL,
    anchor_index integer NOT NULL,
    anchor_length integer NOT NULL,
    quote text NOT NULL,
    replacement text,
    author_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state ledger.thread_state DEFAULT 'open'::ledger.thread_state NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT story_threads_anchor_index_check CHECK ((anchor_index >= 0)),
    CONSTRAINT story_threads_anchor_length_check CHECK ((anchor_length >= 0)),
    CONSTRAINT story_threads_anchor_revision_check CHECK ((anchor_revision >= 0)),
    CONSTRAINT story_threads_check CHECK (((kind = 'suggestion'::ledger.thread_kind) = (replacement IS NOT NULL))),
    CONSTRAINT story_threads_check1 CHECK (((state = 'open'::ledger.thread_state) OR (state = 'taken_back'::ledger.thread_state) OR ((state = 'resolved'::ledger.thread_state) = (kind = 'comment'::ledger.thread_kind)))),
    CONSTRAINT story_threads_check2 CHECK (((state = 'open'::ledger.thread_state) = (decided_at IS NULL))),
    CONSTRAINT story_threads_check3 CHECK (((decided_by IS NULL) = (decided_at IS NULL))),
    CONSTRAINT story_threads_quote_check CHECK ((char_length(quote) <= 500)),
    CONSTRAINT story_threads_replacement_check CHECK ((char_length(replacement) <= 20000))
);

ALTER TABLE ONLY ledger.story_threads FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_threads OWNER TO ledger_owner;

--
-- Name: TABLE story_threads; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_threads IS 'Comments and suggestions on passages of a draft: where each hangs, and what became of it.';

--
-- Name: decide_thread(ledger.story_threads, ledger.thread_state); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.decide_thread(p_thread ledger.story_threads, p_state ledger.thread_state) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
begin
  update ledger.story_threads t set state = p_state, decided_by = actor, decided_at = app.ledger_now() where t.id = p_thread.id;
  perform app.tell_who_spoke(p_thread, 'thread_decided');
  perform app.emit('remarks_changed', p_thread.story_id, null, actor);
end
$$;

ALTER FUNCTION app.decide_thread(p_thread ledger.story_threads, p_state ledger.thread_state) OWNER TO ledger_policy;

--
-- Name: delete_draft(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.delete_draft(p_story_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.delete_draft(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: demo_people(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.demo_people() RETURNS TABLE(profile_id uuid, display_name text, roles text[], community text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select p.id, p.display_name, coalesce(m.roles::text[], '{}'), c.name
  from ledger.profiles p
  left join lateral (
    select m.community_id, m.roles from ledger.community_members m
    where m.profile_id = p.id and m.status = 'active'
    order by cardinality(m.roles) desc, m.joined_at limit 1) m on true
  left join ledger.communities c on c.id = m.community_id
  where exists (select 1 from ledger.portal_settings s where s.is_demo and p.created_at < coalesce(s.set_up_at, 'infinity'))
    and not exists (select 1 from ledger.narrators n where n.profile_id = p.id)
  order by p.created_at, p.display_name
$$;

ALTER FUNCTION app.demo_people() OWNER TO ledger_policy;

--
-- Name: drop_insight_quarters(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.drop_insight_quarters() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update ledger.insight_quarters q set dropped_at = now()
  from ledger.insight_quarter_stories s
  where s.story_id = old.id and q.community_id = s.community_id and q.quarter = s.quarter and q.dropped_at is null;
  if found then
    delete from ledger.insight_cells c using ledger.insight_quarter_stories s
    where s.story_id = old.id and c.community_id = s.community_id and c.quarter = s.quarter;
    delete from ledger.insight_quarter_stories g using ledger.insight_quarter_stories s
    where s.story_id = old.id and g.community_id = s.community_id and g.quarter = s.quarter;
  end if;
  return null;
end
$$;

ALTER FUNCTION app.drop_insight_quarters() OWNER TO ledger_policy;

--
-- Name: emit(ledger.event_kind, uuid, uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.emit(p_kind ledger.event_kind, p_story_id uuid, p_community_id uuid, p_profile_id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  insert into ledger.events (happened_at, kind, story_id, community_id, profile_id)
  values (now(), p_kind, p_story_id, p_community_id, p_profile_id)
$$;

ALTER FUNCTION app.emit(p_kind ledger.event_kind, p_story_id uuid, p_community_id uuid, p_profile_id uuid) OWNER TO ledger_policy;

--
-- Name: emit_community_changed(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.emit_community_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform app.emit('community_changed', null, new.id, null);
  return null;
end
$$;

ALTER FUNCTION app.emit_community_changed() OWNER TO ledger_policy;

--
-- Name: emit_draft_changed(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.emit_draft_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform app.emit('draft_changed', new.story_id, null, coalesce(new.custodian_id, new.teller_id));
  return null;
end
$$;

ALTER FUNCTION app.emit_draft_changed() OWNER TO ledger_policy;

--
-- Name: emit_membership_changed(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.emit_membership_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform app.emit('membership_changed', null, new.community_id, new.profile_id);
  return null;
end
$$;

ALTER FUNCTION app.emit_membership_changed() OWNER TO ledger_policy;

--
-- Name: emit_notification_added(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.emit_notification_added() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform app.emit('notification_added', null, new.community_id, new.profile_id);
  return null;
end
$$;

ALTER FUNCTION app.emit_notification_added() OWNER TO ledger_policy;

--
-- Name: emit_review_changed(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.emit_review_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform app.emit('review_changed', new.story_id, new.community_id, null);
  return null;
end
$$;

ALTER FUNCTION app.emit_review_changed() OWNER TO ledger_policy;

--
-- Name: emit_story_changed(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.emit_story_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  community uuid;
begin
  perform app.emit('story_changed', new.id, null, null);
  for community in
    select distinct c from unnest(new.community_ids || case when tg_op = 'UPDATE' then old.community_ids else '{}' end) c
  loop
    perform app.emit('story_changed', new.id, community, null);
  end loop;
  return null;
end
$$;

ALTER FUNCTION app.emit_story_changed() OWNER TO ledger_policy;

--
-- Name: end_claim_link(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_claim_link(p_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  community uuid;
begin
  select l.community_id into community from ledger.narrator_claims l
  where l.id = p_id and l.community_id = any (app.my_steward_community_ids());
  if community is null or not app.act_as_steward(community) then
    return 'not_found';
  end if;
  update ledger.narrator_claims l set ended_at = now() where l.id = p_id and l.ended_at is null and l.used_at is null;
  return case when found then 'ended' else 'not_found' end;
end
$$;

ALTER FUNCTION app.end_claim_link(p_id uuid) OWNER TO ledger_policy;

--
-- Name: end_demo(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_demo() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  update ledger.notifications n set mail_sent_at = now(),
    read_at = case when n.created_at < now() - interval '7 days' then n.created_at + interval '1 day' end
  where n.mail_sent_at is null and (select s.is_demo_filling from ledger.portal_settings s);
  update ledger.portal_settings set is_demo_filling = false where is_demo
$$;

ALTER FUNCTION app.end_demo() OWNER TO ledger_policy;

--
-- Name: end_import_pass(uuid, uuid, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_import_pass(p_import_id uuid, p_lease_id uuid, p_problem text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports := app.lock_import_batch(p_import_id, p_lease_id, '{checking,importing}');
begin
  if import.id is null then
    return 'stopped';
  end if;
  if p_problem is not null then
    perform app.close_import(import, 'unreadable', p_problem);
  elsif import.state = 'importing' then
    perform app.close_import(import, 'done', null);
  else
    update ledger.imports i set state = 'checked', rows_total = i.rows_read, lease_id = null, lease_until = null, updated_at = now()
    where i.id = p_import_id;
    perform app.emit('import_changed', null, import.community_id, import.steward_id);
  end if;
  return 'noted';
end
$$;

ALTER FUNCTION app.end_import_pass(p_import_id uuid, p_lease_id uuid, p_problem text) OWNER TO ledger_policy;

--
-- Name: end_invitation(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_invitation(p_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  community uuid;
begin
  select i.community_id into community from ledger.community_invitations i
  where i.id = p_id and i.community_id = any (app.my_steward_community_ids());
  if community is null or not app.act_as_steward(community) then
    return 'not_found';
  end if;
  update ledger.community_invitations i set ended_at = now() where i.id = p_id and i.ended_at is null;
  return case when found then 'ended' else 'not_found' end;
end
$$;

ALTER FUNCTION app.end_invitation(p_id uuid) OWNER TO ledger_policy;

--
-- Name: end_membership(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_membership(p_community_id uuid, p_profile_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
begin
  if actor is null then
    return 'not_found';
  elsif actor = p_profile_id then
    perform 1 from ledger.community_members m where m.community_id = p_community_id and m.profile_id = actor;
    if found then
      perform 1 from ledger.communities c where c.id = p_community_id for no key update;
    end if;
  elsif not app.act_as_steward(p_community_id) then
    return 'not_found';
  end if;
  if app.is_last_steward(p_community_id, p_profile_id) then
    return 'last_steward';
  end if;
  perform 1 from ledger.community_members m
  where m.community_id = p_community_id and m.profile_id = p_profile_id and m.status in ('active', 'asked') for update;
  if not found then
    return 'not_a_member';
  end if;
  perform app.write_membership(p_community_id, p_profile_id,
    case when actor = p_profile_id then 'left'::ledger.membership_status else 'removed' end, '{}', null);
  return 'ended';
end
$$;

ALTER FUNCTION app.end_membership(p_community_id uuid, p_profile_id uuid) OWNER TO ledger_policy;

--
-- Name: end_part(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_part(p_story_id uuid, p_profile_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.end_part(p_story_id uuid, p_profile_id uuid) OWNER TO ledger_policy;

--
-- Name: end_story_invitation(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_story_invitation(p_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.end_story_invitation(p_id uuid) OWNER TO ledger_policy;

--
-- Name: end_upload(uuid, text[], jsonb, jsonb, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.end_upload(p_import_id uuid, p_headings text[], p_sample jsonb, p_mapping jsonb, p_problem text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports := app.lock_import(p_import_id, '{uploading}');
begin
  if import.id is null then
    return 'not_found';
  end if;
  update ledger.imports i set state = case when p_problem is null then 'uploaded'::ledger.import_state else 'unreadable' end,
    headings = p_headings, sample = p_sample, mapping = p_mapping, problem = p_problem, updated_at = now()
  where i.id = p_import_id;
  if p_problem is not null then
    delete from ledger.import_parts p where p.import_id = p_import_id;
  end if;
  perform app.emit('import_changed', null, import.community_id, import.steward_id);
  return 'uploaded';
end
$$;

ALTER FUNCTION app.end_upload(p_import_id uuid, p_headings text[], p_sample jsonb, p_mapping jsonb, p_problem text) OWNER TO ledger_policy;

--
-- Name: ensure_profile(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.ensure_profile(p_display_name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
begin
  if actor is null then
    raise exception 'sign in first' using errcode = 'insufficient_privilege';
  end if;
  insert into ledger.profiles (id, display_name, created_at)
  values (actor, left(btrim(p_display_name), 120), app.ledger_now())
  on conflict (id) do nothing;
end
$$;

ALTER FUNCTION app.ensure_profile(p_display_name text) OWNER TO ledger_policy;

--
-- Name: enter_audience(uuid, uuid, ledger.privacy_level, integer, text, ledger.custody_manner, text, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.enter_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.enter_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) OWNER TO ledger_policy;

--
-- Name: enter_consent(uuid, uuid, ledger.consent_purpose, boolean, integer, text, ledger.custody_manner, text, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.enter_consent(p_event_id uuid, p_story_id uuid, p_purpose ledger.consent_purpose, p_is_granted boolean, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.enter_consent(p_event_id uuid, p_story_id uuid, p_purpose ledger.consent_purpose, p_is_granted boolean, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) OWNER TO ledger_policy;

--
-- Name: enter_session(uuid, uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.enter_session(p_session_id uuid, p_story_id uuid, p_client_id uuid) RETURNS TABLE(may_write boolean, colour smallint, display_name text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  may boolean := app.may_write_story(p_story_id);
  chosen smallint;
  is_new boolean;
begin
  if may is not true and not p_story_id = any (app.my_watched_story_ids()) then
    return;
  end if;
  insert into ledger.collaboration_sessions (id, story_id, started_at, last_active_at) values (p_session_id, p_story_id, at, at)
  on conflict (id) do update set last_active_at = excluded.last_active_at, ended_at = null
    where collaboration_sessions.story_id = excluded.story_id;
  if not found then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('seats of ' || p_story_id, 0));
  select min(t.colour) into chosen from app.seats_taken(p_story_id) t where t.profile_id = actor;
  is_new := chosen is null;
  if is_new then
    -- The one that fewest others have.
    select c into chosen from generate_series(0, 7) c
    order by (select count(distinct t.profile_id) from app.seats_taken(p_story_id) t where t.colour = c), c limit 1;
  end if;
  insert into ledger.collaboration_seats (session_id, profile_id, client_id, may_write, colour, joined_at)
  values (p_session_id, actor, p_client_id, may, chosen, at)
  on conflict (session_id, profile_id, client_id) do update set may_write = excluded.may_write, colour = excluded.colour, left_at = null;
  if is_new then
    perform app.emit('presence_changed', p_story_id, null, actor);
  end if;
  return query select may, chosen, p.display_name from ledger.profiles p where p.id = actor;
end
$$;

ALTER FUNCTION app.enter_session(p_session_id uuid, p_story_id uuid, p_client_id uuid) OWNER TO ledger_policy;

--
-- Name: events; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.events (
    id bigint NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    kind ledger.event_kind NOT NULL,
    story_id uuid,
    community_id uuid,
    profile_id uuid,
    notified_at timestamp with time zone,
    sovereignty jsonb,
    announcement bigint
)
PARTITION BY RANGE (happened_at);

ALTER TABLE ONLY ledger.events FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.events OWNER TO ledger_owner;

--
-- Name: TABLE events; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.events IS 'Outbox of changes: ids, never content.';

--
-- Name: event_line(ledger.events); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.event_line(p_event ledger.events) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select concat_ws(' ', p_event.kind, coalesce(p_event.story_id::text, '-'), coalesce(p_event.community_id::text, '-'),
    coalesce(p_event.profile_id::text, '-'))
$$;

ALTER FUNCTION app.event_line(p_event ledger.events) OWNER TO ledger_policy;

--
-- Name: export_stories(uuid, boolean, uuid, integer); Type: FUNCTION; Schema: app; Owner: ledger_reader
--

CREATE FUNCTION app.export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer) RETURNS TABLE(story_id uuid, identifier text, teller_name text, title text, told_to text, told_when text, language text, place text, summary text, themes text[], body_text text, transcript text, state text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  ids uuid[];
  actor uuid := app.current_actor_id();
  -- What one answer holds, but for its last story. Long texts say how long they are without being fetched.
  most_bytes constant integer := 4000000;
begin
  if not p_community_id = any (app.my_steward_community_ids()) then
    return;
  end if;
  if p_is_kept then
    select array_agg(x.story_id order by x.story_id) into ids from (
      select d.story_id, sum(octet_length(d.body_text) + octet_length(d.transcript)) over (order by d.story_id)
        - octet_length(d.body_text) - octet_length(d.transcript) as before
      from (
        select d.story_id, d.body_text, d.transcript from ledger.story_drafts d
        where d.custodian_id = actor and d.custody_community_id = p_community_id and d.story_id > p_after
        order by d.story_id limit least(p_limit, 1000)) d) x
    where x.before < most_bytes;
  else
    select array_agg(x.story_id order by x.story_id) into ids from (
      select s.story_id, sum(octet_length(s.body_text) + octet_length(s.transcript)) over (order by s.story_id)
        - octet_length(s.body_text) - octet_length(s.transcript) as before
      from (
        select c.story_id, v.body_text, v.transcript
        from ledger.story_communities c join ledger.stories s on s.id = c.story_id
        join ledger.story_versions v on v.id = s.published_version_id
        where c.community_id = p_community_id and c.story_id > p_after and s.is_open
          -- A kept one has been given already.
          and not exists (select 1 from ledger.story_drafts d
            where d.story_id = c.story_id and d.custodian_id = actor and d.custody_community_id = p_community_id)
        order by c.story_id limit least(p_limit, 1000)) s) x
    where x.before < most_bytes;
  end if;
  if ids is null then
    return;
  end if;
  perform app.log_exports(ids);
  if p_is_kept then
    return query
    select d.story_id, coalesce(o.identifier, ''), coalesce(n.display_name, s.teller_name), d.title, d.told_to, d.told_when, d.language,
      d.place, d.summary, d.themes, d.body_text, d.transcript,
      case when s.archived_at is not null then 'archived' when s.withdrawn_at is not null then 'withdrawn' else d.stage::text end
    from ledger.story_drafts d join ledger.stories s on s.id = d.story_id left join ledger.story_origins o on o.story_id = d.story_id
    left join app.narrators_of_kept(ids) n on n.story_id = d.story_id
    where d.story_id = any (ids) order by d.story_id;
  else
    return query
    select s.id, coalesce(o.identifier, ''), s.teller_name, v.title, v.told_to, v.told_when, v.language, v.place, v.summary, v.themes,
      v.body_text, v.transcript, 'published'
    from ledger.stories s join ledger.story_versions v on v.id = s.published_version_id
    left join ledger.story_origins o on o.story_id = s.id
    where s.id = any (ids) and s.is_open order by s.id;
  end if;
end
$$;

ALTER FUNCTION app.export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer) OWNER TO ledger_reader;

--
-- Name: forget_old_imports(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.forget_old_imports() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports;
  forgotten integer;
begin
  for import in
    select i.* from ledger.imports i
    where i.state in ('uploading', 'uploaded', 'checked')
      and i.updated_at < now() - case when i.state = 'uploading' then interval '1 day' else interval '7 days' end
    for update skip locked
  loop
    perform app.close_import(import, 'cancelled', null);
  end loop;
  delete from ledger.imports i where i.updated_at < now() - interval '90 days' and i.state in ('done', 'cancelled', 'unreadable');
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

ALTER FUNCTION app.forget_old_imports() OWNER TO ledger_policy;

--
-- Name: forget_told_events(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.forget_told_events() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  forgotten integer;
begin
  delete from ledger.events e where e.notified_at < now() - interval '1 day';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

ALTER FUNCTION app.forget_told_events() OWNER TO ledger_policy;

--
-- Name: found_community(uuid, text, text, text, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.found_community(p_id uuid, p_name text, p_description text, p_place text, p_time_zone text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
begin
  -- Locked, so that somebody who is being removed founds before that or not at all.
  perform 1 from ledger.community_members m
  where m.profile_id = actor and m.status = 'active' and 'steward' = any (m.roles) order by m.community_id limit 1 for share;
  if not found then
    return 'not_a_steward';
  end if;
  insert into ledger.communities (id, slug, name, description, place, time_zone, data_location, created_at)
  values (p_id, app.community_slug(p_name), btrim(p_name), coalesce(p_description, ''), coalesce(p_place, ''), p_time_zone,
    (select s.data_location from ledger.portal_settings s), app.ledger_now());
  perform app.write_membership(p_id, actor, 'active', '{steward}', null);
  return 'founded';
end
$$;

ALTER FUNCTION app.found_community(p_id uuid, p_name text, p_description text, p_place text, p_time_zone text) OWNER TO ledger_policy;

--
-- Name: freeze_draft(ledger.story_drafts, uuid, ledger.version_kind, ledger.version_keeper, ledger.privacy_level); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind, p_kept_by ledger.version_keeper, p_audience ledger.privacy_level) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind, p_kept_by ledger.version_keeper, p_audience ledger.privacy_level) OWNER TO ledger_policy;

--
-- Name: give_up_import(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.give_up_import(p_import_id uuid, p_lease_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports;
begin
  select i.* into import from ledger.imports i where i.id = p_import_id and i.lease_id = p_lease_id for update;
  if found then
    perform app.close_import(import, 'cancelled', 'not_steward');
  end if;
end
$$;

ALTER FUNCTION app.give_up_import(p_import_id uuid, p_lease_id uuid) OWNER TO ledger_policy;

--
-- Name: gives_parts(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.gives_parts(p_story_id uuid, p_profile_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.story_drafts d
    where d.story_id = p_story_id
      and (d.teller_id = p_profile_id or (d.custodian_id = p_profile_id and exists (
        select 1 from ledger.community_members m
        where m.community_id = d.custody_community_id and m.profile_id = p_profile_id and m.status = 'active' and 'steward' = any (m.roles))))
      and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null))
$$;

ALTER FUNCTION app.gives_parts(p_story_id uuid, p_profile_id uuid) OWNER TO ledger_policy;

--
-- Name: has_anchors_behind(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.has_anchors_behind(p_story_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.story_heads h join ledger.story_threads t on t.story_id = h.story_id
    where h.story_id = p_story_id and t.state = 'open' and t.anchor_revision < h.revision)
  and app.may_write_story(p_story_id)
$$;

ALTER FUNCTION app.has_anchors_behind(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: has_judged(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.has_judged(p_story_id uuid, p_profile_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.version_clearances c
    join ledger.review_decisions d on d.version_id = c.version_id and d.community_id = c.community_id
    where c.story_id = p_story_id and c.is_open and d.elder_id = p_profile_id and d.kind <> 'take_back'
      and not exists (select 1 from ledger.review_decisions b where b.takes_back = d.id))
$$;

ALTER FUNCTION app.has_judged(p_story_id uuid, p_profile_id uuid) OWNER TO ledger_policy;

--
-- Name: has_room_for_thread(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.has_room_for_thread(p_story_id uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform pg_advisory_xact_lock(hashtextextended('threads of ' || p_story_id, 0));
  return (select count(*) from ledger.story_threads t where t.story_id = p_story_id and t.state = 'open') < 500;
end
$$;

ALTER FUNCTION app.has_room_for_thread(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: hold_counted_stories(uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.hold_counted_stories(p_story_ids uuid[]) RETURNS uuid[]
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(array_agg(h.id), '{}') from (
    select s.id from ledger.stories s
    where s.id = any (p_story_ids) and s.is_open and s.consent_insights and s.consent_insights_leaving and s.shown_level >= 'community'
      and s.erased_at is null
    order by s.id for share) h
$$;

ALTER FUNCTION app.hold_counted_stories(p_story_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: hold_part(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.hold_part(p_story_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
begin
  perform 1 from ledger.story_drafts d join ledger.community_members m on m.community_id = d.custody_community_id
  where d.story_id = p_story_id and d.custodian_id = actor and m.profile_id = actor for share of m;
  perform 1 from ledger.story_drafts d where d.story_id = p_story_id for key share;
  return app.my_part(p_story_id);
end
$$;

ALTER FUNCTION app.hold_part(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: hold_thread(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.hold_thread(p_thread_id uuid) RETURNS TABLE(part text, thread ledger.story_threads)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.hold_thread(p_thread_id uuid) OWNER TO ledger_policy;

--
-- Name: import_stories(uuid, uuid, integer, integer[], text[], bytea[], text[], uuid[], text[], text[], uuid[], text[], text[], text[], text[], text[], text[], text[], text[], integer[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.import_stories(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[], p_story_ids uuid[], p_summaries text[], p_languages text[], p_directions text[], p_told_when text[], p_told_to text[], p_places text[], p_themes text[], p_texts text[], p_word_counts integer[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports := app.lock_import_batch(p_import_id, p_lease_id, '{importing}');
  at timestamptz := app.ledger_now();
  outcomes ledger.import_outcome[];
  reasons text[];
  narrator_ids uuid[];
  narrator_names text[];
begin
  if import.id is null then
    return 'stopped';
  end if;
  select array_agg(j.outcome order by j.row_number), array_agg(j.reason order by j.row_number) into outcomes, reasons
  from app.judge_import_rows(import, p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids) j;

  if 'imported' = any (outcomes) then
    -- Known rows make no narrator: theirs may have claimed the stories long ago.
    with there as materialized (
      select n.name, n.narrator_id, n.display_name
      from app.narrators_named(import.community_id, array(
        select distinct a.narrator from unnest(p_narrators, outcomes) a (narrator, outcome) where a.outcome = 'imported')) n)
    select array_agg(t.narrator_id order by a.place), array_agg(t.display_name order by a.place) into narrator_ids, narrator_names
    from unnest(p_narrators) with ordinality a (narrator, place) left join there t on t.name = a.narrator;

    insert into ledger.stories (id, teller_id, teller_name, custodian_id, custody_community_id, language, direction, created_at, updated_at)
    select a.id, a.narrator_id, a.narrator_name, import.steward_id, import.community_id, a.language, a.direction, at, at
    from unnest(p_story_ids, outcomes, narrator_ids, narrator_names, p_languages, p_directions)
      a (id, outcome, narrator_id, narrator_name, language, direction)
    where a.outcome = 'imported';
    insert into ledger.story_drafts (story_id, teller_id, custodian_id, custody_community_id, revision, title, summary, language,
      direction, told_when, told_to, place, themes, community_ids, body, body_text, word_count, saved_at, created_at)
    select a.id, a.narrator_id, import.steward_id, import.community_id, 1, a.title, a.summary, a.language, a.direction, a.told_when,
      a.told_to, a.place, coalesce(string_to_array(nullif(a.themes, ''), chr(31)), '{}'), array[import.community_id],
      jsonb_build_object('ops', jsonb_build_array(jsonb_build_object('insert', a.body || e'\n'))), a.body, a.words, at, at
    from unnest(p_story_ids, outcomes, narrator_ids, p_titles, p_summaries, p_languages, p_directions, p_told_when, p_told_to, p_places,
        p_themes, p_texts, p_word_counts)
      a (id, outcome, narrator_id, title, summary, language, direction, told_when, told_to, place, themes, body, words)
    where a.outcome = 'imported';
    insert into ledger.story_people (story_id, profile_id, role, added_at)
    select a.id, a.narrator_id, 'teller', at
    from unnest(p_story_ids, outcomes, narrator_ids) a (id, outcome, narrator_id) where a.outcome = 'imported';
    insert into ledger.custody_events (story_id, community_id, actor_id, kind, happened_at)
    select a.id, import.community_id, import.steward_id, 'imported', at
    from unnest(p_story_ids, outcomes) a (id, outcome) where a.outcome = 'imported';
    insert into ledger.story_origins (story_id, community_id, source_key, identifier, import_id)
    select a.id, import.community_id, a.source_key, a.identifier, import.id
    from unnest(p_story_ids, outcomes, p_source_keys, p_identifiers) a (id, outcome, source_key, identifier) where a.outcome = 'imported';
  end if;
  perform app.note_import_rows(import, p_position, p_row_numbers, outcomes, reasons, p_source_keys, p_titles, p_narrators, p_story_ids);
  return 'noted';
end
$$;

ALTER FUNCTION app.import_stories(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[], p_story_ids uuid[], p_summaries text[], p_languages text[], p_directions text[], p_told_when text[], p_told_to text[], p_places text[], p_themes text[], p_texts text[], p_word_counts integer[]) OWNER TO ledger_policy;

--
-- Name: insight_cells_of(ledger.insight_telling[], integer); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.insight_cells_of(p_tellings ledger.insight_telling[], p_smallest_group integer) RETURNS TABLE(cut ledger.insight_cut, key text, tellers integer)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  with cells as materialized (
    select t.cut, t.key, (count(*) / 5 * 5)::integer as tellers,
      count(*) >= greatest(p_smallest_group, 5) and 2 * max(t.stories) <= sum(t.stories) as is_shown
    from unnest(p_tellings) t group by t.cut, t.key),
  cuts as materialized (
    select c.cut, not bool_and(c.is_shown) as hides, coalesce(sum(c.tellers + 4) filter (where c.is_shown), 0) as most
    from cells c group by c.cut)
  select c.cut, c.key, c.tellers
  from cells c join cuts u on u.cut = c.cut
  where c.is_shown and not (u.hides and (c.cut = 'language'
    or (c.cut = 'theme' and u.most < (select a.tellers from cells a where a.cut = 'all'))))
$$;

ALTER FUNCTION app.insight_cells_of(p_tellings ledger.insight_telling[], p_smallest_group integer) OWNER TO ledger_insights;

--
-- Name: insight_download(uuid, date); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.insight_download(p_community_id uuid, p_before date) RETURNS TABLE(quarter date, cut ledger.insight_cut, key text, tellers integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select c.quarter, c.cut, c.key, c.tellers
  from ledger.insight_cells c
  where c.community_id = p_community_id and p_community_id = any ((select app.my_steward_community_ids())::uuid[])
    and c.quarter in (
      select distinct q.quarter from ledger.insight_cells q
      where q.community_id = p_community_id and (p_before is null or q.quarter < p_before) order by q.quarter desc limit 8)
  order by c.quarter desc, c.cut, c.tellers desc, c.key
$$;

ALTER FUNCTION app.insight_download(p_community_id uuid, p_before date) OWNER TO ledger_insights;

--
-- Name: insight_shares_of(uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.insight_shares_of(p_story_ids uuid[]) RETURNS TABLE(community_id uuid, story_id uuid, teller_id uuid, told_on date, counts ledger.insight_count[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  with told as (
    select c.id as community_id, s.id as story_id, s.teller_id, s.language, s.themes,
      (s.first_published_at at time zone c.time_zone)::date as told_on,
      case when s.shown_level = 'public' and s.consent_public_display then 'public' else 'members' end::ledger.insight_audience as audience,
      array_remove(array[
        case when s.consent_research then 'research' end, case when s.consent_ai_local then 'ai_local' end,
        case when s.consent_ai_external then 'ai_external' end, case when s.consent_cross_community then 'cross_community' end,
        case when s.consent_commercial then 'commercial' end, case when s.consent_attribution then 'attribution' end], null) as purposes
    from ledger.stories s
    join ledger.communities c on c.id = any (s.community_ids)
    where s.id = any (p_story_ids)),
  submitted as (
    select v.community_id, v.story_id, v.is_open, v.state, v.sent_at, c.time_zone, d.decided_at
    from ledger.version_clearances v
    join ledger.communities c on c.id = v.community_id
    left join lateral (
      select min(r.decided_at) as decided_at from ledger.review_decisions r
      where r.version_id = v.version_id and r.community_id = v.community_id and r.kind <> 'take_back'
        and not exists (select 1 from ledger.review_decisions b where b.takes_back = r.id)) d on v.state <> 'waiting'
    where v.story_id = any (p_story_ids)),
  counted as (
    select t.community_id, t.story_id, t.audience, t.told_on as day, m.measure, m.key, 1::bigint as value
    from told t
    cross join lateral (
      select 'stories'::ledger.insight_measure as measure, '' as key
      union all select 'language', t.language
      union all select distinct 'theme'::ledger.insight_measure, theme from unnest(t.themes) theme
      union all select 'purpose', purpose from unnest(t.purposes) purpose) m
    union all
    select t.community_id, t.story_id, t.audience, d.day, m.measure, '', m.value
    from told t
    join ledger.story_days d on d.community_id = t.community_id and d.story_id = t.story_id
    cross join lateral (values ('reads'::ledger.insight_measure, d.reads::bigint), ('shares', d.shares::bigint)) m (measure, value)
    where m.value > 0
    union all
    select s.community_id, s.story_id, 'review', m.day, m.measure, m.key, count(*)
    from submitted s
    cross join lateral (
      select (s.sent_at at time zone s.time_zone)::date as day, 'sent'::ledger.insight_measure as measure, '' as key
      union all select (s.sent_at at time zone s.time_zone)::date, 'stage', s.state::text where s.is_open
      union all select (s.decided_at at time zone s.time_zone)::date, 'decided', s.state::text where s.decided_at is not null
      union all select (s.decided_at at time zone s.time_zone)::date, 'waited', app.waiting_step(s.decided_at - s.sent_at)
        where s.decided_at is not null) m
    group by s.community_id, s.story_id, m.day, m.measure, m.key)
  select c.community_id, c.story_id, t.teller_id, t.told_on,
    array_agg((c.audience, c.day, c.measure, c.key, c.value)::ledger.insight_count order by c.audience, c.day, c.measure, c.key)
  from counted c
  left join told t on t.community_id = c.community_id and t.story_id = c.story_id
  group by c.community_id, c.story_id, t.teller_id, t.told_on
$$;

ALTER FUNCTION app.insight_shares_of(p_story_ids uuid[]) OWNER TO ledger_insights;

--
-- Name: insight_standing(uuid); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.insight_standing(p_community_id uuid) RETURNS TABLE(made_at timestamp with time zone, is_asked boolean, shown integer, withheld integer, dropped integer, smallest_group smallint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  with quarters as (
    select q.dropped_at is not null as is_dropped,
      exists (select 1 from ledger.insight_cells k where k.community_id = q.community_id and k.quarter = q.quarter) as has_cells
    from ledger.insight_quarters q where q.community_id = p_community_id)
  select (select nullif(r.refreshed_at, '-infinity') from ledger.insight_refresh r),
    exists (select 1 from ledger.insight_wishes w where w.community_id = p_community_id),
    (select count(*) filter (where not q.is_dropped and q.has_cells) from quarters q)::integer,
    (select count(*) filter (where not q.is_dropped and not q.has_cells) from quarters q)::integer,
    (select count(*) filter (where q.is_dropped) from quarters q)::integer,
    c.smallest_group
  from ledger.communities c
  where c.id = p_community_id and p_community_id = any ((select app.my_steward_community_ids())::uuid[])
$$;

ALTER FUNCTION app.insight_standing(p_community_id uuid) OWNER TO ledger_insights;

--
-- Name: invitations_of_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.invitations_of_story(p_story_id uuid) RETURNS TABLE(id uuid, profile_id uuid, display_name text, role ledger.story_role, created_at timestamp with time zone, expires_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select i.id, i.profile_id, n.display_name, i.role, i.created_at, i.expires_at
  from ledger.story_invitations i left join ledger.profiles n on n.id = i.profile_id
  where i.story_id = p_story_id and i.state = 'waiting' and (i.expires_at is null or i.expires_at > app.ledger_now())
    and app.gives_parts(p_story_id, app.current_actor_id()) and app.gives_parts(p_story_id, i.invited_by)
  order by i.created_at, i.id
$$;

ALTER FUNCTION app.invitations_of_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: invite(uuid, uuid, bytea, text, ledger.community_role[], integer, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.invite(p_id uuid, p_community_id uuid, p_token_hash bytea, p_email text, p_roles ledger.community_role[], p_uses integer, p_expires_at timestamp with time zone) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not app.act_as_steward(p_community_id) then
    return 'not_found';
  end if;
  if p_expires_at > now() + interval '91 days' then
    return 'too_long';
  end if;
  -- A link that many may use makes members and storytellers only: authority is given to a person, not to whoever holds a link.
  if p_uses > 1 and p_roles && '{elder,steward}'::ledger.community_role[] then
    return 'role_needs_single_use';
  end if;
  insert into ledger.community_invitations (id, community_id, token_hash, email, roles, uses, uses_left, invited_by, created_at,
    expires_at)
  values (p_id, p_community_id, p_token_hash, nullif(btrim(p_email), ''), p_roles, p_uses, p_uses, app.current_actor_id(), now(), p_expires_at);
  return 'invited';
end
$$;

ALTER FUNCTION app.invite(p_id uuid, p_community_id uuid, p_token_hash bytea, p_email text, p_roles ledger.community_role[], p_uses integer, p_expires_at timestamp with time zone) OWNER TO ledger_policy;

--
-- Name: invite_to_story(uuid, uuid, uuid, ledger.story_role); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.invite_to_story(p_id uuid, p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.invite_to_story(p_id uuid, p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) OWNER TO ledger_policy;

--
-- Name: is_last_steward(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.is_last_steward(p_community_id uuid, p_profile_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
      select 1 from ledger.community_members m
      where m.community_id = p_community_id and m.profile_id = p_profile_id and m.status = 'active' and 'steward' = any (m.roles))
    and not exists (
      select 1 from ledger.community_members m
      where m.community_id = p_community_id and m.profile_id <> p_profile_id and m.status = 'active' and 'steward' = any (m.roles))
$$;

ALTER FUNCTION app.is_last_steward(p_community_id uuid, p_profile_id uuid) OWNER TO ledger_policy;

--
-- Name: is_sent_too_often(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.is_sent_too_often(p_story_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select count(*) >= 20 from ledger.story_versions v
  where v.story_id = p_story_id and v.kind = 'sent' and v.created_at > app.ledger_now() - interval '1 day'
$$;

ALTER FUNCTION app.is_sent_too_often(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: is_story_full(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.is_story_full(p_story_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select (select count(*) from ledger.story_people p where p.story_id = p_story_id and p.role not in ('teller', 'reader'))
    + (select count(*) from ledger.story_invitations i
        where i.story_id = p_story_id and i.state = 'waiting' and (i.expires_at is null or i.expires_at > app.ledger_now())) >= 60
$$;

ALTER FUNCTION app.is_story_full(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: story_versions; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_versions (
    id uuid NOT NULL,
    story_id uuid NOT NULL,
    teller_id uuid NOT NULL,
    number integer NOT NULL,
    kind ledger.version_kind NOT NULL,
    kept_by ledger.version_keeper NOT NULL,
    draft_revision integer NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    language text NOT NULL,
    direction text NOT NULL,
    told_when text NOT NULL,
    told_to text NOT NULL,
    place text NOT NULL,
    themes text[] NOT NULL,
    warnings text[] NOT NULL,
    people jsonb NOT NULL,
    community_ids uuid[] NOT NULL,
    is_sensitive boolean NOT NULL,
    body jsonb NOT NULL,
    body_text text NOT NULL,
    transcript text NOT NULL,
    word_count integer NOT NULL,
    audience ledger.privacy_level NOT NULL,
    author_ids uuid[] NOT NULL,
    is_review_open boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sovereignty jsonb,
    custodian_id uuid,
    custody_community_id uuid,
    CONSTRAINT story_versions_custody_check CHECK (((custodian_id IS NULL) = (custody_community_id IS NULL))),
    CONSTRAINT story_versions_number_check CHECK ((number >= 1))
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY ledger.story_versions FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_versions OWNER TO ledger_owner;

--
-- Name: TABLE story_versions; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_versions IS 'Frozen copies of a story; clearance belongs to version and community.';

--
-- Name: is_tellers_place(ledger.story_versions); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.is_tellers_place(p_version ledger.story_versions) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.is_tellers_place(p_version ledger.story_versions) OWNER TO ledger_policy;

--
-- Name: judge_import_rows(ledger.imports, integer[], text[], bytea[], text[], uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.judge_import_rows(p_import ledger.imports, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[]) RETURNS TABLE(row_number integer, outcome ledger.import_outcome, reason text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  named uuid[] := '{}';
begin
  if cardinality(array_remove(p_named_ids, null)) > 0 then
    named := array(
      select a.id from unnest(p_named_ids) a (id)
      where exists (select 1 from ledger.story_origins o where o.story_id = a.id and o.community_id = p_import.community_id)
        or exists (select 1 from ledger.stories s where s.id = a.id and p_import.community_id = any (s.community_ids)));
  end if;
  return query
  with asked as materialized (
    select * from unnest(p_row_numbers, p_reasons, p_source_keys, p_identifiers, p_named_ids)
      a (row_number, reason, source_key, identifier, named_id)),
  met as materialized (
    select a.*, a.reason = '' and (
        row_number() over (partition by a.source_key, a.reason = '' order by a.row_number) > 1
        or exists (select 1 from ledger.import_rows r
          where r.import_id = p_import.id and r.source_key = a.source_key and r.row_number < a.row_number)) as is_met,
      coalesce(a.named_id = any (named), false) as is_named,
      a.reason = '' and exists (
        select 1 from ledger.story_origins o where o.community_id = p_import.community_id and o.source_key = a.source_key) as is_known
    from asked a)
  select m.row_number,
    case when m.is_named then 'known'
      when m.reason <> '' or (m.is_met and m.identifier <> '') then 'failed'
      when m.is_known or m.is_met then 'known'
      when p_import.state = 'importing' then 'imported' else 'ready' end::ledger.import_outcome,
    case when m.is_named then '' when m.reason <> '' then m.reason
      when m.is_met and m.identifier <> '' then 'repeated_identifier:identifier' else '' end
  from met m;
end
$$;

ALTER FUNCTION app.judge_import_rows(p_import ledger.imports, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: keep_before_restoring(uuid, uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.keep_before_restoring(p_story_id uuid, p_version_id uuid, p_kept_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, false);
begin
  if draft.story_id is null or not exists (
    select 1 from ledger.story_versions v where v.id = p_version_id and v.story_id = p_story_id) then
    return 'not_found';
  end if;
  if exists (select 1 from ledger.story_heads h where h.story_id = p_story_id and h.revision > draft.revision) then
    raise exception 'the draft is behind its operations' using errcode = 'ELD01';
  end if;
  perform app.freeze_draft(draft, p_kept_id, 'restored', 'automatic',
    (select v.audience from ledger.story_versions v where v.id = p_version_id));
  return 'kept';
end
$$;

ALTER FUNCTION app.keep_before_restoring(p_story_id uuid, p_version_id uuid, p_kept_id uuid) OWNER TO ledger_policy;

--
-- Name: keep_feed_rows(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.keep_feed_rows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not new.is_open or new.shown_level < 'community' then
    delete from ledger.story_communities c where c.story_id = new.id;
    delete from ledger.public_stories p where p.story_id = new.id;
    return null;
  end if;
  delete from ledger.story_communities c where c.story_id = new.id and not c.community_id = any (new.community_ids);
  insert into ledger.story_communities as c (community_id, published_at, story_id, teller_id, shown_level, consent_public_display)
  select community_id, new.published_at, new.id, new.teller_id, new.shown_level, new.consent_public_display
  from unnest(new.community_ids) community_id
  on conflict (community_id, story_id) do update set
    published_at = excluded.published_at, shown_level = excluded.shown_level,
    consent_public_display = excluded.consent_public_display
  where (c.published_at, c.shown_level, c.consent_public_display)
    is distinct from (excluded.published_at, excluded.shown_level, excluded.consent_public_display);
  if new.shown_level = 'public' and new.consent_public_display then
    insert into ledger.public_stories as p (published_at, story_id) values (new.published_at, new.id)
    on conflict (story_id) do update set published_at = excluded.published_at
    where p.published_at is distinct from excluded.published_at;
  else
    delete from ledger.public_stories p where p.story_id = new.id;
  end if;
  return null;
end
$$;

ALTER FUNCTION app.keep_feed_rows() OWNER TO ledger_policy;

--
-- Name: keep_search_row(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.keep_search_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  configuration regconfig;
  words tsvector;
begin
  if not new.is_open or new.is_sensitive then
    delete from ledger.story_search x where x.story_id = new.id;
    return null;
  end if;
  select app.search_configuration(v.language) into configuration from ledger.story_versions v where v.id = new.published_version_id;
  begin
    words := app.search_words(new.published_version_id, configuration, 600000);
  exception when program_limit_exceeded then
    -- A tsvector holds at most 1 MB of different words: such a story is found by how it begins, and is published all the same.
    words := app.search_words(new.published_version_id, configuration, 60000);
  end;
  insert into ledger.story_search (story_id, configuration, words) values (new.id, configuration, words)
  on conflict (story_id) do update set configuration = excluded.configuration, words = excluded.words;
  return null;
end
$$;

ALTER FUNCTION app.keep_search_row() OWNER TO ledger_policy;

--
-- Name: keep_session(uuid, uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.keep_session(p_session_id uuid, p_wrote uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
begin
  if exists (select 1 from ledger.collaboration_seats t where t.session_id = p_session_id and t.profile_id = actor and t.left_at is null) then
    update ledger.collaboration_sessions s set last_active_at = at where s.id = p_session_id and s.ended_at is null;
    update ledger.collaboration_seats t set last_wrote_at = at
    where t.session_id = p_session_id and t.profile_id = actor and t.client_id = any (p_wrote);
  end if;
end
$$;

ALTER FUNCTION app.keep_session(p_session_id uuid, p_wrote uuid[]) OWNER TO ledger_policy;

--
-- Name: keep_version(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.keep_version(p_story_id uuid, p_version_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.keep_version(p_story_id uuid, p_version_id uuid) OWNER TO ledger_policy;

--
-- Name: keepers_of(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.keepers_of(p_story_id uuid) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(array_agg(distinct e.actor_id), '{}') from ledger.custody_events e
  where e.story_id = p_story_id and e.kind in ('imported', 'taken_over')
$$;

ALTER FUNCTION app.keepers_of(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: leave_import(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.leave_import(p_import_id uuid, p_lease_id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  update ledger.imports i set lease_id = null, lease_until = null where i.id = p_import_id and i.lease_id = p_lease_id
$$;

ALTER FUNCTION app.leave_import(p_import_id uuid, p_lease_id uuid) OWNER TO ledger_policy;

--
-- Name: leave_session(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.leave_session(p_session_id uuid, p_client_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
  at timestamptz := app.ledger_now();
  story uuid;
begin
  -- The session before the seat, as where they come in.
  select s.story_id into story from ledger.collaboration_sessions s where s.id = p_session_id for update;
  update ledger.collaboration_seats t set left_at = at
  where t.session_id = p_session_id and t.profile_id = actor and t.client_id = p_client_id and t.left_at is null;
  if not found then
    return;
  end if;
  update ledger.collaboration_sessions s set ended_at = at, last_active_at = at
  where s.id = p_session_id and not exists (
    select 1 from ledger.collaboration_seats t where t.session_id = p_session_id and t.left_at is null);
  if not exists (select 1 from app.seats_taken(story) t where t.profile_id = actor) then
    perform app.emit('presence_changed', story, null, actor);
  end if;
end
$$;

ALTER FUNCTION app.leave_session(p_session_id uuid, p_client_id uuid) OWNER TO ledger_policy;

--
-- Name: leave_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.leave_story(p_story_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.leave_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: ledger_now(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.ledger_now() RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  pretended text := nullif(current_setting('app.demo_clock', true), '');
begin
  if pretended is not null and (select s.is_demo_filling from ledger.portal_settings s) then
    return pretended::timestamptz;
  end if;
  return now();
end
$$;

ALTER FUNCTION app.ledger_now() OWNER TO ledger_policy;

--
-- Name: lock_draft(uuid, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.lock_draft(p_story_id uuid, p_is_teller_only boolean) RETURNS ledger.story_drafts
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.lock_draft(p_story_id uuid, p_is_teller_only boolean) OWNER TO ledger_policy;

--
-- Name: story_heads; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_heads (
    story_id uuid NOT NULL,
    revision integer NOT NULL,
    oldest_revision integer NOT NULL,
    sovereignty jsonb,
    purged_at timestamp with time zone,
    CONSTRAINT story_heads_check CHECK (((oldest_revision >= 0) AND (oldest_revision <= revision))),
    CONSTRAINT story_heads_revision_check CHECK ((revision >= 0))
);

ALTER TABLE ONLY ledger.story_heads FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_heads OWNER TO ledger_owner;

--
-- Name: TABLE story_heads; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_heads IS 'How far each story that is written in has come: the revision of its newest operation.';

--
-- Name: lock_head_for(uuid, uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.lock_head_for(p_story_id uuid, p_actor_ids uuid[]) RETURNS ledger.story_heads
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

ALTER FUNCTION app.lock_head_for(p_story_id uuid, p_actor_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: lock_import(uuid, ledger.import_state[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.lock_import(p_import_id uuid, p_states ledger.import_state[]) RETURNS ledger.imports
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports;
begin
  select i.* into import from ledger.imports i
  where i.id = p_import_id and i.steward_id = app.current_actor_id() and i.state = any (p_states)
    and i.community_id = any (app.my_steward_community_ids())
  for update;
  return import;
end
$$;

ALTER FUNCTION app.lock_import(p_import_id uuid, p_states ledger.import_state[]) OWNER TO ledger_policy;

--
-- Name: lock_import_batch(uuid, uuid, ledger.import_state[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.lock_import_batch(p_import_id uuid, p_lease_id uuid, p_states ledger.import_state[]) RETURNS ledger.imports
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports;
begin
  select i.* into import from ledger.imports i where i.id = p_import_id and i.steward_id = app.current_actor_id();
  if import.id is null or not app.act_as_steward(import.community_id) then
    return null;
  end if;
  select i.* into import from ledger.imports i
  where i.id = p_import_id and i.lease_id = p_lease_id and i.state = any (p_states) for update;
  if import.state = 'importing' and exists (
    select 1 from pg_settings s where s.name = 'default_toast_compression' and 'lz4' = any (s.enumvals)) then
    perform set_config('default_toast_compression', 'lz4', true);
  end if;
  return import;
end
$$;

ALTER FUNCTION app.lock_import_batch(p_import_id uuid, p_lease_id uuid, p_states ledger.import_state[]) OWNER TO ledger_policy;

--
-- Name: lock_kept_draft(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.lock_kept_draft(p_story_id uuid) RETURNS ledger.story_drafts
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  return case when draft.custodian_id = app.current_actor_id() then draft end;
end
$$;

ALTER FUNCTION app.lock_kept_draft(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: lock_own_draft(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.lock_own_draft(p_story_id uuid) RETURNS ledger.story_drafts
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  draft ledger.story_drafts := app.lock_draft(p_story_id, true);
begin
  return case when draft.teller_id = app.current_actor_id() then draft end;
end
$$;

ALTER FUNCTION app.lock_own_draft(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: lock_parts(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.lock_parts(p_story_id uuid) RETURNS ledger.story_drafts
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.lock_parts(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: log_access(uuid, uuid, ledger.story_action, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean) OWNER TO ledger_policy;

--
-- Name: log_exports(uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.log_exports(p_story_ids uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  insert into ledger.access_log (happened_at, actor_id, session_id, story_id, action, is_granted)
  select x.at, x.actor_id, x.session_id, s, 'export', true
  from (select app.ledger_now() as at, app.current_actor_id() as actor_id, app.current_session_id() as session_id offset 0) x,
    unnest(p_story_ids) s
$$;

ALTER FUNCTION app.log_exports(p_story_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: log_refusal(text, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.log_refusal(p_action text, p_detail text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  insert into ledger.access_log (happened_at, actor_id, session_id, action, is_granted, detail)
  values (now(), app.current_actor_id(), app.current_session_id(), 'refused', false, left(concat_ws(': ', p_action, p_detail), 200))
$$;

ALTER FUNCTION app.log_refusal(p_action text, p_detail text) OWNER TO ledger_policy;

--
-- Name: mail_sent(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.mail_sent(p_notification_id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  update ledger.notifications n set mail_sent_at = now() where n.id = p_notification_id
$$;

ALTER FUNCTION app.mail_sent(p_notification_id uuid) OWNER TO ledger_policy;

--
-- Name: make_claim_link(uuid, uuid, bytea, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.make_claim_link(p_id uuid, p_narrator_id uuid, p_token_hash bytea, p_expires_at timestamp with time zone) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  community uuid := app.act_for_narrator(p_narrator_id);
begin
  if community is null then
    return 'not_found';
  end if;
  if p_expires_at > now() + interval '31 days' then
    return 'too_long';
  end if;
  update ledger.narrator_claims l set ended_at = now()
  where l.narrator_id = p_narrator_id and l.ended_at is null and l.used_at is null;
  insert into ledger.narrator_claims (id, narrator_id, community_id, token_hash, made_by, created_at, expires_at)
  values (p_id, p_narrator_id, community, p_token_hash, app.current_actor_id(), now(), p_expires_at);
  return 'made';
end
$$;

ALTER FUNCTION app.make_claim_link(p_id uuid, p_narrator_id uuid, p_token_hash bytea, p_expires_at timestamp with time zone) OWNER TO ledger_policy;

--
-- Name: make_partitions(integer); Type: FUNCTION; Schema: app; Owner: ledger_maintenance
--

CREATE FUNCTION app.make_partitions(p_months_ahead integer DEFAULT 3) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  parent text;
  month timestamptz;
  name text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.make_partitions'));
  foreach parent in array array['access_log', 'story_reads', 'story_shares', 'events'] loop
    for i in -14..p_months_ahead loop
      month := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
      month := date_trunc('month', month at time zone 'UTC') at time zone 'UTC';
      name := parent || '_' || to_char(month at time zone 'UTC', 'YYYY_MM');
      if to_regclass('ledger.' || quote_ident(name)) is null then
        execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)', name, parent,
          month, ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
        execute format('alter table ledger.%I enable row level security', name);
        execute format('alter table ledger.%I force row level security', name);
        execute format('alter table ledger.%I owner to ledger_owner', name);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$$;

ALTER FUNCTION app.make_partitions(p_months_ahead integer) OWNER TO ledger_maintenance;

--
-- Name: make_story_link(uuid, uuid, bytea, ledger.story_role); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.make_story_link(p_id uuid, p_story_id uuid, p_token_hash bytea, p_role ledger.story_role) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.make_story_link(p_id uuid, p_story_id uuid, p_token_hash bytea, p_role ledger.story_role) OWNER TO ledger_policy;

--
-- Name: may_see_condition(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.may_see_condition(p_condition_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.review_conditions c where c.id = p_condition_id and app.may_see_decision(c.decision_id))
$$;

ALTER FUNCTION app.may_see_condition(p_condition_id uuid) OWNER TO ledger_policy;

--
-- Name: may_see_decision(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.may_see_decision(p_decision_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.review_decisions d
    where d.id = p_decision_id and (d.elder_id = app.current_actor_id() or app.may_see_review(d.version_id, d.community_id)))
$$;

ALTER FUNCTION app.may_see_decision(p_decision_id uuid) OWNER TO ledger_policy;

--
-- Name: may_see_review(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.may_see_review(p_version_id uuid, p_community_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.version_clearances c
    where c.version_id = p_version_id and c.community_id = p_community_id
      and ((app.current_actor_id() = any (c.author_ids) and not app.current_actor_id() = any (c.keeper_ids))
        or c.story_id = any (app.my_co_authored_story_ids())
        or (c.custodian_id = app.current_actor_id() and c.custody_community_id = any (app.my_steward_community_ids()))
        or (p_community_id = any (app.my_elder_community_ids()) and exists (
          select 1 from ledger.version_clearances o
          where o.story_id = c.story_id and o.community_id = c.community_id and o.is_open
            and not app.current_actor_id() = any (o.author_ids)))))
$$;

ALTER FUNCTION app.may_see_review(p_version_id uuid, p_community_id uuid) OWNER TO ledger_policy;

--
-- Name: may_show_picture(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.may_show_picture(p_picture_id uuid, p_shown_on uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.pictures p
    where p.id = p_picture_id and (p.community_id = p_shown_on or (p.kind = 'profile' and p.owner_id = p_shown_on)))
$$;

ALTER FUNCTION app.may_show_picture(p_picture_id uuid, p_shown_on uuid) OWNER TO ledger_policy;

--
-- Name: may_write_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.may_write_story(p_story_id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return cardinality(app.writers_among(p_story_id, array[app.current_actor_id()])) > 0;
end
$$;

ALTER FUNCTION app.may_write_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: may_write_together(uuid, text[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.may_write_together(p_story_id uuid, p_claims text[]) RETURNS boolean[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actors uuid[] := app.actors_of(p_claims);
  writers uuid[] := app.writers_among(p_story_id, actors);
begin
  return array(select coalesce(a.id = any (writers), false) from unnest(actors) with ordinality a (id, place) order by a.place);
end
$$;

ALTER FUNCTION app.may_write_together(p_story_id uuid, p_claims text[]) OWNER TO ledger_policy;

--
-- Name: missed_events(bigint, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.missed_events(p_after bigint, p_most integer) RETURNS TABLE(number bigint, is_whole boolean, lines text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  most_rows constant integer := p_most * 20;
  last bigint;
begin
  select a.number into last from ledger.event_announcements a;
  if p_after is null or p_after >= last then
    return query select last, coalesce(p_after = last, false), '{}'::text[];
    return;
  end if;
  return query
    with told as materialized (
      select e.announcement, e.id, app.event_line(e) as line from ledger.events e
      where e.announcement > p_after order by e.announcement limit most_rows + 1),
    things as materialized (
      select t.line, min(t.announcement) as first, min(t.id) as first_id from told t group by t.line order by 2, 3 limit p_most + 1)
    select last,
      (select count(distinct t.announcement) = last - p_after and count(*) <= most_rows from told t)
        and (select count(*) <= p_most from things),
      (select coalesce(array_agg(t.line order by t.first, t.first_id), '{}') from things t);
end
$$;

ALTER FUNCTION app.missed_events(p_after bigint, p_most integer) OWNER TO ledger_policy;

--
-- Name: move_anchors(uuid, integer, uuid[], integer[], integer[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.move_anchors(p_story_id uuid, p_revision integer, p_thread_ids uuid[], p_indexes integer[], p_lengths integer[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.move_anchors(p_story_id uuid, p_revision integer, p_thread_ids uuid[], p_indexes integer[], p_lengths integer[]) OWNER TO ledger_policy;

--
-- Name: my_chosen_story_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_chosen_story_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role = 'reader'
  );
end
$$;

ALTER FUNCTION app.my_chosen_story_ids() OWNER TO ledger_policy;

--
-- Name: my_co_authored_story_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_co_authored_story_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role = 'co_author'
  );
end
$$;

ALTER FUNCTION app.my_co_authored_story_ids() OWNER TO ledger_policy;

--
-- Name: my_community_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_community_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(m.community_id), '{}')
    from ledger.community_members m
    where m.profile_id = app.current_actor_id() and m.status = 'active'
  );
end
$$;

ALTER FUNCTION app.my_community_ids() OWNER TO ledger_policy;

--
-- Name: my_elder_community_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_elder_community_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(m.community_id), '{}')
    from ledger.community_members m
    where m.profile_id = app.current_actor_id() and m.status = 'active' and 'elder' = any (m.roles)
  );
end
$$;

ALTER FUNCTION app.my_elder_community_ids() OWNER TO ledger_policy;

--
-- Name: my_import_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_import_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(array_agg(i.id), '{}') from ledger.imports i
  where i.steward_id = app.current_actor_id() and i.community_id = any (app.my_steward_community_ids())
$$;

ALTER FUNCTION app.my_import_ids() OWNER TO ledger_policy;

--
-- Name: my_part(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_part(p_story_id uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select case
      when d.teller_id = me.id then 'teller'
      when app.gives_parts(p_story_id, me.id) then 'custodian'
      else (select p.role::text from ledger.story_people p
        where p.story_id = p_story_id and p.profile_id = me.id and p.role in ('co_author', 'commenter', 'watcher')) end
  from (select app.current_actor_id() as id offset 0) me, ledger.story_drafts d
  where d.story_id = p_story_id and not exists (select 1 from ledger.stories s where s.id = p_story_id and s.erased_at is not null)
$$;

ALTER FUNCTION app.my_part(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: my_part_story_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_part_story_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role in ('co_author', 'commenter', 'watcher')
  );
end
$$;

ALTER FUNCTION app.my_part_story_ids() OWNER TO ledger_policy;

--
-- Name: my_parts(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_parts() RETURNS TABLE(story_id uuid, part ledger.story_role, title text, language text, direction text, teller_name text, saved_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select d.story_id, p.role, d.title, d.language, d.direction, n.display_name, d.saved_at
  from ledger.story_people p
  join ledger.story_drafts d on d.story_id = p.story_id join ledger.profiles n on n.id = d.teller_id
  where p.profile_id = (select app.current_actor_id()) and p.role in ('co_author', 'commenter', 'watcher')
    and not exists (select 1 from ledger.stories s where s.id = p.story_id and s.erased_at is not null)
  order by d.saved_at desc, d.story_id
$$;

ALTER FUNCTION app.my_parts() OWNER TO ledger_policy;

--
-- Name: my_steward_community_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_steward_community_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(m.community_id), '{}')
    from ledger.community_members m
    where m.profile_id = app.current_actor_id() and m.status = 'active' and 'steward' = any (m.roles)
  );
end
$$;

ALTER FUNCTION app.my_steward_community_ids() OWNER TO ledger_policy;

--
-- Name: my_story_invitations(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_story_invitations() RETURNS TABLE(id uuid, story_id uuid, title text, teller_name text, inviter_name text, role ledger.story_role, created_at timestamp with time zone, has_judged boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select i.id, i.story_id, d.title, t.display_name, n.display_name, i.role, i.created_at, app.has_judged(i.story_id, i.profile_id)
  from ledger.story_invitations i
  join ledger.story_drafts d on d.story_id = i.story_id
  join ledger.profiles t on t.id = d.teller_id join ledger.profiles n on n.id = i.invited_by
  where i.profile_id = (select app.current_actor_id()) and i.state = 'waiting' and app.gives_parts(i.story_id, i.invited_by)
  order by i.created_at desc, i.id
$$;

ALTER FUNCTION app.my_story_invitations() OWNER TO ledger_policy;

--
-- Name: my_told_story_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_told_story_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (select coalesce(array_agg(s.id), '{}') from ledger.stories s where s.teller_id = app.current_actor_id());
end
$$;

ALTER FUNCTION app.my_told_story_ids() OWNER TO ledger_policy;

--
-- Name: my_watched_story_ids(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.my_watched_story_ids() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return (
    select coalesce(array_agg(p.story_id), '{}') from ledger.story_people p
    where p.profile_id = app.current_actor_id() and p.role in ('commenter', 'watcher')
      and not exists (select 1 from ledger.stories s where s.id = p.story_id and s.erased_at is not null)
  );
end
$$;

ALTER FUNCTION app.my_watched_story_ids() OWNER TO ledger_policy;

--
-- Name: names_someone_passed(jsonb, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.names_someone_passed(p_people jsonb, p_text text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1
    from jsonb_array_elements(p_people) person, regexp_split_to_table(lower(person ->> 'name'), '[^[:alnum:]]+') word
    where person ->> 'hasPassed' = 'true' and char_length(word) >= 3
      and word = any (regexp_split_to_array(lower(p_text), '[^[:alnum:]]+')))
$$;

ALTER FUNCTION app.names_someone_passed(p_people jsonb, p_text text) OWNER TO ledger_policy;

--
-- Name: narrator_key(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.narrator_key(p_name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select left(lower(btrim(regexp_replace(normalize(p_name, nfkc), '\s+', ' ', 'g'))), 240)
$$;

ALTER FUNCTION app.narrator_key(p_name text) OWNER TO ledger_policy;

--
-- Name: narrators_named(uuid, text[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.narrators_named(p_community_id uuid, p_names text[]) RETURNS TABLE(name text, narrator_id uuid, display_name text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return query
  with asked as materialized (
    select x.name, app.narrator_key(x.name) as key from (select distinct n as name from unnest(p_names) n) x),
  keys as materialized (
    select distinct on (a.key) a.key, a.name from asked a order by a.key, a.name),
  there as materialized (
    select k.key, n.profile_id, p.display_name from keys k
    join ledger.narrators n on n.community_id = p_community_id and n.name_key = k.key and n.claimed_by is null
    join ledger.profiles p on p.id = n.profile_id),
  missing as materialized (
    select k.key, gen_random_uuid() as profile_id, regexp_replace(btrim(k.name), '\s+', ' ', 'g') as display_name
    from keys k where not exists (select 1 from there t where t.key = k.key)),
  profiles as (
    insert into ledger.profiles (id, display_name, created_at)
    select m.profile_id, m.display_name, app.ledger_now() from missing m),
  added as (
    insert into ledger.narrators (profile_id, community_id, name_key, added_by, added_at)
    select m.profile_id, p_community_id, m.key, app.current_actor_id(), app.ledger_now() from missing m)
  select a.name, f.profile_id, f.display_name
  from asked a join (select * from there union all select * from missing) f on f.key = a.key;
end
$$;

ALTER FUNCTION app.narrators_named(p_community_id uuid, p_names text[]) OWNER TO ledger_policy;

--
-- Name: narrators_of_kept(uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.narrators_of_kept(p_story_ids uuid[]) RETURNS TABLE(story_id uuid, display_name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return query
  select d.story_id, p.display_name from ledger.story_drafts d join ledger.profiles p on p.id = d.teller_id
  where d.story_id = any (p_story_ids) and d.custodian_id = (select app.current_actor_id())
    and d.custody_community_id = any ((select app.my_steward_community_ids())::uuid[]);
end
$$;

ALTER FUNCTION app.narrators_of_kept(p_story_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: note_import_rows(ledger.imports, integer, integer[], ledger.import_outcome[], text[], bytea[], text[], text[], uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.note_import_rows(p_import ledger.imports, p_position integer, p_row_numbers integer[], p_outcomes ledger.import_outcome[], p_reasons text[], p_source_keys bytea[], p_titles text[], p_narrators text[], p_story_ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into ledger.import_rows (import_id, row_number, outcome, reason, title, narrator, story_id, source_key)
  select p_import.id, a.row_number, a.outcome, a.reason, a.title, a.narrator,
    case when a.outcome = 'imported' then a.story_id end, case when a.outcome <> 'failed' then a.source_key end
  from unnest(p_row_numbers, p_outcomes, p_reasons, p_source_keys, p_titles, p_narrators, p_story_ids)
    a (row_number, outcome, reason, source_key, title, narrator, story_id);
  update ledger.imports i set position = p_position, rows_read = i.rows_read + x.rows, rows_ready = i.rows_ready + x.ready,
    rows_imported = i.rows_imported + x.imported, rows_known = i.rows_known + x.known, rows_failed = i.rows_failed + x.failed,
    lease_until = now() + interval '1 minute', updated_at = now()
  from (
    select count(*) as rows, count(*) filter (where o = 'ready') as ready, count(*) filter (where o = 'imported') as imported,
      count(*) filter (where o = 'known') as known, count(*) filter (where o = 'failed') as failed
    from unnest(p_outcomes) o) x
  where i.id = p_import.id;
  perform app.emit('import_changed', null, p_import.community_id, p_import.steward_id);
end
$$;

ALTER FUNCTION app.note_import_rows(p_import ledger.imports, p_position integer, p_row_numbers integer[], p_outcomes ledger.import_outcome[], p_reasons text[], p_source_keys bytea[], p_titles text[], p_narrators text[], p_story_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: note_insight_change(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.note_insight_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_argv[0] = 'story_id' then
    insert into ledger.insight_changes (story_id) values (new.story_id);
  elsif tg_op = 'DELETE' then
    insert into ledger.insight_changes (story_id) values (old.id);
  else
    insert into ledger.insight_changes (story_id) values (new.id);
  end if;
  return null;
end
$$;

ALTER FUNCTION app.note_insight_change() OWNER TO ledger_policy;

--
-- Name: note_part(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.note_part() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.note_part() OWNER TO ledger_policy;

--
-- Name: note_story_use(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.note_story_use() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into ledger.insight_changes (story_id, happened_at, reads, shares)
  select u.story_id, u.happened_at, (tg_argv[0] = 'read')::int, (tg_argv[0] = 'share')::int from used u;
  return null;
end
$$;

ALTER FUNCTION app.note_story_use() OWNER TO ledger_policy;

--
-- Name: note_time_zone_change(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.note_time_zone_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into ledger.insight_changes (story_id)
  select x.story_id from ledger.insight_shares x where x.community_id = new.id;
  return null;
end
$$;

ALTER FUNCTION app.note_time_zone_change() OWNER TO ledger_policy;

--
-- Name: notify_stewards(uuid, ledger.notification_kind); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.notify_stewards(p_community_id uuid, p_kind ledger.notification_kind) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  insert into ledger.notifications (id, profile_id, kind, community_id, created_at)
  select gen_random_uuid(), m.profile_id, p_kind, p_community_id, app.ledger_now()
  from ledger.community_members m
  where m.community_id = p_community_id and m.status = 'active' and 'steward' = any (m.roles)
$$;

ALTER FUNCTION app.notify_stewards(p_community_id uuid, p_kind ledger.notification_kind) OWNER TO ledger_policy;

--
-- Name: open_story(uuid, ledger.story_action); Type: FUNCTION; Schema: app; Owner: ledger_reader
--

CREATE FUNCTION app.open_story(p_story_id uuid, p_action ledger.story_action) RETURNS TABLE(story_id uuid, version_id uuid, revision integer, title text, summary text, language text, direction text, told_when text, told_to text, place text, themes text[], warnings text[], people jsonb, community_ids uuid[], is_sensitive boolean, body jsonb, body_text text, transcript text, word_count integer, saved_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.open_story(p_story_id uuid, p_action ledger.story_action) OWNER TO ledger_reader;

--
-- Name: open_version(uuid); Type: FUNCTION; Schema: app; Owner: ledger_reader
--

CREATE FUNCTION app.open_version(p_version_id uuid) RETURNS TABLE(story_id uuid, version_id uuid, revision integer, title text, summary text, language text, direction text, told_when text, told_to text, place text, themes text[], warnings text[], people jsonb, community_ids uuid[], is_sensitive boolean, body jsonb, body_text text, transcript text, word_count integer, saved_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  story uuid;
begin
  select v.story_id into story from ledger.story_versions v where v.id = p_version_id;
  perform app.log_access(story, p_version_id, 'view', story is not null);
  return query select v.story_id, v.id, v.draft_revision, v.title, v.summary, v.language, v.direction, v.told_when, v.told_to,
    v.place, v.themes, v.warnings, v.people, v.community_ids, v.is_sensitive, v.body, v.body_text, v.transcript, v.word_count,
    v.created_at
  from ledger.story_versions v where v.id = p_version_id;
end
$$;

ALTER FUNCTION app.open_version(p_version_id uuid) OWNER TO ledger_reader;

--
-- Name: part_decides(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.part_decides(p_part text) RETURNS boolean
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(p_part in ('teller', 'custodian'), false)
$$;

ALTER FUNCTION app.part_decides(p_part text) OWNER TO ledger_policy;

--
-- Name: part_resolves(text, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.part_resolves(p_part text, p_is_author boolean) RETURNS boolean
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(p_part in ('teller', 'custodian', 'co_author') or (p_is_author and p_part = 'commenter'), false)
$$;

ALTER FUNCTION app.part_resolves(p_part text, p_is_author boolean) OWNER TO ledger_policy;

--
-- Name: part_speaks(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.part_speaks(p_part text) RETURNS boolean
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(p_part in ('teller', 'custodian', 'co_author', 'commenter'), false)
$$;

ALTER FUNCTION app.part_speaks(p_part text) OWNER TO ledger_policy;

--
-- Name: people_here(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.people_here(p_story_id uuid) RETURNS TABLE(profile_id uuid, display_name text, colour smallint, may_write boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select t.profile_id, p.display_name, min(t.colour), bool_or(t.may_write)
  from app.seats_taken(p_story_id) t join ledger.profiles p on p.id = t.profile_id
  where app.may_write_story(p_story_id) or p_story_id = any (app.my_watched_story_ids())
  group by t.profile_id, p.display_name
  order by min(t.joined_at), t.profile_id
$$;

ALTER FUNCTION app.people_here(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: people_of_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.people_of_story(p_story_id uuid) RETURNS TABLE(profile_id uuid, role ledger.story_role, display_name text, is_neighbour boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select p.profile_id, p.role, n.display_name, exists (
    select 1 from ledger.community_members m
    where m.profile_id = p.profile_id and m.status = 'active' and m.community_id = any ((select app.my_community_ids())::uuid[]))
  from ledger.story_people p join ledger.profiles n on n.id = p.profile_id
  where p.story_id = p_story_id and p.role <> 'teller' and app.tells_story(p_story_id)
  order by n.display_name, p.profile_id
$$;

ALTER FUNCTION app.people_of_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: people_on_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.people_on_story(p_story_id uuid) RETURNS TABLE(profile_id uuid, part text, display_name text, since timestamp with time zone, is_neighbour boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.people_on_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: portal(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.portal() RETURNS TABLE(name text, is_demo boolean, is_set_up boolean, data_location text, is_demo_filling boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select s.name, s.is_demo, s.set_up_at is not null, s.data_location, s.is_demo_filling from ledger.portal_settings s
$$;

ALTER FUNCTION app.portal() OWNER TO ledger_policy;

--
-- Name: publish_due_stories(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.publish_due_stories() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.publish_due_stories() OWNER TO ledger_policy;

--
-- Name: publish_story(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.publish_story(p_story_id uuid, p_version_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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
    if app.is_sent_too_often(p_story_id) then
      return 'too_often';
    end if;
    perform app.freeze_draft(draft, p_version_id, 'sent', 'person', 'people');
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

ALTER FUNCTION app.publish_story(p_story_id uuid, p_version_id uuid) OWNER TO ledger_policy;

--
-- Name: purge_history(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.purge_history(p_story_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.purge_history(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: read_anchors(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_anchors(p_story_id uuid) RETURNS TABLE(thread_id uuid, kind ledger.thread_kind, place ledger.thread_place, anchor_revision integer, anchor_index integer, anchor_length integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if app.my_part(p_story_id) is null then
    return;
  end if;
  return query
    select t.id, t.kind, t.place, t.anchor_revision, t.anchor_index, t.anchor_length
    from ledger.story_threads t where t.story_id = p_story_id and t.state = 'open';
end
$$;

ALTER FUNCTION app.read_anchors(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: read_checkpoint(uuid, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_checkpoint(p_story_id uuid, p_revision integer) RETURNS TABLE(revision integer, seal smallint, content text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select c.revision, c.seal, convert_from(c.content, 'UTF8') from ledger.story_checkpoints c
  where c.story_id = p_story_id and c.revision <= p_revision and app.may_write_story(p_story_id)
  order by c.revision desc limit 1
$$;

ALTER FUNCTION app.read_checkpoint(p_story_id uuid, p_revision integer) OWNER TO ledger_policy;

--
-- Name: read_claim(bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_claim(p_token_hash bytea) RETURNS TABLE(narrator_name text, community_id uuid, community_name text, community_slug text, stories integer, is_own_link boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select p.display_name, c.id, c.name, c.slug,
    (select count(*)::integer from ledger.story_people t where t.profile_id = l.narrator_id and t.role = 'teller'),
    l.made_by = app.current_actor_id()
  from ledger.narrator_claims l join ledger.profiles p on p.id = l.narrator_id join ledger.communities c on c.id = l.community_id
  where l.token_hash = p_token_hash and l.ended_at is null and l.used_at is null and l.expires_at > now()
    and app.current_actor_id() is not null
$$;

ALTER FUNCTION app.read_claim(p_token_hash bytea) OWNER TO ledger_policy;

--
-- Name: read_client(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_reader
--

CREATE FUNCTION app.read_client(p_story_id uuid, p_client_id uuid) RETURNS TABLE(sequence integer, revision integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select o.sequence, o.revision from ledger.story_operations o
  where o.story_id = p_story_id and o.author_id = app.current_actor_id() and o.client_id = p_client_id
  order by o.sequence desc limit 1
$$;

ALTER FUNCTION app.read_client(p_story_id uuid, p_client_id uuid) OWNER TO ledger_reader;

--
-- Name: read_import_part(uuid, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_import_part(p_import_id uuid, p_number integer) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select p.content from ledger.import_parts p
  where p.import_id = p_import_id and p.number = p_number and p_import_id = any (app.my_import_ids())
$$;

ALTER FUNCTION app.read_import_part(p_import_id uuid, p_number integer) OWNER TO ledger_policy;

--
-- Name: read_invitation(bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_invitation(p_token_hash bytea) RETURNS TABLE(community_id uuid, community_name text, description text, roles ledger.community_role[], role_names jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select c.id, c.name, c.description, i.roles, c.role_names
  from ledger.community_invitations i join ledger.communities c on c.id = i.community_id
  where i.token_hash = p_token_hash and i.ended_at is null and i.uses_left > 0 and i.expires_at > now()
$$;

ALTER FUNCTION app.read_invitation(p_token_hash bytea) OWNER TO ledger_policy;

--
-- Name: read_operations(uuid, integer, integer); Type: FUNCTION; Schema: app; Owner: ledger_reader
--

CREATE FUNCTION app.read_operations(p_story_id uuid, p_after_revision integer, p_limit integer) RETURNS TABLE(revision integer, author_id uuid, client_id uuid, sequence integer, seal smallint, change bytea, made_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select o.revision, o.author_id, o.client_id, o.sequence, o.seal, o.change, o.made_at
  from ledger.story_operations o
  where o.story_id = p_story_id and o.revision > p_after_revision
    and exists (select 1 from ledger.story_drafts d where d.story_id = p_story_id)
  order by o.revision
  limit p_limit
$$;

ALTER FUNCTION app.read_operations(p_story_id uuid, p_after_revision integer, p_limit integer) OWNER TO ledger_reader;

--
-- Name: read_remarks(uuid, uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_remarks(p_story_id uuid, p_thread_ids uuid[]) RETURNS TABLE(thread_id uuid, id uuid, author_id uuid, author_name text, words text, made_at timestamp with time zone, is_taken_back boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.read_remarks(p_story_id uuid, p_thread_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: read_story_link(bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_story_link(p_token_hash bytea) RETURNS TABLE(story_id uuid, title text, teller_name text, inviter_name text, role ledger.story_role, expires_at timestamp with time zone, my_part text, has_judged boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select i.story_id, d.title, t.display_name, n.display_name, i.role, i.expires_at, app.my_part(i.story_id),
    app.has_judged(i.story_id, app.current_actor_id())
  from app.story_link(p_token_hash) i
  join ledger.story_drafts d on d.story_id = i.story_id
  join ledger.profiles t on t.id = d.teller_id join ledger.profiles n on n.id = i.invited_by
  where exists (select 1 from ledger.profiles p where p.id = app.current_actor_id())
$$;

ALTER FUNCTION app.read_story_link(p_token_hash bytea) OWNER TO ledger_policy;

--
-- Name: read_suggestion(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_suggestion(p_story_id uuid, p_thread_id uuid) RETURNS TABLE(outcome text, replacement text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.read_suggestion(p_story_id uuid, p_thread_id uuid) OWNER TO ledger_policy;

--
-- Name: read_threads(uuid, boolean, timestamp with time zone, uuid, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_threads(p_story_id uuid, p_is_open boolean, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) RETURNS TABLE(id uuid, kind ledger.thread_kind, place ledger.thread_place, anchor_revision integer, anchor_index integer, anchor_length integer, quote text, replacement text, state ledger.thread_state, author_id uuid, author_name text, made_at timestamp with time zone, decided_by_name text, decided_at timestamp with time zone, may_answer boolean, may_resolve boolean, may_decide boolean, may_take_back boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.read_threads(p_story_id uuid, p_is_open boolean, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) OWNER TO ledger_policy;

--
-- Name: read_timeline(uuid, integer, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.read_timeline(p_story_id uuid, p_before_revision integer, p_limit integer) RETURNS TABLE(first_revision integer, last_revision integer, began_at timestamp with time zone, ended_at timestamp with time zone, author_ids uuid[], names text[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  with looked_at as (
    select o.revision, o.author_id, o.made_at from ledger.story_operations o
    where o.story_id = p_story_id and o.revision < p_before_revision and app.may_write_story(p_story_id)
    order by o.revision desc limit 5000),
  begun as (
    select l.*, case when l.made_at - lag(l.made_at) over (order by l.revision) < interval '10 minutes' then 0 else 1 end as begins from looked_at l),
  sat as (
    select b.*, sum(b.begins) over (order by b.revision) as sitting from begun b),
  sittings as (
    select s.sitting, min(s.revision) as first_revision, max(s.revision) as last_revision, min(s.made_at) as began_at, max(s.made_at) as ended_at
    from sat s group by s.sitting order by s.sitting desc limit p_limit)
  select g.first_revision, g.last_revision, g.began_at, g.ended_at, w.ids, w.names
  from sittings g, lateral (
    select array_agg(a.author_id order by a.since) as ids, array_agg(coalesce(p.display_name, '') order by a.since) as names
    from (select s.author_id, min(s.revision) as since from sat s where s.sitting = g.sitting group by s.author_id) a
    left join ledger.profiles p on p.id = a.author_id) w
  order by g.last_revision desc
$$;

ALTER FUNCTION app.read_timeline(p_story_id uuid, p_before_revision integer, p_limit integer) OWNER TO ledger_policy;

--
-- Name: reckon_clearance(uuid, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.reckon_clearance(p_version_id uuid, p_community_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update ledger.version_clearances c set state = app.clearance_of(p_version_id, p_community_id)
  where c.version_id = p_version_id and c.community_id = p_community_id;
  perform app.settle_review(p_version_id);
end
$$;

ALTER FUNCTION app.reckon_clearance(p_version_id uuid, p_community_id uuid) OWNER TO ledger_policy;

--
-- Name: redirect_notification(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.redirect_notification() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.redirect_notification() OWNER TO ledger_policy;

--
-- Name: refresh_insights(); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.refresh_insights() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  last timestamptz;
  due record;
  stories uuid[];
  published integer := 0;
begin
  select r.refreshed_at into last from ledger.insight_refresh r for update skip locked;
  if not found or (last > now() - interval '1 day' and not exists (select 1 from ledger.insight_wishes)) then
    return 0;
  end if;
  delete from ledger.insight_wishes;
  update ledger.insight_refresh set refreshed_at = now();
  refresh materialized view concurrently insights.tellings;
  for due in
    select t.community_id, t.quarter, c.smallest_group,
      array_agg((t.cut, t.key, t.teller_id, t.stories)::ledger.insight_telling) as tellings
    from insights.tellings t
    join ledger.communities c on c.id = t.community_id
    where (t.quarter + interval '3 months')::date <= (now() at time zone c.time_zone)::date
      and not exists (select 1 from ledger.insight_quarters q where q.community_id = t.community_id and q.quarter = t.quarter)
    group by t.community_id, t.quarter, c.smallest_group
    order by t.community_id, t.quarter
  loop
    select array_agg(distinct s.id) into stories from insights.tellings t, unnest(t.story_ids) s (id)
    where t.community_id = due.community_id and t.quarter = due.quarter and t.cut = 'all';
    if cardinality(app.hold_counted_stories(stories)) < cardinality(stories) then
      -- A story left since it was counted: the next look counts without it.
      insert into ledger.insight_wishes (community_id) values (due.community_id) on conflict do nothing;
      continue;
    end if;
    insert into ledger.insight_quarters (community_id, quarter, smallest_group) values (due.community_id, due.quarter, due.smallest_group);
    insert into ledger.insight_quarter_stories (story_id, community_id, quarter)
    select s, due.community_id, due.quarter from unnest(stories) s;
    insert into ledger.insight_cells (community_id, quarter, cut, key, tellers)
    select due.community_id, due.quarter, f.cut, f.key, f.tellers from app.insight_cells_of(due.tellings, due.smallest_group) f;
    published := published + 1;
  end loop;
  return published;
end
$$;

ALTER FUNCTION app.refresh_insights() OWNER TO ledger_insights;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

ALTER FUNCTION app.refuse_change() OWNER TO ledger_policy;

--
-- Name: refuse_change_of_trail(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.refuse_change_of_trail() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if exists (select 1 from ledger.stories s where s.id = old.story_id) then
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end if;
  return old;
end
$$;

ALTER FUNCTION app.refuse_change_of_trail() OWNER TO ledger_policy;

--
-- Name: review_decisions; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.review_decisions (
    id uuid NOT NULL,
    version_id uuid NOT NULL,
    story_id uuid NOT NULL,
    community_id uuid NOT NULL,
    elder_id uuid NOT NULL,
    kind ledger.decision_kind NOT NULL,
    takes_back uuid,
    note text DEFAULT ''::text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    sequence bigint NOT NULL,
    sovereignty jsonb,
    CONSTRAINT review_decisions_check CHECK (((kind = 'take_back'::ledger.decision_kind) = (takes_back IS NOT NULL))),
    CONSTRAINT review_decisions_note_check CHECK ((char_length(note) <= 4000))
);

ALTER TABLE ONLY ledger.review_decisions FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.review_decisions OWNER TO ledger_owner;

--
-- Name: TABLE review_decisions; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.review_decisions IS 'Append-only: each decision and each taking back.';

--
-- Name: refuse_elders_change(ledger.review_decisions); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.refuse_elders_change(p_decision ledger.review_decisions) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.refuse_elders_change(p_decision ledger.review_decisions) OWNER TO ledger_policy;

--
-- Name: refuse_suggestion(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.refuse_suggestion(p_thread_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.refuse_suggestion(p_thread_id uuid) OWNER TO ledger_policy;

--
-- Name: rename_in_queue(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.rename_in_queue() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update ledger.version_clearances c set teller_name = new.teller_name where c.story_id = new.id;
  return null;
end
$$;

ALTER FUNCTION app.rename_in_queue() OWNER TO ledger_policy;

--
-- Name: rename_narrator(uuid, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.rename_narrator(p_narrator_id uuid, p_name text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  community uuid := app.act_for_narrator(p_narrator_id);
  name text := regexp_replace(btrim(coalesce(p_name, '')), '\s+', ' ', 'g');
begin
  if community is null then
    return 'not_found';
  end if;
  if char_length(name) not between 1 and 120 or app.narrator_key(name) = '' then
    return 'invalid';
  end if;
  if exists (select 1 from ledger.narrators n
    where n.community_id = community and n.name_key = app.narrator_key(name) and n.claimed_by is null and n.profile_id <> p_narrator_id) then
    return 'name_taken';
  end if;
  update ledger.narrators n set name_key = app.narrator_key(name) where n.profile_id = p_narrator_id;
  update ledger.profiles p set display_name = name where p.id = p_narrator_id;
  return 'renamed';
end
$$;

ALTER FUNCTION app.rename_narrator(p_narrator_id uuid, p_name text) OWNER TO ledger_policy;

--
-- Name: rename_teller(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.rename_teller() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  -- The drafts first, as every step of the road takes them.
  perform 1 from ledger.story_drafts d where d.teller_id = new.id order by d.story_id for update;
  update ledger.stories s set teller_name = new.display_name where s.teller_id = new.id and s.consent_attribution;
  return null;
end
$$;

ALTER FUNCTION app.rename_teller() OWNER TO ledger_policy;

--
-- Name: reopen_thread(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.reopen_thread(p_thread_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.reopen_thread(p_thread_id uuid) OWNER TO ledger_policy;

--
-- Name: resolve_thread(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.resolve_thread(p_thread_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.resolve_thread(p_thread_id uuid) OWNER TO ledger_policy;

--
-- Name: roll_up_counts(interval); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.roll_up_counts(p_settled interval DEFAULT '00:00:05'::interval) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  position ledger.story_counts_position;
  reads_to bigint;
  shares_to bigint;
  counted integer;
begin
  select p.* into position from ledger.story_counts_position p for update;
  select coalesce(max(r.id), position.reads_id) into reads_to from ledger.story_reads r
  where r.id > position.reads_id and r.happened_at < now() - p_settled;
  select coalesce(max(s.id), position.shares_id) into shares_to from ledger.story_shares s
  where s.id > position.shares_id and s.happened_at < now() - p_settled;
  insert into ledger.story_counts as c (story_id, reads, visitor_reads, shares)
  select x.story_id, sum(x.reads), sum(x.visitor_reads), sum(x.shares)
  from (
    select r.story_id, 1 as reads, case when r.is_visitor then 1 else 0 end as visitor_reads, 0 as shares
    from ledger.story_reads r where r.id > position.reads_id and r.id <= reads_to
    union all
    select s.story_id, 0, 0, 1 from ledger.story_shares s where s.id > position.shares_id and s.id <= shares_to) x
  group by x.story_id
  on conflict (story_id) do update set reads = c.reads + excluded.reads, visitor_reads = c.visitor_reads + excluded.visitor_reads,
    shares = c.shares + excluded.shares;
  get diagnostics counted = row_count;
  update ledger.story_counts_position set reads_id = reads_to, shares_id = shares_to;
  return counted;
end
$$;

ALTER FUNCTION app.roll_up_counts(p_settled interval) OWNER TO ledger_policy;

--
-- Name: save_snapshot(uuid, integer, uuid, jsonb, jsonb, text, text, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.save_snapshot(p_story_id uuid, p_revision integer, p_version_id uuid, p_fields jsonb, p_body jsonb, p_body_text text, p_transcript text, p_word_count integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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
    stage = case when d.stage = 'published' then 'draft' else d.stage end, saved_at = at
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

ALTER FUNCTION app.save_snapshot(p_story_id uuid, p_revision integer, p_version_id uuid, p_fields jsonb, p_body jsonb, p_body_text text, p_transcript text, p_word_count integer) OWNER TO ledger_policy;

--
-- Name: schedule_story(uuid, timestamp with time zone); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.schedule_story(p_story_id uuid, p_publish_at timestamp with time zone) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.schedule_story(p_story_id uuid, p_publish_at timestamp with time zone) OWNER TO ledger_policy;

--
-- Name: search_candidates(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.search_candidates(p_query text) RETURNS TABLE(story_id uuid, rank real, query tsquery, configuration regconfig)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  -- Ranking reads whole vectors, so a word that is everywhere is ranked in its newest 20,000 stories only.
  select s.story_id, ts_rank_cd('{0.1, 0.3, 0.7, 1.0}', s.words, m.query, 1)::real, m.query, m.configuration
  from (
    select s.story_id, q.query, q.configuration
    from (
      select c.oid::regconfig as configuration, websearch_to_tsquery(c.oid::regconfig, left(p_query, 400)) as query
      from pg_catalog.pg_ts_config c where c.cfgnamespace = 'pg_catalog'::regnamespace) q
    join ledger.story_search s on s.words @@ q.query and s.configuration = q.configuration
    where numnode(q.query) > 0
    order by s.story_id desc
    limit 20000) m
  join ledger.story_search s on s.story_id = m.story_id
$$;

ALTER FUNCTION app.search_candidates(p_query text) OWNER TO ledger_policy;

--
-- Name: search_configuration(text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.search_configuration(p_language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select case split_part(lower(p_language), '-', 1)
    when 'ar' then 'arabic' when 'hy' then 'armenian' when 'eu' then 'basque' when 'ca' then 'catalan' when 'da' then 'danish'
    when 'nl' then 'dutch' when 'en' then 'english' when 'fi' then 'finnish' when 'fr' then 'french' when 'de' then 'german'
    when 'el' then 'greek' when 'hi' then 'hindi' when 'hu' then 'hungarian' when 'id' then 'indonesian' when 'ga' then 'irish'
    when 'it' then 'italian' when 'lt' then 'lithuanian' when 'ne' then 'nepali' when 'no' then 'norwegian'
    when 'nb' then 'norwegian' when 'nn' then 'norwegian' when 'pt' then 'portuguese' when 'ro' then 'romanian'
    when 'ru' then 'russian' when 'sr' then 'serbian' when 'es' then 'spanish' when 'sv' then 'swedish' when 'ta' then 'tamil'
    when 'tr' then 'turkish' when 'yi' then 'yiddish' else 'simple' end::regconfig
$$;

ALTER FUNCTION app.search_configuration(p_language text) OWNER TO ledger_policy;

--
-- Name: search_stories(text, uuid, real, uuid, integer); Type: FUNCTION; Schema: app; Owner: ledger_reader
--

CREATE FUNCTION app.search_stories(p_query text, p_community_id uuid, p_after_rank real, p_after_id uuid, p_limit integer) RETURNS TABLE(story_id uuid, rank real, snippet text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select h.story_id, h.rank, case when not app.names_someone_passed(v.people, translate(x.snippet, chr(57344) || chr(57345), ''))
    then x.snippet end
  from (
    select c.story_id, c.rank, c.query, c.configuration, s.published_version_id, s.warnings
    from app.search_candidates(p_query) c join ledger.stories s on s.id = c.story_id
    where s.is_open and (p_community_id is null or p_community_id = any (s.community_ids))
      and (p_after_rank is null or (c.rank, c.story_id) < (p_after_rank, p_after_id))
    order by c.rank desc, c.story_id desc
    limit least(p_limit, 50)) h
  join ledger.story_versions v on v.id = h.published_version_id
  cross join lateral (select case when cardinality(h.warnings) = 0 then
    ts_headline(h.configuration, left(v.body_text, 100000), h.query,
      'StartSel=' || chr(57344) || ', StopSel=' || chr(57345) || ', MaxWords=32, MinWords=12, MaxFragments=2, FragmentDelimiter=" … "')
    end as snippet) x
  order by h.rank desc, h.story_id desc
$$;

ALTER FUNCTION app.search_stories(p_query text, p_community_id uuid, p_after_rank real, p_after_id uuid, p_limit integer) OWNER TO ledger_reader;

--
-- Name: search_words(uuid, regconfig, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.search_words(p_version_id uuid, p_configuration regconfig, p_length integer) RETURNS tsvector
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select setweight(to_tsvector(p_configuration, v.title), 'A') || setweight(to_tsvector(p_configuration, v.summary), 'B')
    || setweight(to_tsvector(p_configuration, array_to_string(v.themes, ' ') || ' ' || v.place), 'B')
    || setweight(to_tsvector(p_configuration, left(v.body_text, p_length)), 'C')
    || setweight(to_tsvector(p_configuration, left(v.transcript, p_length)), 'D')
  from ledger.story_versions v where v.id = p_version_id
$$;

ALTER FUNCTION app.search_words(p_version_id uuid, p_configuration regconfig, p_length integer) OWNER TO ledger_policy;

--
-- Name: collaboration_seats; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.collaboration_seats (
    session_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    client_id uuid NOT NULL,
    may_write boolean NOT NULL,
    colour smallint NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    last_wrote_at timestamp with time zone,
    left_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT collaboration_seats_colour_check CHECK (((colour >= 0) AND (colour <= 7)))
);

ALTER TABLE ONLY ledger.collaboration_seats FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.collaboration_seats OWNER TO ledger_owner;

--
-- Name: TABLE collaboration_seats; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.collaboration_seats IS 'The pages of a session: whose, whether they could write, when they came, last wrote and left.';

--
-- Name: seats_taken(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.seats_taken(p_story_id uuid) RETURNS SETOF ledger.collaboration_seats
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select t.* from ledger.collaboration_sessions s join ledger.collaboration_seats t on t.session_id = s.id
  where s.story_id = p_story_id and s.ended_at is null and s.last_active_at > app.ledger_now() - interval '90 seconds' and t.left_at is null
$$;

ALTER FUNCTION app.seats_taken(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: send_to_elders(uuid, uuid, integer, boolean, timestamp with time zone, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.send_to_elders(p_story_id uuid, p_version_id uuid, p_revision integer, p_is_publish_when_approved boolean, p_publish_at timestamp with time zone, p_note text DEFAULT ''::text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.send_to_elders(p_story_id uuid, p_version_id uuid, p_revision integer, p_is_publish_when_approved boolean, p_publish_at timestamp with time zone, p_note text) OWNER TO ledger_policy;

--
-- Name: set_audience(uuid, uuid, ledger.privacy_level, integer, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.set_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.set_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text) OWNER TO ledger_policy;

--
-- Name: set_member_roles(uuid, uuid, ledger.community_role[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.set_member_roles(p_community_id uuid, p_profile_id uuid, p_roles ledger.community_role[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if not app.act_as_steward(p_community_id) then
    return 'not_found';
  end if;
  if not 'steward' = any (p_roles) and app.is_last_steward(p_community_id, p_profile_id) then
    return 'last_steward';
  end if;
  perform 1 from ledger.community_members m
  where m.community_id = p_community_id and m.profile_id = p_profile_id and m.status = 'active' for update;
  if not found then
    return 'not_a_member';
  end if;
  perform app.write_membership(p_community_id, p_profile_id, 'active', p_roles, null);
  return 'changed';
end
$$;

ALTER FUNCTION app.set_member_roles(p_community_id uuid, p_profile_id uuid, p_roles ledger.community_role[]) OWNER TO ledger_policy;

--
-- Name: set_teller_name(); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.set_teller_name() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  new.teller_name := case when new.consent_attribution
    then (select p.display_name from ledger.profiles p where p.id = new.teller_id) end;
  return new;
end
$$;

ALTER FUNCTION app.set_teller_name() OWNER TO ledger_policy;

--
-- Name: set_up_portal(uuid, text, text, text, text, text, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.set_up_portal(p_community_id uuid, p_display_name text, p_portal_name text, p_community_name text, p_place text, p_data_location text, p_time_zone text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  actor uuid := app.current_actor_id();
begin
  if actor is null then
    return 'not_signed_in';
  end if;
  perform 1 from ledger.portal_settings s for update;
  if (select s.set_up_at is not null from ledger.portal_settings s) then
    return 'already_set_up';
  end if;
  perform app.ensure_profile(p_display_name);
  update ledger.portal_settings set name = btrim(p_portal_name), data_location = coalesce(nullif(btrim(p_data_location), ''), 'not stated'),
    set_up_at = app.ledger_now();
  insert into ledger.communities (id, slug, name, place, data_location, time_zone, created_at)
  values (p_community_id, app.community_slug(p_community_name), btrim(p_community_name), coalesce(p_place, ''),
    coalesce(nullif(btrim(p_data_location), ''), 'not stated'), p_time_zone, app.ledger_now());
  perform app.write_membership(p_community_id, actor, 'active', '{steward}', null);
  return 'set_up';
end
$$;

ALTER FUNCTION app.set_up_portal(p_community_id uuid, p_display_name text, p_portal_name text, p_community_name text, p_place text, p_data_location text, p_time_zone text) OWNER TO ledger_policy;

--
-- Name: settle_review(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.settle_review(p_version_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.settle_review(p_version_id uuid) OWNER TO ledger_policy;

--
-- Name: show_version(ledger.story_versions); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.show_version(p_version ledger.story_versions) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.show_version(p_version ledger.story_versions) OWNER TO ledger_policy;

--
-- Name: sovereignty_of(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.sovereignty_of(p_story_id uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select jsonb_build_object('ownership', 'community', 'consent', 'explicit', 'protocols', '[]'::jsonb, 'value', 'attribution',
      'data_location', (select p.data_location from ledger.portal_settings p))
    || coalesce((select p.sovereignty from ledger.portal_settings p), '{}')
    || coalesce((select c.sovereignty || jsonb_build_object('data_location', c.data_location)
        from ledger.communities c where c.id = any (s.community_ids) order by c.created_at limit 1), '{}')
    || coalesce(s.sovereignty, '{}')
  from ledger.stories s
  where s.id = p_story_id and s.teller_id = app.current_actor_id()
$$;

ALTER FUNCTION app.sovereignty_of(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: start_import_pass(uuid, jsonb, boolean); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.start_import_pass(p_import_id uuid, p_mapping jsonb, p_is_for_real boolean) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  import ledger.imports := app.lock_import(p_import_id,
    case when p_is_for_real then '{checked}'::ledger.import_state[] else '{uploaded,checked}' end);
begin
  if import.id is null then
    return 'not_found';
  end if;
  delete from ledger.import_rows r where r.import_id = p_import_id;
  update ledger.imports i set state = case when p_is_for_real then 'importing'::ledger.import_state else 'checking' end,
    mapping = coalesce(p_mapping, i.mapping), position = 0, rows_read = 0, rows_imported = 0, rows_known = 0, rows_failed = 0,
    rows_ready = case when p_is_for_real then i.rows_ready else 0 end,
    rows_total = case when p_is_for_real then i.rows_total end,
    lease_id = null, lease_until = null, updated_at = now()
  where i.id = p_import_id;
  perform app.emit('import_changed', null, import.community_id, import.steward_id);
  return 'started';
end
$$;

ALTER FUNCTION app.start_import_pass(p_import_id uuid, p_mapping jsonb, p_is_for_real boolean) OWNER TO ledger_policy;

--
-- Name: start_story(uuid, text, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.start_story(p_story_id uuid, p_language text, p_direction text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.start_story(p_story_id uuid, p_language text, p_direction text) OWNER TO ledger_policy;

--
-- Name: story_invitations; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_invitations (
    id uuid NOT NULL,
    story_id uuid NOT NULL,
    profile_id uuid,
    token_hash bytea,
    role ledger.story_role NOT NULL,
    state ledger.story_invitation_state DEFAULT 'waiting'::ledger.story_invitation_state NOT NULL,
    invited_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    answered_by uuid,
    closed_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT story_invitations_check CHECK ((num_nonnulls(profile_id, token_hash) = 1)),
    CONSTRAINT story_invitations_check1 CHECK (((token_hash IS NULL) = (expires_at IS NULL))),
    CONSTRAINT story_invitations_check2 CHECK (((state = 'waiting'::ledger.story_invitation_state) = (closed_at IS NULL))),
    CONSTRAINT story_invitations_role_check CHECK ((role = ANY (ARRAY['co_author'::ledger.story_role, 'commenter'::ledger.story_role, 'watcher'::ledger.story_role]))),
    CONSTRAINT story_invitations_token_hash_check CHECK ((octet_length(token_hash) = 32))
);

ALTER TABLE ONLY ledger.story_invitations FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_invitations OWNER TO ledger_owner;

--
-- Name: TABLE story_invitations; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_invitations IS 'Who was asked to have a part in a story, by name or by a link, and what became of it.';

--
-- Name: story_link(bytea); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.story_link(p_token_hash bytea) RETURNS ledger.story_invitations
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select i.* from ledger.story_invitations i
  where i.token_hash = p_token_hash and i.state = 'waiting' and i.expires_at > app.ledger_now()
    and app.gives_parts(i.story_id, i.invited_by)
    -- Whose part was ended comes back by a new decision, not by a link that was made before.
    and not exists (select 1 from ledger.story_people_events e
      where e.story_id = i.story_id and e.profile_id = app.current_actor_id() and e.kind = 'ended' and e.happened_at >= i.created_at)
$$;

ALTER FUNCTION app.story_link(p_token_hash bytea) OWNER TO ledger_policy;

--
-- Name: take_back_decision(uuid, uuid, text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_back_decision(p_id uuid, p_decision_id uuid, p_note text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_back_decision(p_id uuid, p_decision_id uuid, p_note text) OWNER TO ledger_policy;

--
-- Name: take_back_decisions_of(uuid, uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_back_decisions_of(p_elder_id uuid, p_story_ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_back_decisions_of(p_elder_id uuid, p_story_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: take_back_from_elders(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_back_from_elders(p_story_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_back_from_elders(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: take_back_remark(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_back_remark(p_remark_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_back_remark(p_remark_id uuid) OWNER TO ledger_policy;

--
-- Name: take_back_thread(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_back_thread(p_thread_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_back_thread(p_thread_id uuid) OWNER TO ledger_policy;

--
-- Name: take_custody(uuid, uuid, integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_custody(p_community_id uuid, p_from_id uuid, p_limit integer) RETURNS TABLE(outcome text, taken integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_custody(p_community_id uuid, p_from_id uuid, p_limit integer) OWNER TO ledger_policy;

--
-- Name: take_down_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_down_story(p_story_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_down_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: take_import(uuid, uuid, interval); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_import(p_lease_id uuid, p_import_id uuid, p_for interval) RETURNS TABLE(import_id uuid, community_id uuid, steward_id uuid, state ledger.import_state, mapping text, "position" integer, byte_count bigint)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  update ledger.imports i set lease_id = p_lease_id, lease_until = now() + p_for
  where i.id = (
    select w.id from ledger.imports w
    where w.state in ('checking', 'importing') and (w.lease_until is null or w.lease_until < now())
      and (p_import_id is null or w.id = p_import_id)
    order by w.lease_until nulls first, w.created_at
    limit 1 for update skip locked)
  returning i.id, i.community_id, i.steward_id, i.state, i.mapping::text, i.position, i.byte_count
$$;

ALTER FUNCTION app.take_import(p_lease_id uuid, p_import_id uuid, p_for interval) OWNER TO ledger_policy;

--
-- Name: take_mail(integer); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_mail(p_limit integer) RETURNS TABLE(notification_id uuid, profile_id uuid, display_name text, kind ledger.notification_kind, community_name text, community_slug text, role_names jsonb)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  with taken as (
    update ledger.notifications n set mail_taken_at = now()
    where n.id in (
      select w.id from ledger.notifications w
      where w.mail_sent_at is null and w.created_at > now() - interval '3 days'
        and (w.mail_taken_at is null or w.mail_taken_at < now() - interval '10 minutes')
      order by w.created_at limit p_limit for update skip locked)
    returning n.id, n.profile_id, n.kind, n.community_id)
  select t.id, t.profile_id, p.display_name, t.kind, c.name, c.slug, c.role_names
  from taken t join ledger.profiles p on p.id = t.profile_id left join ledger.communities c on c.id = t.community_id
$$;

ALTER FUNCTION app.take_mail(p_limit integer) OWNER TO ledger_policy;

--
-- Name: take_part(ledger.story_invitations); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.take_part(p_invitation ledger.story_invitations) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.take_part(p_invitation ledger.story_invitations) OWNER TO ledger_policy;

--
-- Name: tell_of_part(uuid, ledger.notification_kind, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.tell_of_part(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  insert into ledger.notifications (id, profile_id, kind, story_id, created_at)
  select gen_random_uuid(), p_profile_id, p_kind, p_story_id, app.ledger_now()
  where p_profile_id <> app.current_actor_id() and not exists (
    select 1 from ledger.notifications n
    where n.profile_id = p_profile_id and n.kind = p_kind and n.story_id = p_story_id and n.read_at is null
      and n.created_at > app.ledger_now() - interval '1 hour')
$$;

ALTER FUNCTION app.tell_of_part(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: tell_of_thread(uuid, ledger.notification_kind, uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.tell_of_thread(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  insert into ledger.notifications (id, profile_id, kind, story_id, created_at)
  select gen_random_uuid(), p_profile_id, p_kind, p_story_id, app.ledger_now()
  where p_profile_id <> app.current_actor_id()
    and (app.gives_parts(p_story_id, p_profile_id) or exists (
      select 1 from ledger.story_people p
      where p.story_id = p_story_id and p.profile_id = p_profile_id and p.role in ('co_author', 'commenter', 'watcher')))
    and not exists (select 1 from ledger.notifications n
      where n.profile_id = p_profile_id and n.kind = p_kind and n.story_id = p_story_id and n.read_at is null)
$$;

ALTER FUNCTION app.tell_of_thread(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: tell_who_spoke(ledger.story_threads, ledger.notification_kind); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.tell_who_spoke(p_thread ledger.story_threads, p_kind ledger.notification_kind) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select app.tell_of_thread(s.author_id, p_kind, p_thread.story_id)
  from (select distinct r.author_id from ledger.thread_remarks r where r.thread_id = p_thread.id) s
$$;

ALTER FUNCTION app.tell_who_spoke(p_thread ledger.story_threads, p_kind ledger.notification_kind) OWNER TO ledger_policy;

--
-- Name: tells_or_keeps_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.tells_or_keeps_story(p_story_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from (select app.current_actor_id() as id offset 0) me, ledger.stories s
    where s.id = p_story_id and (s.teller_id = me.id or (s.custodian_id = me.id and exists (
      select 1 from ledger.community_members m
      where m.community_id = s.custody_community_id and m.profile_id = me.id and m.status = 'active' and 'steward' = any (m.roles)))))
$$;

ALTER FUNCTION app.tells_or_keeps_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: tells_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.tells_story(p_story_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (select 1 from ledger.stories s where s.id = p_story_id and s.teller_id = app.current_actor_id())
$$;

ALTER FUNCTION app.tells_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: tick_condition(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.tick_condition(p_condition_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.tick_condition(p_condition_id uuid) OWNER TO ledger_policy;

--
-- Name: update_insights(integer); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.update_insights(p_limit integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  taken integer;
  story_ids uuid[];
  moved uuid[];
  community uuid;
begin
  perform 1 from ledger.insight_turn for update skip locked;
  if not found then
    return 0;
  end if;
  with changes as (
    delete from ledger.insight_changes c
    where c.id in (select w.id from ledger.insight_changes w order by w.id limit p_limit for update skip locked)
    returning c.story_id, c.happened_at, c.reads, c.shares),
  used as (
    insert into ledger.story_days as d (community_id, story_id, day, reads, shares)
    select k.id, c.story_id, (c.happened_at at time zone k.time_zone)::date, sum(c.reads), sum(c.shares)
    from changes c
    join ledger.stories s on s.id = c.story_id
    join ledger.communities k on k.id = any (s.community_ids)
    where c.reads + c.shares > 0
    group by 1, 2, 3
    on conflict (community_id, story_id, day) do update set reads = d.reads + excluded.reads, shares = d.shares + excluded.shares)
  select count(*), array_agg(distinct c.story_id) into taken, story_ids from changes c;
  if taken = 0 then
    return 0;
  end if;

  with fresh as materialized (
    select f.community_id, f.story_id, f.teller_id, f.told_on, f.counts from app.insight_shares_of(story_ids) f),
  stale as materialized (
    select s.community_id, s.story_id, s.counts from ledger.insight_shares s where s.story_id = any (story_ids)),
  difference as (
    select x.community_id, (x.c).audience, (x.c).day, (x.c).measure, (x.c).key, sum(x.sign * (x.c).value) as value
    from (
      select f.community_id, 1 as sign, unnest(f.counts) as c from fresh f
      union all
      select s.community_id, -1, unnest(s.counts) from stale s) x
    group by 1, 2, 3, 4, 5
    having sum(x.sign * (x.c).value) <> 0),
  applied as (
    insert into ledger.insight_days as d (community_id, audience, day, measure, key, value)
    select f.community_id, f.audience, f.day, f.measure, f.key, f.value from difference f
    on conflict (community_id, measure, day, audience, key) do update set value = d.value + excluded.value
    returning d.community_id),
  kept as (
    insert into ledger.insight_shares as s (community_id, story_id, teller_id, told_on, counts)
    select f.community_id, f.story_id, f.teller_id, f.told_on, f.counts from fresh f
    on conflict (community_id, story_id) do update
      set teller_id = excluded.teller_id, told_on = excluded.told_on, counts = excluded.counts
      where (s.teller_id, s.told_on, s.counts) is distinct from (excluded.teller_id, excluded.told_on, excluded.counts)),
  gone as (
    delete from ledger.insight_shares s using stale t
    where s.community_id = t.community_id and s.story_id = t.story_id
      and not exists (select 1 from fresh f where f.community_id = t.community_id and f.story_id = t.story_id))
  select array_agg(distinct a.community_id) into moved from applied a;

  -- In a statement of its own: what the one before wrote is not seen in it.
  delete from ledger.insight_days d where d.community_id = any (moved) and d.value = 0;
  foreach community in array coalesce(moved, '{}') loop
    perform app.emit('insights_changed', null, community, null);
  end loop;
  return taken;
end
$$;

ALTER FUNCTION app.update_insights(p_limit integer) OWNER TO ledger_insights;

--
-- Name: waiting_step(interval); Type: FUNCTION; Schema: app; Owner: ledger_insights
--

CREATE FUNCTION app.waiting_step(p_waited interval) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select case
    when p_waited < interval '1 day' then 'day'
    when p_waited < interval '3 days' then 'three_days'
    when p_waited < interval '7 days' then 'week'
    when p_waited < interval '14 days' then 'two_weeks'
    else 'longer' end
$$;

ALTER FUNCTION app.waiting_step(p_waited interval) OWNER TO ledger_insights;

--
-- Name: withdraw_story(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.withdraw_story(p_story_id uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION app.withdraw_story(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: write_membership(uuid, uuid, ledger.membership_status, ledger.community_role[], text); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.write_membership(p_community_id uuid, p_profile_id uuid, p_status ledger.membership_status, p_roles ledger.community_role[], p_note text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  at timestamptz := app.ledger_now();
  roles ledger.community_role[] := case when p_status = 'active'
    then (select array_agg(distinct r order by r) from unnest(p_roles || '{member}'::ledger.community_role[]) r) else '{}' end;
begin
  insert into ledger.community_members as m (community_id, profile_id, status, roles, note, asked_at, joined_at)
  values (p_community_id, p_profile_id, p_status, roles, case when p_status = 'asked' then left(p_note, 1000) end,
    case when p_status = 'asked' then at end, case when p_status = 'active' then at end)
  on conflict (community_id, profile_id) do update set
    status = excluded.status, roles = excluded.roles, note = excluded.note,
    asked_at = coalesce(excluded.asked_at, m.asked_at),
    joined_at = case when excluded.status = 'active' and m.status <> 'active' then excluded.joined_at else m.joined_at end,
    ended_at = case when excluded.status in ('left', 'removed', 'refused') then at end;
  insert into ledger.membership_events (community_id, profile_id, actor_id, status, roles, happened_at)
  values (p_community_id, p_profile_id, app.current_actor_id(), p_status, roles, at);
  -- Authority goes with whoever lent it: an invitation by a former steward makes nobody an elder or a steward, and one by
  -- somebody who was removed lets nobody in.
  if not 'steward' = any (roles) then
    update ledger.community_invitations i set ended_at = now()
    where i.community_id = p_community_id and i.invited_by = p_profile_id and i.ended_at is null
      and (p_status = 'removed' or i.roles && '{elder,steward}'::ledger.community_role[]);
    update ledger.narrator_claims l set ended_at = now()
    where l.community_id = p_community_id and l.made_by = p_profile_id and l.ended_at is null and l.used_at is null;
  end if;
end
$$;

ALTER FUNCTION app.write_membership(p_community_id uuid, p_profile_id uuid, p_status ledger.membership_status, p_roles ledger.community_role[], p_note text) OWNER TO ledger_policy;

--
-- Name: writers_among(uuid, uuid[]); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.writers_among(p_story_id uuid, p_actor_ids uuid[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

ALTER FUNCTION app.writers_among(p_story_id uuid, p_actor_ids uuid[]) OWNER TO ledger_policy;

--
-- Name: writers_of(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.writers_of(p_story_id uuid) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select coalesce(array_agg(x.id), '{}') from (
    select p.profile_id as id from ledger.story_people p where p.story_id = p_story_id and p.role in ('teller', 'co_author')
    union select e.profile_id from ledger.story_people_events e where e.story_id = p_story_id and e.role = 'co_author'
    union select unnest(app.keepers_of(p_story_id))) x
$$;

ALTER FUNCTION app.writers_of(p_story_id uuid) OWNER TO ledger_policy;

--
-- Name: wrote_version(uuid); Type: FUNCTION; Schema: app; Owner: ledger_policy
--

CREATE FUNCTION app.wrote_version(p_version_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select exists (
    select 1 from ledger.version_clearances c
    where c.version_id = p_version_id and (app.current_actor_id() = any (c.author_ids) or exists (
      select 1 from ledger.story_people p
      where p.story_id = c.story_id and p.profile_id = app.current_actor_id() and p.role in ('teller', 'co_author'))))
$$;

ALTER FUNCTION app.wrote_version(p_version_id uuid) OWNER TO ledger_policy;

--
-- Name: verified_claim(); Type: FUNCTION; Schema: vault; Owner: ledger_policy
--

CREATE FUNCTION vault.verified_claim() RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  claim text := current_setting('app.claim', true);
  part text[];
  claim_secret bytea;
begin
  if claim is null or length(claim) > 200 then
    return null;
  end if;
  part := string_to_array(claim, '.');
  select k.secret into claim_secret
    from vault.claim_keys k
    where k.kid = part[1] and k.not_after > clock_timestamp();
  if claim_secret is null or cardinality(part) <> 7
     or encode(crypto.hmac(convert_to(left(claim, -65), 'UTF8'), claim_secret, 'sha256'), 'hex') <> part[7] then
    return null;
  end if;
  if part[5]::int <> pg_backend_pid() or to_timestamp(part[4]::bigint) <= clock_timestamp() then
    return null;
  end if;
  return part;
end
$$;

ALTER FUNCTION vault.verified_claim() OWNER TO ledger_policy;

--
-- Name: FUNCTION verified_claim(); Type: COMMENT; Schema: vault; Owner: ledger_policy
--

COMMENT ON FUNCTION vault.verified_claim() IS 'The parts of the claim that ActorScope set, or null: nobody.';

--
-- Name: account_claims; Type: TABLE; Schema: accounts; Owner: ledger_owner
--

CREATE TABLE accounts.account_claims (
    id integer NOT NULL,
    user_id uuid NOT NULL,
    claim_type text,
    claim_value text
);

ALTER TABLE accounts.account_claims OWNER TO ledger_owner;

--
-- Name: TABLE account_claims; Type: COMMENT; Schema: accounts; Owner: ledger_owner
--

COMMENT ON TABLE accounts.account_claims IS 'Identity''s claims of an account. Empty so far: roles belong to communities, not to accounts.';

--
-- Name: account_claims_id_seq; Type: SEQUENCE; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE accounts.account_claims ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts.account_claims_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: account_logins; Type: TABLE; Schema: accounts; Owner: ledger_owner
--

CREATE TABLE accounts.account_logins (
    login_provider character varying(128) NOT NULL,
    provider_key character varying(128) NOT NULL,
    provider_display_name text,
    user_id uuid NOT NULL
);

ALTER TABLE accounts.account_logins OWNER TO ledger_owner;

--
-- Name: TABLE account_logins; Type: COMMENT; Schema: accounts; Owner: ledger_owner
--

COMMENT ON TABLE accounts.account_logins IS 'Sign-ins from elsewhere. Empty so far; Identity''s store asks for it.';

--
-- Name: account_passkeys; Type: TABLE; Schema: accounts; Owner: ledger_owner
--

CREATE TABLE accounts.account_passkeys (
    credential_id bytea NOT NULL,
    user_id uuid NOT NULL,
    data jsonb NOT NULL,
    CONSTRAINT account_passkeys_credential_id_check CHECK ((octet_length(credential_id) <= 1024))
);

ALTER TABLE accounts.account_passkeys OWNER TO ledger_owner;

--
-- Name: TABLE account_passkeys; Type: COMMENT; Schema: accounts; Owner: ledger_owner
--

COMMENT ON TABLE accounts.account_passkeys IS 'Public keys of passkeys (WebAuthn) by credential id.';

--
-- Name: account_tokens; Type: TABLE; Schema: accounts; Owner: ledger_owner
--

CREATE TABLE accounts.account_tokens (
    user_id uuid NOT NULL,
    login_provider character varying(128) NOT NULL,
    name character varying(128) NOT NULL,
    value text
);

ALTER TABLE accounts.account_tokens OWNER TO ledger_owner;

--
-- Name: TABLE account_tokens; Type: COMMENT; Schema: accounts; Owner: ledger_owner
--

COMMENT ON TABLE accounts.account_tokens IS 'Authenticator keys and recovery codes of an account.';

--
-- Name: accounts; Type: TABLE; Schema: accounts; Owner: ledger_owner
--

CREATE TABLE accounts.accounts (
    id uuid NOT NULL,
    display_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_name character varying(256) NOT NULL,
    normalized_user_name character varying(256) NOT NULL,
    email character varying(256) NOT NULL,
    normalized_email character varying(256) NOT NULL,
    email_confirmed boolean NOT NULL,
    password_hash text,
    security_stamp text NOT NULL,
    concurrency_stamp text NOT NULL,
    two_factor_enabled boolean NOT NULL,
    lockout_end timestamp with time zone,
    lockout_enabled boolean NOT NULL,
    access_failed_count integer NOT NULL,
    CONSTRAINT accounts_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 120)))
);

ALTER TABLE accounts.accounts OWNER TO ledger_owner;

--
-- Name: TABLE accounts; Type: COMMENT; Schema: accounts; Owner: ledger_owner
--

COMMENT ON TABLE accounts.accounts IS 'Who can sign in. id is also the id of the profile; display_name only names a person until their profile exists.';

--
-- Name: data_protection_keys; Type: TABLE; Schema: accounts; Owner: ledger_owner
--

CREATE TABLE accounts.data_protection_keys (
    id integer NOT NULL,
    friendly_name text,
    xml text
);

ALTER TABLE accounts.data_protection_keys OWNER TO ledger_owner;

--
-- Name: TABLE data_protection_keys; Type: COMMENT; Schema: accounts; Owner: ledger_owner
--

COMMENT ON TABLE accounts.data_protection_keys IS 'Keys behind cookies and mailed links, encrypted by a key derived from the key file: this table alone forges nothing.';

--
-- Name: data_protection_keys_id_seq; Type: SEQUENCE; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE accounts.data_protection_keys ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts.data_protection_keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: sessions; Type: TABLE; Schema: accounts; Owner: ledger_owner
--

CREATE TABLE accounts.sessions (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT sessions_ends_at_check CHECK ((ends_at > started_at))
);

ALTER TABLE accounts.sessions OWNER TO ledger_owner;

--
-- Name: TABLE sessions; Type: COMMENT; Schema: accounts; Owner: ledger_owner
--

COMMENT ON TABLE accounts.sessions IS 'One row per sign-in. A cookie or an open page is only as good as its session: signing out, or ends_at, ends it everywhere.';

--
-- Name: communities; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.communities (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    data_location text DEFAULT 'not stated'::text NOT NULL,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    role_names jsonb DEFAULT '{}'::jsonb NOT NULL,
    accent_colour text,
    artwork_id uuid,
    themes text[] DEFAULT '{}'::text[] NOT NULL,
    is_listed boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sovereignty jsonb,
    smallest_group smallint DEFAULT 5 NOT NULL,
    CONSTRAINT communities_accent_colour_check CHECK ((accent_colour ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT communities_data_location_check CHECK ((char_length(data_location) <= 120)),
    CONSTRAINT communities_description_check CHECK ((char_length(description) <= 4000)),
    CONSTRAINT communities_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 120))),
    CONSTRAINT communities_place_check CHECK ((char_length(place) <= 200)),
    CONSTRAINT communities_role_names_check CHECK (((jsonb_typeof(role_names) = 'object'::text) AND (length((role_names)::text) <= 2000))),
    CONSTRAINT communities_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 60))),
    CONSTRAINT communities_smallest_group_check CHECK (((smallest_group >= 5) AND (smallest_group <= 1000))),
    CONSTRAINT communities_themes_check CHECK ((cardinality(themes) <= 60)),
    CONSTRAINT communities_time_zone_check CHECK ((char_length(time_zone) <= 60))
);

ALTER TABLE ONLY ledger.communities FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.communities OWNER TO ledger_owner;

--
-- Name: TABLE communities; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.communities IS 'A community and what it calls itself, its roles and its themes.';

--
-- Name: COLUMN communities.smallest_group; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON COLUMN ledger.communities.smallest_group IS 'Groups of fewer people than this are left out of what leaves the community; never fewer than five.';

--
-- Name: stories; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.stories (
    id uuid NOT NULL,
    teller_id uuid NOT NULL,
    privacy_level ledger.privacy_level DEFAULT 'private'::ledger.privacy_level NOT NULL,
    cleared_level ledger.privacy_level,
    shown_level ledger.privacy_level GENERATED ALWAYS AS (LEAST(privacy_level, COALESCE(cleared_level, 'private'::ledger.privacy_level))) STORED NOT NULL,
    consent_public_display boolean DEFAULT false NOT NULL,
    consent_insights boolean DEFAULT false NOT NULL,
    consent_research boolean DEFAULT false NOT NULL,
    consent_ai_local boolean DEFAULT false NOT NULL,
    consent_ai_external boolean DEFAULT false NOT NULL,
    consent_cross_community boolean DEFAULT false NOT NULL,
    consent_commercial boolean DEFAULT false NOT NULL,
    consent_attribution boolean DEFAULT true NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    opening text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    direction text DEFAULT 'ltr'::text NOT NULL,
    told_when text DEFAULT ''::text NOT NULL,
    told_to text DEFAULT ''::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    teller_name text,
    themes text[] DEFAULT '{}'::text[] NOT NULL,
    warnings text[] DEFAULT '{}'::text[] NOT NULL,
    reading_minutes integer DEFAULT 0 NOT NULL,
    is_sensitive boolean DEFAULT false NOT NULL,
    community_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    published_version_id uuid,
    first_published_at timestamp with time zone,
    published_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    archived_at timestamp with time zone,
    erased_at timestamp with time zone,
    is_cleared boolean DEFAULT false NOT NULL,
    is_open boolean GENERATED ALWAYS AS (((published_version_id IS NOT NULL) AND (withdrawn_at IS NULL) AND (archived_at IS NULL) AND (erased_at IS NULL) AND is_cleared)) STORED NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    sovereignty jsonb,
    custodian_id uuid,
    custody_community_id uuid,
    consent_insights_leaving boolean DEFAULT false NOT NULL,
    CONSTRAINT stories_custody_check CHECK (((custodian_id IS NULL) = (custody_community_id IS NULL))),
    CONSTRAINT stories_direction_check CHECK ((direction = ANY (ARRAY['ltr'::text, 'rtl'::text])))
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY ledger.stories FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.stories OWNER TO ledger_owner;

--
-- Name: TABLE stories; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.stories IS 'Identity, consent and what readers may see of a story; partitioned by year of its UUIDv7.';

--
-- Name: COLUMN stories.custodian_id; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON COLUMN ledger.stories.custodian_id IS 'The steward who keeps it for a narrator, for custody_community_id; null when its teller tells it.';

--
-- Name: COLUMN stories.consent_insights_leaving; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON COLUMN ledger.stories.consent_insights_leaving IS 'The yes to insights was given under words that say that rounded numbers may leave the community (version 2 or later).';

--
-- Name: tellings; Type: MATERIALIZED VIEW; Schema: insights; Owner: ledger_insights
--

CREATE MATERIALIZED VIEW insights.tellings AS
 SELECT c.id AS community_id,
    (date_trunc('quarter'::text, (s.first_published_at AT TIME ZONE c.time_zone)))::date AS quarter,
    k.cut,
    k.key,
    s.teller_id,
    count(*) AS stories,
    array_agg(s.id ORDER BY s.id) AS story_ids
   FROM ((ledger.stories s
     JOIN ledger.communities c ON ((c.id = ANY (s.community_ids))))
     CROSS JOIN LATERAL ( SELECT 'all'::ledger.insight_cut AS cut,
            ''::text AS key
        UNION ALL
         SELECT 'language'::ledger.insight_cut,
            s.language
        UNION ALL
         SELECT DISTINCT 'theme'::ledger.insight_cut AS insight_cut,
            theme.theme
           FROM unnest(s.themes) theme(theme)) k)
  WHERE s.consent_insights_leaving
  GROUP BY c.id, ((date_trunc('quarter'::text, (s.first_published_at AT TIME ZONE c.time_zone)))::date), k.cut, k.key, s.teller_id
  WITH NO DATA;

ALTER TABLE insights.tellings OWNER TO ledger_insights;

--
-- Name: MATERIALIZED VIEW tellings; Type: COMMENT; Schema: insights; Owner: ledger_insights
--

COMMENT ON MATERIALIZED VIEW insights.tellings IS 'How many stories each person told of each thing in each quarter, of those whose numbers may leave.';

--
-- Name: access_log; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.access_log (
    id bigint NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    actor_id uuid,
    session_id uuid,
    story_id uuid,
    version_id uuid,
    action ledger.story_action NOT NULL,
    is_granted boolean NOT NULL,
    detail text,
    sovereignty jsonb,
    CONSTRAINT access_log_detail_check CHECK ((char_length(detail) <= 200))
)
PARTITION BY RANGE (happened_at);

ALTER TABLE ONLY ledger.access_log FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.access_log OWNER TO ledger_owner;

--
-- Name: TABLE access_log; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.access_log IS 'Append-only: every opening of a story, granted or not.';

--
-- Name: access_log_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.access_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.access_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: collaboration_sessions; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.collaboration_sessions (
    id uuid NOT NULL,
    story_id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    last_active_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.collaboration_sessions FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.collaboration_sessions OWNER TO ledger_owner;

--
-- Name: TABLE collaboration_sessions; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.collaboration_sessions IS 'Each time that a story was open for writing on a node: when it began, was last alive, and ended.';

--
-- Name: community_invitations; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.community_invitations (
    id uuid NOT NULL,
    community_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    email text,
    roles ledger.community_role[] NOT NULL,
    uses integer DEFAULT 1 NOT NULL,
    uses_left integer DEFAULT 1 NOT NULL,
    invited_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT community_invitations_check CHECK (((uses_left >= 0) AND (uses_left <= uses))),
    CONSTRAINT community_invitations_email_check CHECK ((char_length(email) <= 254)),
    CONSTRAINT community_invitations_roles_check CHECK (((cardinality(roles) >= 1) AND (cardinality(roles) <= 4))),
    CONSTRAINT community_invitations_token_hash_check CHECK ((octet_length(token_hash) = 32)),
    CONSTRAINT community_invitations_uses_check CHECK (((uses >= 1) AND (uses <= 500)))
);

ALTER TABLE ONLY ledger.community_invitations FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.community_invitations OWNER TO ledger_owner;

--
-- Name: TABLE community_invitations; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.community_invitations IS 'Invitations by link or e-mail; only the hash of the token is kept.';

--
-- Name: community_members; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.community_members (
    community_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    status ledger.membership_status NOT NULL,
    roles ledger.community_role[] DEFAULT '{}'::ledger.community_role[] NOT NULL,
    note text,
    asked_at timestamp with time zone,
    joined_at timestamp with time zone,
    ended_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT community_members_check CHECK (((status = 'active'::ledger.membership_status) OR (roles = '{}'::ledger.community_role[]))),
    CONSTRAINT community_members_check1 CHECK (((status <> 'active'::ledger.membership_status) OR ('member'::ledger.community_role = ANY (roles)))),
    CONSTRAINT community_members_note_check CHECK ((char_length(note) <= 1000))
);

ALTER TABLE ONLY ledger.community_members FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.community_members OWNER TO ledger_owner;

--
-- Name: TABLE community_members; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.community_members IS 'Who belongs where, in which roles, now.';

--
-- Name: consent_events; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.consent_events (
    id uuid NOT NULL,
    story_id uuid NOT NULL,
    purpose ledger.consent_purpose NOT NULL,
    is_granted boolean NOT NULL,
    actor_id uuid NOT NULL,
    wording_version integer NOT NULL,
    language text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    sequence bigint NOT NULL,
    sovereignty jsonb,
    CONSTRAINT consent_events_language_check CHECK ((char_length(language) <= 35)),
    CONSTRAINT consent_events_wording_version_check CHECK ((wording_version >= 1))
);

ALTER TABLE ONLY ledger.consent_events FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.consent_events OWNER TO ledger_owner;

--
-- Name: TABLE consent_events; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.consent_events IS 'Append-only: who allowed or took back what, when, in which wording.';

--
-- Name: consent_events_sequence_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.consent_events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.consent_events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: custody_events; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.custody_events (
    id bigint NOT NULL,
    story_id uuid NOT NULL,
    community_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    kind ledger.custody_event_kind NOT NULL,
    purpose ledger.consent_purpose,
    level ledger.privacy_level,
    is_granted boolean,
    manner ledger.custody_manner,
    witness text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    sovereignty jsonb,
    CONSTRAINT custody_events_check CHECK (((kind = 'audience'::ledger.custody_event_kind) = (level IS NOT NULL))),
    CONSTRAINT custody_events_check1 CHECK (((kind = 'consent'::ledger.custody_event_kind) = ((purpose IS NOT NULL) AND (is_granted IS NOT NULL)))),
    CONSTRAINT custody_events_note_check CHECK ((char_length(note) <= 2000)),
    CONSTRAINT custody_events_witness_check CHECK ((char_length(witness) <= 200))
);

ALTER TABLE ONLY ledger.custody_events FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.custody_events OWNER TO ledger_owner;

--
-- Name: TABLE custody_events; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.custody_events IS 'Append-only: who kept a narrator''s story, and what was entered in their name, on whose word.';

--
-- Name: custody_events_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.custody_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.custody_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: event_announcements; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.event_announcements (
    is_singleton boolean DEFAULT true NOT NULL,
    number bigint DEFAULT 0 NOT NULL,
    sovereignty jsonb,
    CONSTRAINT event_announcements_is_singleton_check CHECK (is_singleton)
);

ALTER TABLE ONLY ledger.event_announcements FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.event_announcements OWNER TO ledger_owner;

--
-- Name: TABLE event_announcements; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.event_announcements IS 'One row: the number of the last announcement; whoever announces holds it until it is told.';

--
-- Name: events_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: import_parts; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.import_parts (
    import_id uuid NOT NULL,
    number integer NOT NULL,
    content bytea NOT NULL,
    sovereignty jsonb,
    CONSTRAINT import_parts_content_check CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 1048576))),
    CONSTRAINT import_parts_number_check CHECK (((number >= 0) AND (number <= 300)))
);
ALTER TABLE ONLY ledger.import_parts ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE ONLY ledger.import_parts FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.import_parts OWNER TO ledger_owner;

--
-- Name: TABLE import_parts; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.import_parts IS 'The content of a file, until its rows are in.';

--
-- Name: import_rows; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.import_rows (
    import_id uuid NOT NULL,
    row_number integer NOT NULL,
    outcome ledger.import_outcome NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    title text NOT NULL,
    narrator text NOT NULL,
    story_id uuid,
    source_key bytea,
    sovereignty jsonb,
    CONSTRAINT import_rows_narrator_check CHECK ((char_length(narrator) <= 200)),
    CONSTRAINT import_rows_reason_check CHECK ((char_length(reason) <= 60)),
    CONSTRAINT import_rows_source_key_check CHECK ((octet_length(source_key) = 32)),
    CONSTRAINT import_rows_title_check CHECK ((char_length(title) <= 300))
);

ALTER TABLE ONLY ledger.import_rows FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.import_rows OWNER TO ledger_owner;

--
-- Name: TABLE import_rows; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.import_rows IS 'What became of each row of a file; kept for ninety days.';

--
-- Name: insight_cells; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_cells (
    community_id uuid NOT NULL,
    quarter date NOT NULL,
    cut ledger.insight_cut NOT NULL,
    key text NOT NULL,
    tellers integer NOT NULL,
    sovereignty jsonb,
    CONSTRAINT insight_cells_tellers_check CHECK (((tellers >= 5) AND ((tellers % 5) = 0)))
);

ALTER TABLE ONLY ledger.insight_cells FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_cells OWNER TO ledger_owner;

--
-- Name: TABLE insight_cells; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_cells IS 'What downloads show: people who told, rounded down to fives, without small groups.';

--
-- Name: insight_changes; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_changes (
    id bigint NOT NULL,
    story_id uuid NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    reads integer DEFAULT 0 NOT NULL,
    shares integer DEFAULT 0 NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.insight_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_changes OWNER TO ledger_owner;

--
-- Name: TABLE insight_changes; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_changes IS 'Stories to be counted again, and reads and shares not counted yet; emptied within a second.';

--
-- Name: insight_changes_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.insight_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: insight_days; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_days (
    community_id uuid NOT NULL,
    audience ledger.insight_audience NOT NULL,
    day date NOT NULL,
    measure ledger.insight_measure NOT NULL,
    key text NOT NULL,
    value bigint NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.insight_days FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_days OWNER TO ledger_owner;

--
-- Name: TABLE insight_days; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_days IS 'The numbers of a community by audience and day: the sums of insight_shares.';

--
-- Name: insight_quarter_stories; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_quarter_stories (
    story_id uuid NOT NULL,
    community_id uuid NOT NULL,
    quarter date NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.insight_quarter_stories FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_quarter_stories OWNER TO ledger_owner;

--
-- Name: TABLE insight_quarter_stories; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_quarter_stories IS 'Which stories a published quarter counts: to drop it when one of them leaves.';

--
-- Name: insight_quarters; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_quarters (
    community_id uuid NOT NULL,
    quarter date NOT NULL,
    smallest_group smallint NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    dropped_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT insight_quarters_quarter_check CHECK ((quarter = (date_trunc('quarter'::text, (quarter)::timestamp without time zone))::date)),
    CONSTRAINT insight_quarters_smallest_group_check CHECK ((smallest_group >= 5))
);

ALTER TABLE ONLY ledger.insight_quarters FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_quarters OWNER TO ledger_owner;

--
-- Name: TABLE insight_quarters; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_quarters IS 'Quarters whose numbers were published, once each; dropped for good when a story in one is no longer to be counted.';

--
-- Name: insight_refresh; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_refresh (
    is_singleton boolean DEFAULT true NOT NULL,
    refreshed_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    sovereignty jsonb,
    CONSTRAINT insight_refresh_is_singleton_check CHECK (is_singleton)
);

ALTER TABLE ONLY ledger.insight_refresh FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_refresh OWNER TO ledger_owner;

--
-- Name: TABLE insight_refresh; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_refresh IS 'One row: when the materialised view was refreshed; whoever does it holds it.';

--
-- Name: insight_shares; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_shares (
    community_id uuid NOT NULL,
    story_id uuid NOT NULL,
    teller_id uuid,
    told_on date,
    counts ledger.insight_count[] NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.insight_shares FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_shares OWNER TO ledger_owner;

--
-- Name: TABLE insight_shares; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_shares IS 'What one story adds to the numbers of one community.';

--
-- Name: insight_turn; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_turn (
    is_singleton boolean DEFAULT true NOT NULL,
    sovereignty jsonb,
    CONSTRAINT insight_turn_is_singleton_check CHECK (is_singleton)
);

ALTER TABLE ONLY ledger.insight_turn FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_turn OWNER TO ledger_owner;

--
-- Name: TABLE insight_turn; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_turn IS 'One row; whoever brings the numbers up to date holds it.';

--
-- Name: insight_wishes; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.insight_wishes (
    community_id uuid NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.insight_wishes FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.insight_wishes OWNER TO ledger_owner;

--
-- Name: TABLE insight_wishes; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.insight_wishes IS 'Communities whose stewards would like their closed quarters now; emptied by the next refresh.';

--
-- Name: membership_events; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.membership_events (
    id bigint NOT NULL,
    community_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    actor_id uuid,
    status ledger.membership_status NOT NULL,
    roles ledger.community_role[] NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.membership_events FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.membership_events OWNER TO ledger_owner;

--
-- Name: TABLE membership_events; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.membership_events IS 'Append-only history of memberships.';

--
-- Name: membership_events_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.membership_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.membership_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: narrator_claims; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.narrator_claims (
    id uuid NOT NULL,
    narrator_id uuid NOT NULL,
    community_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    made_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    used_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT narrator_claims_token_hash_check CHECK ((octet_length(token_hash) = 32))
);

ALTER TABLE ONLY ledger.narrator_claims FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.narrator_claims OWNER TO ledger_owner;

--
-- Name: TABLE narrator_claims; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.narrator_claims IS 'Links by which a narrator claims what is kept for them; only the hash of the token is kept.';

--
-- Name: narrators; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.narrators (
    profile_id uuid NOT NULL,
    community_id uuid NOT NULL,
    name_key text NOT NULL,
    added_by uuid NOT NULL,
    added_at timestamp with time zone NOT NULL,
    claimed_by uuid,
    claimed_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT narrators_check CHECK (((claimed_by IS NULL) = (claimed_at IS NULL))),
    CONSTRAINT narrators_name_key_check CHECK ((char_length(name_key) <= 240))
);

ALTER TABLE ONLY ledger.narrators FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.narrators OWNER TO ledger_owner;

--
-- Name: TABLE narrators; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.narrators IS 'People who told and have no account: profiles that a community keeps until they are claimed.';

--
-- Name: notifications; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.notifications (
    id uuid NOT NULL,
    profile_id uuid NOT NULL,
    kind ledger.notification_kind NOT NULL,
    story_id uuid,
    community_id uuid,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    mail_taken_at timestamp with time zone,
    mail_sent_at timestamp with time zone,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.notifications FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.notifications OWNER TO ledger_owner;

--
-- Name: TABLE notifications; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.notifications IS 'What happened that a person should know: ids, never words of a story.';

--
-- Name: pictures; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.pictures (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner_id uuid NOT NULL,
    kind ledger.picture_kind NOT NULL,
    community_id uuid,
    content bytea NOT NULL,
    content_type text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sovereignty jsonb,
    CONSTRAINT pictures_check CHECK (((kind = 'artwork'::ledger.picture_kind) = (community_id IS NOT NULL))),
    CONSTRAINT pictures_content_check CHECK ((octet_length(content) <= 1048576)),
    CONSTRAINT pictures_content_type_check CHECK ((content_type = ANY (ARRAY['image/webp'::text, 'image/jpeg'::text, 'image/png'::text]))),
    CONSTRAINT pictures_height_check CHECK (((height >= 1) AND (height <= 4096))),
    CONSTRAINT pictures_width_check CHECK (((width >= 1) AND (width <= 4096)))
);

ALTER TABLE ONLY ledger.pictures FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.pictures OWNER TO ledger_owner;

--
-- Name: TABLE pictures; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.pictures IS 'Re-encoded pictures of people and communities, small enough to live in the database.';

--
-- Name: portal_settings; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.portal_settings (
    is_singleton boolean DEFAULT true NOT NULL,
    name text DEFAULT 'Empathy Ledger'::text NOT NULL,
    is_demo boolean DEFAULT false NOT NULL,
    is_demo_filling boolean DEFAULT false NOT NULL,
    data_location text DEFAULT 'not stated'::text NOT NULL,
    set_up_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT portal_settings_check CHECK ((is_demo OR (NOT is_demo_filling))),
    CONSTRAINT portal_settings_data_location_check CHECK (((char_length(data_location) >= 1) AND (char_length(data_location) <= 120))),
    CONSTRAINT portal_settings_is_singleton_check CHECK (is_singleton),
    CONSTRAINT portal_settings_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)))
);

ALTER TABLE ONLY ledger.portal_settings FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.portal_settings OWNER TO ledger_owner;

--
-- Name: TABLE portal_settings; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.portal_settings IS 'What this portal is: one row.';

--
-- Name: profiles; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.profiles (
    id uuid NOT NULL,
    display_name text NOT NULL,
    other_names text[] DEFAULT '{}'::text[] NOT NULL,
    languages text[] DEFAULT '{}'::text[] NOT NULL,
    picture_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sovereignty jsonb,
    CONSTRAINT profiles_display_name_check CHECK (((char_length(btrim(display_name)) >= 1) AND (char_length(btrim(display_name)) <= 120))),
    CONSTRAINT profiles_languages_check CHECK ((cardinality(languages) <= 24)),
    CONSTRAINT profiles_other_names_check CHECK ((cardinality(other_names) <= 12))
);

ALTER TABLE ONLY ledger.profiles FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.profiles OWNER TO ledger_owner;

--
-- Name: TABLE profiles; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.profiles IS 'A person as others know them; id is the account''s id.';

--
-- Name: public_stories; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.public_stories (
    published_at timestamp with time zone NOT NULL,
    story_id uuid NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.public_stories FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.public_stories OWNER TO ledger_owner;

--
-- Name: TABLE public_stories; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.public_stories IS 'Feed rows: stories that everyone may read.';

--
-- Name: review_condition_ticks; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.review_condition_ticks (
    id bigint NOT NULL,
    condition_id uuid NOT NULL,
    ticked_by uuid NOT NULL,
    ticked_at timestamp with time zone NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.review_condition_ticks FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.review_condition_ticks OWNER TO ledger_owner;

--
-- Name: TABLE review_condition_ticks; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.review_condition_ticks IS 'Append-only: conditions that the elder has seen met.';

--
-- Name: review_condition_ticks_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.review_condition_ticks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.review_condition_ticks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: review_conditions; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.review_conditions (
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    "position" integer NOT NULL,
    wording text NOT NULL,
    sovereignty jsonb,
    CONSTRAINT review_conditions_wording_check CHECK (((char_length(btrim(wording)) >= 1) AND (char_length(btrim(wording)) <= 1000)))
);

ALTER TABLE ONLY ledger.review_conditions FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.review_conditions OWNER TO ledger_owner;

--
-- Name: TABLE review_conditions; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.review_conditions IS 'Append-only: what an elder asks to be met before publishing.';

--
-- Name: review_decisions_sequence_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.review_decisions ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.review_decisions_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: story_checkpoints; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_checkpoints (
    story_id uuid NOT NULL,
    revision integer NOT NULL,
    seal smallint DEFAULT 0 NOT NULL,
    content bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    sovereignty jsonb,
    CONSTRAINT story_checkpoints_revision_check CHECK ((revision >= 0)),
    CONSTRAINT story_checkpoints_seal_check CHECK ((seal = 0))
);

ALTER TABLE ONLY ledger.story_checkpoints FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_checkpoints OWNER TO ledger_owner;

--
-- Name: TABLE story_checkpoints; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_checkpoints IS 'A draft as it was at some of its revisions: where a replay of its history begins.';

--
-- Name: story_communities; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_communities (
    community_id uuid NOT NULL,
    published_at timestamp with time zone NOT NULL,
    story_id uuid NOT NULL,
    teller_id uuid NOT NULL,
    shown_level ledger.privacy_level NOT NULL,
    consent_public_display boolean NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.story_communities FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_communities OWNER TO ledger_owner;

--
-- Name: TABLE story_communities; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_communities IS 'Feed rows: a published story in a community.';

--
-- Name: story_counts; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_counts (
    story_id uuid NOT NULL,
    reads bigint DEFAULT 0 NOT NULL,
    visitor_reads bigint DEFAULT 0 NOT NULL,
    shares bigint DEFAULT 0 NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.story_counts FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_counts OWNER TO ledger_owner;

--
-- Name: TABLE story_counts; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_counts IS 'Reads and shares rolled up by a job.';

--
-- Name: story_counts_position; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_counts_position (
    is_singleton boolean DEFAULT true NOT NULL,
    reads_id bigint DEFAULT 0 NOT NULL,
    shares_id bigint DEFAULT 0 NOT NULL,
    sovereignty jsonb,
    CONSTRAINT story_counts_position_is_singleton_check CHECK (is_singleton)
);

ALTER TABLE ONLY ledger.story_counts_position FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_counts_position OWNER TO ledger_owner;

--
-- Name: TABLE story_counts_position; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_counts_position IS 'How far the roll-up has come.';

--
-- Name: story_days; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_days (
    community_id uuid NOT NULL,
    story_id uuid NOT NULL,
    day date NOT NULL,
    reads integer DEFAULT 0 NOT NULL,
    shares integer DEFAULT 0 NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.story_days FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_days OWNER TO ledger_owner;

--
-- Name: TABLE story_days; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_days IS 'Reads and shares of a story by the day of its community, as long as it consents to insights.';

--
-- Name: story_operations; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_operations (
    story_id uuid NOT NULL,
    revision integer NOT NULL,
    author_id uuid NOT NULL,
    client_id uuid NOT NULL,
    sequence integer NOT NULL,
    seal smallint DEFAULT 0 NOT NULL,
    change bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    sovereignty jsonb,
    CONSTRAINT story_operations_change_check CHECK (((octet_length(change) >= 2) AND (octet_length(change) <= 16777216))),
    CONSTRAINT story_operations_revision_check CHECK ((revision >= 1)),
    CONSTRAINT story_operations_seal_check CHECK ((seal = 0)),
    CONSTRAINT story_operations_sequence_check CHECK ((sequence >= 1))
)
PARTITION BY RANGE (story_id);

ALTER TABLE ONLY ledger.story_operations FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_operations OWNER TO ledger_owner;

--
-- Name: TABLE story_operations; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_operations IS 'Append-only: every change to a draft, by whom, in the order that holds; partitioned as stories are.';

--
-- Name: story_origins; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_origins (
    story_id uuid NOT NULL,
    community_id uuid NOT NULL,
    source_key bytea NOT NULL,
    identifier text NOT NULL,
    import_id uuid NOT NULL,
    sovereignty jsonb,
    CONSTRAINT story_origins_identifier_check CHECK ((char_length(identifier) <= 200)),
    CONSTRAINT story_origins_source_key_check CHECK ((octet_length(source_key) = 32))
);

ALTER TABLE ONLY ledger.story_origins FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_origins OWNER TO ledger_owner;

--
-- Name: TABLE story_origins; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_origins IS 'Which row of which archive a story was brought in from.';

--
-- Name: story_people; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_people (
    story_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    role ledger.story_role NOT NULL,
    added_at timestamp with time zone NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.story_people FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_people OWNER TO ledger_owner;

--
-- Name: TABLE story_people; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_people IS 'Teller and chosen readers of a story, and who has a part in it: co-authors, commenters, watchers.';

--
-- Name: story_people_events; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_people_events (
    story_id uuid NOT NULL,
    id bigint NOT NULL,
    profile_id uuid NOT NULL,
    role ledger.story_role NOT NULL,
    kind ledger.story_people_event_kind NOT NULL,
    actor_id uuid,
    happened_at timestamp with time zone NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.story_people_events FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_people_events OWNER TO ledger_owner;

--
-- Name: TABLE story_people_events; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_people_events IS 'Append-only: which part in a story was given, changed, ended or left, by whom and when.';

--
-- Name: story_people_events_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_people_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.story_people_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: story_reads; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_reads (
    id bigint NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    story_id uuid NOT NULL,
    is_visitor boolean NOT NULL,
    sovereignty jsonb
)
PARTITION BY RANGE (happened_at);

ALTER TABLE ONLY ledger.story_reads FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_reads OWNER TO ledger_owner;

--
-- Name: TABLE story_reads; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_reads IS 'Append-only: one row per reading, without the reader.';

--
-- Name: story_reads_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_reads ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.story_reads_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: story_search; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_search (
    story_id uuid NOT NULL,
    configuration regconfig NOT NULL,
    words tsvector NOT NULL,
    sovereignty jsonb
);

ALTER TABLE ONLY ledger.story_search FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_search OWNER TO ledger_owner;

--
-- Name: TABLE story_search; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_search IS 'Search vectors of published, not sensitive stories, in the story''s language.';

--
-- Name: story_shares; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.story_shares (
    id bigint NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    story_id uuid NOT NULL,
    sovereignty jsonb
)
PARTITION BY RANGE (happened_at);

ALTER TABLE ONLY ledger.story_shares FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.story_shares OWNER TO ledger_owner;

--
-- Name: TABLE story_shares; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.story_shares IS 'Append-only: one row per share.';

--
-- Name: story_shares_id_seq; Type: SEQUENCE; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_shares ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.story_shares_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: thread_remarks; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.thread_remarks (
    id uuid NOT NULL,
    thread_id uuid NOT NULL,
    author_id uuid NOT NULL,
    words text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    sovereignty jsonb,
    CONSTRAINT thread_remarks_check CHECK (((taken_back_at IS NULL) OR (words = ''::text))),
    CONSTRAINT thread_remarks_words_check CHECK ((char_length(words) <= 4000))
);

ALTER TABLE ONLY ledger.thread_remarks FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.thread_remarks OWNER TO ledger_owner;

--
-- Name: TABLE thread_remarks; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.thread_remarks IS 'What was said in a thread, its first words among it.';

--
-- Name: version_clearances; Type: TABLE; Schema: ledger; Owner: ledger_owner
--

CREATE TABLE ledger.version_clearances (
    version_id uuid NOT NULL,
    community_id uuid NOT NULL,
    story_id uuid NOT NULL,
    state ledger.clearance_state DEFAULT 'waiting'::ledger.clearance_state NOT NULL,
    is_open boolean DEFAULT true NOT NULL,
    title text NOT NULL,
    teller_name text,
    language text NOT NULL,
    direction text NOT NULL,
    word_count integer NOT NULL,
    audience ledger.privacy_level NOT NULL,
    teller_note text DEFAULT ''::text NOT NULL,
    author_ids uuid[] NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sovereignty jsonb,
    custodian_id uuid,
    custody_community_id uuid,
    keeper_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT version_clearances_custody_check CHECK (((custodian_id IS NULL) = (custody_community_id IS NULL))),
    CONSTRAINT version_clearances_teller_note_check CHECK ((char_length(teller_note) <= 2000))
);

ALTER TABLE ONLY ledger.version_clearances FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.version_clearances OWNER TO ledger_owner;

--
-- Name: TABLE version_clearances; Type: COMMENT; Schema: ledger; Owner: ledger_owner
--

COMMENT ON TABLE ledger.version_clearances IS 'What the elders of a community have said of a submitted version, and what still waits.';

--
-- Name: applied; Type: TABLE; Schema: migrations; Owner: ledger_owner
--

CREATE TABLE migrations.applied (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);

ALTER TABLE migrations.applied OWNER TO ledger_owner;

--
-- Name: applied_schemaversionsid_seq; Type: SEQUENCE; Schema: migrations; Owner: ledger_owner
--

CREATE SEQUENCE migrations.applied_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER TABLE migrations.applied_schemaversionsid_seq OWNER TO ledger_owner;

--
-- Name: applied_schemaversionsid_seq; Type: SEQUENCE OWNED BY; Schema: migrations; Owner: ledger_owner
--

ALTER SEQUENCE migrations.applied_schemaversionsid_seq OWNED BY migrations.applied.schemaversionsid;

--
-- Name: claim_keys; Type: TABLE; Schema: vault; Owner: ledger_owner
--

CREATE TABLE vault.claim_keys (
    kid text NOT NULL,
    secret bytea NOT NULL,
    not_after timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT claim_keys_kid_check CHECK ((kid ~ '^[0-9a-f]{8}$'::text)),
    CONSTRAINT claim_keys_secret_check CHECK ((octet_length(secret) = 32))
);

ALTER TABLE vault.claim_keys OWNER TO ledger_owner;

--
-- Name: TABLE claim_keys; Type: COMMENT; Schema: vault; Owner: ledger_owner
--

COMMENT ON TABLE vault.claim_keys IS 'Derived from the key file by the migrator. Left out of every dump: an empty table makes the next start write a new key.';

--
-- Name: applied schemaversionsid; Type: DEFAULT; Schema: migrations; Owner: ledger_owner
--

ALTER TABLE ONLY migrations.applied ALTER COLUMN schemaversionsid SET DEFAULT nextval('migrations.applied_schemaversionsid_seq'::regclass);

--
-- Name: account_claims account_claims_pkey; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_claims
    ADD CONSTRAINT account_claims_pkey PRIMARY KEY (id);

--
-- Name: account_logins account_logins_pkey; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_logins
    ADD CONSTRAINT account_logins_pkey PRIMARY KEY (login_provider, provider_key);

--
-- Name: account_passkeys account_passkeys_pkey; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_passkeys
    ADD CONSTRAINT account_passkeys_pkey PRIMARY KEY (credential_id);

--
-- Name: account_tokens account_tokens_pkey; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_tokens
    ADD CONSTRAINT account_tokens_pkey PRIMARY KEY (user_id, login_provider, name);

--
-- Name: accounts accounts_normalized_email_key; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.accounts
    ADD CONSTRAINT accounts_normalized_email_key UNIQUE (normalized_email);

--
-- Name: accounts accounts_normalized_user_name_key; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.accounts
    ADD CONSTRAINT accounts_normalized_user_name_key UNIQUE (normalized_user_name);

--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);

--
-- Name: data_protection_keys data_protection_keys_pkey; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.data_protection_keys
    ADD CONSTRAINT data_protection_keys_pkey PRIMARY KEY (id);

--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

--
-- Name: access_log access_log_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (happened_at, id);

--
-- Name: collaboration_seats collaboration_seats_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.collaboration_seats
    ADD CONSTRAINT collaboration_seats_pkey PRIMARY KEY (session_id, profile_id, client_id);

--
-- Name: collaboration_sessions collaboration_sessions_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.collaboration_sessions
    ADD CONSTRAINT collaboration_sessions_pkey PRIMARY KEY (id);

--
-- Name: communities communities_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.communities
    ADD CONSTRAINT communities_pkey PRIMARY KEY (id);

--
-- Name: communities communities_slug_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.communities
    ADD CONSTRAINT communities_slug_key UNIQUE (slug);

--
-- Name: community_invitations community_invitations_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.community_invitations
    ADD CONSTRAINT community_invitations_pkey PRIMARY KEY (id);

--
-- Name: community_invitations community_invitations_token_hash_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.community_invitations
    ADD CONSTRAINT community_invitations_token_hash_key UNIQUE (token_hash);

--
-- Name: community_members community_members_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.community_members
    ADD CONSTRAINT community_members_pkey PRIMARY KEY (community_id, profile_id);

--
-- Name: consent_events consent_events_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.consent_events
    ADD CONSTRAINT consent_events_pkey PRIMARY KEY (story_id, id);

--
-- Name: custody_events custody_events_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.custody_events
    ADD CONSTRAINT custody_events_pkey PRIMARY KEY (story_id, id);

--
-- Name: event_announcements event_announcements_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.event_announcements
    ADD CONSTRAINT event_announcements_pkey PRIMARY KEY (is_singleton);

--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (happened_at, id);

--
-- Name: import_parts import_parts_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.import_parts
    ADD CONSTRAINT import_parts_pkey PRIMARY KEY (import_id, number);

--
-- Name: import_rows import_rows_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.import_rows
    ADD CONSTRAINT import_rows_pkey PRIMARY KEY (import_id, row_number);

--
-- Name: imports imports_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);

--
-- Name: insight_cells insight_cells_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_cells
    ADD CONSTRAINT insight_cells_pkey PRIMARY KEY (community_id, quarter, cut, key);

--
-- Name: insight_changes insight_changes_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_changes
    ADD CONSTRAINT insight_changes_pkey PRIMARY KEY (id);

--
-- Name: insight_days insight_days_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_days
    ADD CONSTRAINT insight_days_pkey PRIMARY KEY (community_id, measure, day, audience, key);

--
-- Name: insight_quarter_stories insight_quarter_stories_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_quarter_stories
    ADD CONSTRAINT insight_quarter_stories_pkey PRIMARY KEY (story_id, community_id, quarter);

--
-- Name: insight_quarters insight_quarters_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_quarters
    ADD CONSTRAINT insight_quarters_pkey PRIMARY KEY (community_id, quarter);

--
-- Name: insight_refresh insight_refresh_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_refresh
    ADD CONSTRAINT insight_refresh_pkey PRIMARY KEY (is_singleton);

--
-- Name: insight_shares insight_shares_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_shares
    ADD CONSTRAINT insight_shares_pkey PRIMARY KEY (community_id, story_id);

--
-- Name: insight_turn insight_turn_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_turn
    ADD CONSTRAINT insight_turn_pkey PRIMARY KEY (is_singleton);

--
-- Name: insight_wishes insight_wishes_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_wishes
    ADD CONSTRAINT insight_wishes_pkey PRIMARY KEY (community_id);

--
-- Name: membership_events membership_events_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.membership_events
    ADD CONSTRAINT membership_events_pkey PRIMARY KEY (id);

--
-- Name: narrator_claims narrator_claims_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrator_claims
    ADD CONSTRAINT narrator_claims_pkey PRIMARY KEY (id);

--
-- Name: narrator_claims narrator_claims_token_hash_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrator_claims
    ADD CONSTRAINT narrator_claims_token_hash_key UNIQUE (token_hash);

--
-- Name: narrators narrators_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrators
    ADD CONSTRAINT narrators_pkey PRIMARY KEY (profile_id);

--
-- Name: notifications notifications_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (id);

--
-- Name: pictures pictures_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.pictures
    ADD CONSTRAINT pictures_pkey PRIMARY KEY (id);

--
-- Name: portal_settings portal_settings_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.portal_settings
    ADD CONSTRAINT portal_settings_pkey PRIMARY KEY (is_singleton);

--
-- Name: profiles profiles_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);

--
-- Name: public_stories public_stories_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.public_stories
    ADD CONSTRAINT public_stories_pkey PRIMARY KEY (story_id);

--
-- Name: review_condition_ticks review_condition_ticks_condition_id_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_condition_ticks
    ADD CONSTRAINT review_condition_ticks_condition_id_key UNIQUE (condition_id);

--
-- Name: review_condition_ticks review_condition_ticks_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_condition_ticks
    ADD CONSTRAINT review_condition_ticks_pkey PRIMARY KEY (id);

--
-- Name: review_conditions review_conditions_decision_id_position_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_conditions
    ADD CONSTRAINT review_conditions_decision_id_position_key UNIQUE (decision_id, "position");

--
-- Name: review_conditions review_conditions_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_conditions
    ADD CONSTRAINT review_conditions_pkey PRIMARY KEY (id);

--
-- Name: review_decisions review_decisions_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_decisions
    ADD CONSTRAINT review_decisions_pkey PRIMARY KEY (id);

--
-- Name: stories stories_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.stories
    ADD CONSTRAINT stories_pkey PRIMARY KEY (id);

--
-- Name: story_checkpoints story_checkpoints_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_checkpoints
    ADD CONSTRAINT story_checkpoints_pkey PRIMARY KEY (story_id, revision);

--
-- Name: story_communities story_communities_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_communities
    ADD CONSTRAINT story_communities_pkey PRIMARY KEY (community_id, story_id);

--
-- Name: story_counts story_counts_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_counts
    ADD CONSTRAINT story_counts_pkey PRIMARY KEY (story_id);

--
-- Name: story_counts_position story_counts_position_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_counts_position
    ADD CONSTRAINT story_counts_position_pkey PRIMARY KEY (is_singleton);

--
-- Name: story_days story_days_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_days
    ADD CONSTRAINT story_days_pkey PRIMARY KEY (community_id, story_id, day);

--
-- Name: story_drafts story_drafts_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_drafts
    ADD CONSTRAINT story_drafts_pkey PRIMARY KEY (story_id);

--
-- Name: story_heads story_heads_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_heads
    ADD CONSTRAINT story_heads_pkey PRIMARY KEY (story_id);

--
-- Name: story_invitations story_invitations_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_invitations
    ADD CONSTRAINT story_invitations_pkey PRIMARY KEY (id);

--
-- Name: story_invitations story_invitations_token_hash_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_invitations
    ADD CONSTRAINT story_invitations_token_hash_key UNIQUE (token_hash);

--
-- Name: story_operations story_operations_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_operations
    ADD CONSTRAINT story_operations_pkey PRIMARY KEY (story_id, revision);

--
-- Name: story_operations story_operations_story_id_author_id_client_id_sequence_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_operations
    ADD CONSTRAINT story_operations_story_id_author_id_client_id_sequence_key UNIQUE (story_id, author_id, client_id, sequence);

--
-- Name: story_origins story_origins_community_id_source_key_key; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_origins
    ADD CONSTRAINT story_origins_community_id_source_key_key UNIQUE (community_id, source_key);

--
-- Name: story_origins story_origins_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_origins
    ADD CONSTRAINT story_origins_pkey PRIMARY KEY (story_id);

--
-- Name: story_people_events story_people_events_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_people_events
    ADD CONSTRAINT story_people_events_pkey PRIMARY KEY (story_id, id);

--
-- Name: story_people story_people_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_people
    ADD CONSTRAINT story_people_pkey PRIMARY KEY (story_id, profile_id, role);

--
-- Name: story_reads story_reads_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_reads
    ADD CONSTRAINT story_reads_pkey PRIMARY KEY (happened_at, id);

--
-- Name: story_search story_search_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_search
    ADD CONSTRAINT story_search_pkey PRIMARY KEY (story_id);

--
-- Name: story_shares story_shares_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_shares
    ADD CONSTRAINT story_shares_pkey PRIMARY KEY (happened_at, id);

--
-- Name: story_threads story_threads_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_threads
    ADD CONSTRAINT story_threads_pkey PRIMARY KEY (id);

--
-- Name: story_versions story_versions_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_versions
    ADD CONSTRAINT story_versions_pkey PRIMARY KEY (id);

--
-- Name: thread_remarks thread_remarks_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.thread_remarks
    ADD CONSTRAINT thread_remarks_pkey PRIMARY KEY (id);

--
-- Name: version_clearances version_clearances_pkey; Type: CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.version_clearances
    ADD CONSTRAINT version_clearances_pkey PRIMARY KEY (version_id, community_id);

--
-- Name: applied PK_applied_Id; Type: CONSTRAINT; Schema: migrations; Owner: ledger_owner
--

ALTER TABLE ONLY migrations.applied
    ADD CONSTRAINT "PK_applied_Id" PRIMARY KEY (schemaversionsid);

--
-- Name: claim_keys claim_keys_pkey; Type: CONSTRAINT; Schema: vault; Owner: ledger_owner
--

ALTER TABLE ONLY vault.claim_keys
    ADD CONSTRAINT claim_keys_pkey PRIMARY KEY (kid);

--
-- Name: account_claims_user_id_idx; Type: INDEX; Schema: accounts; Owner: ledger_owner
--

CREATE INDEX account_claims_user_id_idx ON accounts.account_claims USING btree (user_id);

--
-- Name: account_logins_user_id_idx; Type: INDEX; Schema: accounts; Owner: ledger_owner
--

CREATE INDEX account_logins_user_id_idx ON accounts.account_logins USING btree (user_id);

--
-- Name: account_passkeys_user_id_idx; Type: INDEX; Schema: accounts; Owner: ledger_owner
--

CREATE INDEX account_passkeys_user_id_idx ON accounts.account_passkeys USING btree (user_id);

--
-- Name: sessions_account_id_idx; Type: INDEX; Schema: accounts; Owner: ledger_owner
--

CREATE INDEX sessions_account_id_idx ON accounts.sessions USING btree (account_id, started_at);

--
-- Name: tellings_community_id_quarter_cut_key_teller_id_idx; Type: INDEX; Schema: insights; Owner: ledger_insights
--

CREATE UNIQUE INDEX tellings_community_id_quarter_cut_key_teller_id_idx ON insights.tellings USING btree (community_id, quarter, cut, key, teller_id);

--
-- Name: access_log_actor_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX access_log_actor_id_idx ON ONLY ledger.access_log USING btree (actor_id, story_id, happened_at DESC);

--
-- Name: access_log_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX access_log_story_id_idx ON ONLY ledger.access_log USING btree (story_id, happened_at DESC);

--
-- Name: collaboration_seats_profile; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX collaboration_seats_profile ON ledger.collaboration_seats USING btree (profile_id);

--
-- Name: collaboration_sessions_story; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX collaboration_sessions_story ON ledger.collaboration_sessions USING btree (story_id, started_at DESC);

--
-- Name: community_invitations_community_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX community_invitations_community_id_idx ON ledger.community_invitations USING btree (community_id, created_at DESC);

--
-- Name: community_invitations_invited_by_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX community_invitations_invited_by_idx ON ledger.community_invitations USING btree (invited_by);

--
-- Name: community_members_profile_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX community_members_profile_id_idx ON ledger.community_members USING btree (profile_id, community_id);

--
-- Name: consent_events_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX consent_events_story_id_idx ON ledger.consent_events USING btree (story_id, purpose, sequence DESC);

--
-- Name: events_announcement_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX events_announcement_idx ON ONLY ledger.events USING btree (announcement) WHERE (announcement IS NOT NULL);

--
-- Name: events_waiting_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX events_waiting_idx ON ONLY ledger.events USING btree (id) WHERE (notified_at IS NULL);

--
-- Name: import_rows_failed_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX import_rows_failed_idx ON ledger.import_rows USING btree (import_id, row_number) WHERE (outcome = 'failed'::ledger.import_outcome);

--
-- Name: import_rows_source_key_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX import_rows_source_key_idx ON ledger.import_rows USING btree (import_id, source_key) WHERE (source_key IS NOT NULL);

--
-- Name: imports_community_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX imports_community_id_idx ON ledger.imports USING btree (community_id);

--
-- Name: imports_steward_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX imports_steward_id_idx ON ledger.imports USING btree (steward_id, community_id, created_at DESC);

--
-- Name: imports_waiting_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX imports_waiting_idx ON ledger.imports USING btree (lease_until NULLS FIRST) WHERE (state = ANY (ARRAY['checking'::ledger.import_state, 'importing'::ledger.import_state]));

--
-- Name: insight_days_zero_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX insight_days_zero_idx ON ledger.insight_days USING btree (community_id) WHERE (value = 0);

--
-- Name: insight_quarter_stories_community_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX insight_quarter_stories_community_id_idx ON ledger.insight_quarter_stories USING btree (community_id, quarter);

--
-- Name: insight_shares_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX insight_shares_story_id_idx ON ledger.insight_shares USING btree (story_id);

--
-- Name: insight_shares_teller_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX insight_shares_teller_id_idx ON ledger.insight_shares USING btree (community_id, teller_id, told_on) WHERE (told_on IS NOT NULL);

--
-- Name: insight_shares_told_on_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX insight_shares_told_on_idx ON ledger.insight_shares USING btree (community_id, told_on, story_id) WHERE (told_on IS NOT NULL);

--
-- Name: membership_events_community_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX membership_events_community_id_idx ON ledger.membership_events USING btree (community_id, id DESC);

--
-- Name: membership_events_profile_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX membership_events_profile_id_idx ON ledger.membership_events USING btree (profile_id, id DESC);

--
-- Name: narrator_claims_community_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX narrator_claims_community_id_idx ON ledger.narrator_claims USING btree (community_id, created_at DESC);

--
-- Name: narrator_claims_live_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE UNIQUE INDEX narrator_claims_live_idx ON ledger.narrator_claims USING btree (narrator_id) WHERE ((ended_at IS NULL) AND (used_at IS NULL));

--
-- Name: narrator_claims_made_by_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX narrator_claims_made_by_idx ON ledger.narrator_claims USING btree (made_by);

--
-- Name: narrator_claims_narrator_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX narrator_claims_narrator_id_idx ON ledger.narrator_claims USING btree (narrator_id, created_at DESC);

--
-- Name: narrators_added_by_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX narrators_added_by_idx ON ledger.narrators USING btree (added_by);

--
-- Name: narrators_claimed_by_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX narrators_claimed_by_idx ON ledger.narrators USING btree (claimed_by) WHERE (claimed_by IS NOT NULL);

--
-- Name: narrators_community_id_claimed_at_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX narrators_community_id_claimed_at_idx ON ledger.narrators USING btree (community_id, claimed_at DESC, profile_id) WHERE (claimed_by IS NOT NULL);

--
-- Name: narrators_community_id_name_key_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE UNIQUE INDEX narrators_community_id_name_key_idx ON ledger.narrators USING btree (community_id, name_key) WHERE (claimed_by IS NULL);

--
-- Name: notifications_mail_waiting_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX notifications_mail_waiting_idx ON ledger.notifications USING btree (created_at) WHERE (mail_sent_at IS NULL);

--
-- Name: notifications_profile_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX notifications_profile_id_idx ON ledger.notifications USING btree (profile_id, created_at DESC);

--
-- Name: pictures_community_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX pictures_community_id_idx ON ledger.pictures USING btree (community_id);

--
-- Name: pictures_owner_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX pictures_owner_id_idx ON ledger.pictures USING btree (owner_id);

--
-- Name: public_stories_feed_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX public_stories_feed_idx ON ledger.public_stories USING btree (published_at DESC, story_id DESC);

--
-- Name: review_decisions_elder_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX review_decisions_elder_id_idx ON ledger.review_decisions USING btree (elder_id, decided_at DESC);

--
-- Name: review_decisions_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX review_decisions_story_id_idx ON ledger.review_decisions USING btree (story_id);

--
-- Name: review_decisions_takes_back_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE UNIQUE INDEX review_decisions_takes_back_idx ON ledger.review_decisions USING btree (takes_back) WHERE (takes_back IS NOT NULL);

--
-- Name: review_decisions_version_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX review_decisions_version_id_idx ON ledger.review_decisions USING btree (version_id, community_id, sequence);

--
-- Name: stories_custodian_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX stories_custodian_id_idx ON ONLY ledger.stories USING btree (custodian_id, updated_at DESC, id) WHERE (custodian_id IS NOT NULL);

--
-- Name: stories_published_version_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX stories_published_version_id_idx ON ONLY ledger.stories USING btree (published_version_id);

--
-- Name: stories_teller_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX stories_teller_id_idx ON ONLY ledger.stories USING btree (teller_id, updated_at DESC);

--
-- Name: story_communities_feed_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_communities_feed_idx ON ledger.story_communities USING btree (community_id, published_at DESC, story_id DESC);

--
-- Name: story_communities_public_feed_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_communities_public_feed_idx ON ledger.story_communities USING btree (community_id, published_at DESC, story_id DESC) WHERE ((shown_level = 'public'::ledger.privacy_level) AND consent_public_display);

--
-- Name: story_communities_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_communities_story_id_idx ON ledger.story_communities USING btree (story_id);

--
-- Name: story_days_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_days_story_id_idx ON ledger.story_days USING btree (story_id);

--
-- Name: story_drafts_custodian_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_drafts_custodian_id_idx ON ledger.story_drafts USING btree (custodian_id, custody_community_id, saved_at DESC, story_id DESC) WHERE (custodian_id IS NOT NULL);

--
-- Name: story_drafts_custody_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_drafts_custody_idx ON ledger.story_drafts USING btree (custodian_id, custody_community_id, story_id) WHERE (custodian_id IS NOT NULL);

--
-- Name: story_drafts_due_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_drafts_due_idx ON ledger.story_drafts USING btree (publish_at) WHERE (stage = 'scheduled'::ledger.story_stage);

--
-- Name: story_drafts_submitted_version_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_drafts_submitted_version_id_idx ON ledger.story_drafts USING btree (submitted_version_id);

--
-- Name: story_drafts_teller_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_drafts_teller_id_idx ON ledger.story_drafts USING btree (teller_id, saved_at DESC, story_id);

--
-- Name: story_invitations_answered_by_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_invitations_answered_by_idx ON ledger.story_invitations USING btree (answered_by) WHERE (answered_by IS NOT NULL);

--
-- Name: story_invitations_invited_by_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_invitations_invited_by_idx ON ledger.story_invitations USING btree (invited_by);

--
-- Name: story_invitations_profile_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_invitations_profile_id_idx ON ledger.story_invitations USING btree (profile_id) WHERE (profile_id IS NOT NULL);

--
-- Name: story_invitations_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_invitations_story_id_idx ON ledger.story_invitations USING btree (story_id, created_at);

--
-- Name: story_invitations_waiting_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE UNIQUE INDEX story_invitations_waiting_idx ON ledger.story_invitations USING btree (story_id, profile_id) WHERE (state = 'waiting'::ledger.story_invitation_state);

--
-- Name: story_people_part_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE UNIQUE INDEX story_people_part_idx ON ledger.story_people USING btree (story_id, profile_id) WHERE (role <> 'reader'::ledger.story_role);

--
-- Name: story_people_profile_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_people_profile_id_idx ON ledger.story_people USING btree (profile_id, role, story_id);

--
-- Name: story_reads_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_reads_id_idx ON ONLY ledger.story_reads USING btree (id);

--
-- Name: story_reads_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_reads_story_id_idx ON ONLY ledger.story_reads USING btree (story_id);

--
-- Name: story_search_words_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_search_words_idx ON ledger.story_search USING gin (words);

--
-- Name: story_shares_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_shares_id_idx ON ONLY ledger.story_shares USING btree (id);

--
-- Name: story_shares_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_shares_story_id_idx ON ONLY ledger.story_shares USING btree (story_id);

--
-- Name: story_threads_closed_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_threads_closed_idx ON ledger.story_threads USING btree (story_id, decided_at DESC, id DESC) WHERE (state <> 'open'::ledger.thread_state);

--
-- Name: story_threads_open_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_threads_open_idx ON ledger.story_threads USING btree (story_id) WHERE (state = 'open'::ledger.thread_state);

--
-- Name: story_versions_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX story_versions_story_id_idx ON ONLY ledger.story_versions USING btree (story_id, number DESC);

--
-- Name: thread_remarks_thread_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX thread_remarks_thread_id_idx ON ledger.thread_remarks USING btree (thread_id, made_at);

--
-- Name: version_clearances_queue_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX version_clearances_queue_idx ON ledger.version_clearances USING btree (community_id, sent_at, version_id) WHERE is_open;

--
-- Name: version_clearances_story_id_idx; Type: INDEX; Schema: ledger; Owner: ledger_owner
--

CREATE INDEX version_clearances_story_id_idx ON ledger.version_clearances USING btree (story_id);

--
-- Name: access_log access_log_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER access_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.access_log FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: communities communities_check_still_steward; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER communities_check_still_steward BEFORE UPDATE ON ledger.communities FOR EACH ROW EXECUTE FUNCTION app.check_still_steward();

--
-- Name: communities communities_emit_changed; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER communities_emit_changed AFTER INSERT OR UPDATE ON ledger.communities FOR EACH ROW EXECUTE FUNCTION app.emit_community_changed();

--
-- Name: communities communities_note_time_zone_change; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER communities_note_time_zone_change AFTER UPDATE OF time_zone ON ledger.communities FOR EACH ROW WHEN ((old.time_zone IS DISTINCT FROM new.time_zone)) EXECUTE FUNCTION app.note_time_zone_change();

--
-- Name: community_members community_members_emit_changed; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER community_members_emit_changed AFTER INSERT OR UPDATE ON ledger.community_members FOR EACH ROW EXECUTE FUNCTION app.emit_membership_changed();

--
-- Name: consent_events consent_events_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER consent_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.consent_events FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: consent_events consent_events_apply; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER consent_events_apply BEFORE INSERT ON ledger.consent_events FOR EACH ROW EXECUTE FUNCTION app.apply_consent_event();

--
-- Name: custody_events custody_events_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER custody_events_append_only BEFORE UPDATE OR TRUNCATE ON ledger.custody_events FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: custody_events custody_events_go_with_the_story; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER custody_events_go_with_the_story BEFORE DELETE ON ledger.custody_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change_of_trail();

--
-- Name: membership_events membership_events_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER membership_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.membership_events FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: notifications notifications_emit_added; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER notifications_emit_added AFTER INSERT ON ledger.notifications FOR EACH ROW EXECUTE FUNCTION app.emit_notification_added();

--
-- Name: notifications notifications_redirect; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER notifications_redirect BEFORE INSERT ON ledger.notifications FOR EACH ROW EXECUTE FUNCTION app.redirect_notification();

--
-- Name: profiles profiles_rename_teller; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER profiles_rename_teller AFTER UPDATE OF display_name ON ledger.profiles FOR EACH ROW WHEN ((old.display_name IS DISTINCT FROM new.display_name)) EXECUTE FUNCTION app.rename_teller();

--
-- Name: review_condition_ticks review_condition_ticks_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER review_condition_ticks_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.review_condition_ticks FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: review_conditions review_conditions_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER review_conditions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.review_conditions FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: review_decisions review_decisions_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER review_decisions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.review_decisions FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: stories stories_drop_insight_quarters; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_drop_insight_quarters AFTER UPDATE ON ledger.stories FOR EACH ROW WHEN ((old.is_open AND old.consent_insights AND old.consent_insights_leaving AND (old.shown_level >= 'community'::ledger.privacy_level) AND (NOT (new.is_open AND new.consent_insights AND new.consent_insights_leaving AND (new.shown_level >= 'community'::ledger.privacy_level) AND (new.erased_at IS NULL))))) EXECUTE FUNCTION app.drop_insight_quarters();

--
-- Name: stories stories_drop_insight_quarters_on_delete; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_drop_insight_quarters_on_delete AFTER DELETE ON ledger.stories FOR EACH ROW EXECUTE FUNCTION app.drop_insight_quarters();

--
-- Name: stories stories_emit_changed; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_emit_changed AFTER UPDATE OF published_version_id, published_at, withdrawn_at, archived_at, is_cleared, privacy_level, cleared_level, consent_public_display, consent_attribution, community_ids, teller_name, erased_at ON ledger.stories FOR EACH ROW EXECUTE FUNCTION app.emit_story_changed();

--
-- Name: stories stories_emit_changed_on_insert; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_emit_changed_on_insert AFTER INSERT ON ledger.stories FOR EACH ROW WHEN (((new.custodian_id IS NULL) OR new.is_open)) EXECUTE FUNCTION app.emit_story_changed();

--
-- Name: stories stories_keep_feed_rows; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_keep_feed_rows AFTER UPDATE OF published_version_id, published_at, withdrawn_at, archived_at, erased_at, is_cleared, privacy_level, cleared_level, consent_public_display, community_ids ON ledger.stories FOR EACH ROW EXECUTE FUNCTION app.keep_feed_rows();

--
-- Name: stories stories_keep_feed_rows_on_insert; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_keep_feed_rows_on_insert AFTER INSERT ON ledger.stories FOR EACH ROW WHEN (new.is_open) EXECUTE FUNCTION app.keep_feed_rows();

--
-- Name: stories stories_keep_search_row; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_keep_search_row AFTER UPDATE OF published_version_id, withdrawn_at, archived_at, erased_at, is_cleared, is_sensitive ON ledger.stories FOR EACH ROW EXECUTE FUNCTION app.keep_search_row();

--
-- Name: stories stories_keep_search_row_on_insert; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_keep_search_row_on_insert AFTER INSERT ON ledger.stories FOR EACH ROW WHEN (new.is_open) EXECUTE FUNCTION app.keep_search_row();

--
-- Name: stories stories_note_insight_change; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_note_insight_change AFTER DELETE OR UPDATE OF published_version_id, first_published_at, withdrawn_at, archived_at, is_cleared, privacy_level, cleared_level, consent_insights, consent_public_display, consent_research, consent_ai_local, consent_ai_external, consent_cross_community, consent_commercial, consent_attribution, community_ids, themes, language, erased_at ON ledger.stories FOR EACH ROW EXECUTE FUNCTION app.note_insight_change('id');

--
-- Name: stories stories_note_insight_change_on_insert; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_note_insight_change_on_insert AFTER INSERT ON ledger.stories FOR EACH ROW WHEN (new.is_open) EXECUTE FUNCTION app.note_insight_change('id');

--
-- Name: stories stories_rename_in_queue; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_rename_in_queue AFTER UPDATE OF teller_name, consent_attribution ON ledger.stories FOR EACH ROW WHEN ((old.teller_name IS DISTINCT FROM new.teller_name)) EXECUTE FUNCTION app.rename_in_queue();

--
-- Name: stories stories_set_teller_name; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_set_teller_name BEFORE UPDATE OF consent_attribution, teller_id ON ledger.stories FOR EACH ROW EXECUTE FUNCTION app.set_teller_name();

--
-- Name: stories stories_set_teller_name_on_insert; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER stories_set_teller_name_on_insert BEFORE INSERT ON ledger.stories FOR EACH ROW WHEN (((new.custodian_id IS NULL) OR (NOT new.consent_attribution) OR (new.teller_name IS NULL))) EXECUTE FUNCTION app.set_teller_name();

--
-- Name: story_drafts story_drafts_emit_changed; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_drafts_emit_changed AFTER UPDATE ON ledger.story_drafts FOR EACH ROW EXECUTE FUNCTION app.emit_draft_changed();

--
-- Name: story_drafts story_drafts_emit_changed_on_insert; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_drafts_emit_changed_on_insert AFTER INSERT ON ledger.story_drafts FOR EACH ROW WHEN ((new.custodian_id IS NULL)) EXECUTE FUNCTION app.emit_draft_changed();

--
-- Name: story_operations story_operations_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_operations_append_only BEFORE UPDATE OR TRUNCATE ON ledger.story_operations FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: story_people_events story_people_events_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_people_events_append_only BEFORE UPDATE OR TRUNCATE ON ledger.story_people_events FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: story_people_events story_people_events_go_with_the_story; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_people_events_go_with_the_story BEFORE DELETE ON ledger.story_people_events FOR EACH ROW EXECUTE FUNCTION app.refuse_change_of_trail();

--
-- Name: story_people story_people_note_part_on_delete; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_people_note_part_on_delete AFTER DELETE ON ledger.story_people FOR EACH ROW WHEN ((old.role <> ALL (ARRAY['teller'::ledger.story_role, 'reader'::ledger.story_role]))) EXECUTE FUNCTION app.note_part();

--
-- Name: story_people story_people_note_part_on_insert; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_people_note_part_on_insert AFTER INSERT ON ledger.story_people FOR EACH ROW WHEN ((new.role <> ALL (ARRAY['teller'::ledger.story_role, 'reader'::ledger.story_role]))) EXECUTE FUNCTION app.note_part();

--
-- Name: story_people story_people_note_part_on_update; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_people_note_part_on_update AFTER UPDATE OF role ON ledger.story_people FOR EACH ROW WHEN ((old.role <> new.role)) EXECUTE FUNCTION app.note_part();

--
-- Name: story_reads story_reads_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_reads_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.story_reads FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: story_reads story_reads_note_use; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_reads_note_use AFTER INSERT ON ledger.story_reads REFERENCING NEW TABLE AS used FOR EACH STATEMENT EXECUTE FUNCTION app.note_story_use('read');

--
-- Name: story_shares story_shares_append_only; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_shares_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.story_shares FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

--
-- Name: story_shares story_shares_note_use; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER story_shares_note_use AFTER INSERT ON ledger.story_shares REFERENCING NEW TABLE AS used FOR EACH STATEMENT EXECUTE FUNCTION app.note_story_use('share');

--
-- Name: version_clearances version_clearances_emit_changed; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER version_clearances_emit_changed AFTER INSERT OR UPDATE ON ledger.version_clearances FOR EACH ROW EXECUTE FUNCTION app.emit_review_changed();

--
-- Name: version_clearances version_clearances_note_insight_change; Type: TRIGGER; Schema: ledger; Owner: ledger_owner
--

CREATE TRIGGER version_clearances_note_insight_change AFTER INSERT OR UPDATE OF state, is_open ON ledger.version_clearances FOR EACH ROW EXECUTE FUNCTION app.note_insight_change('story_id');

--
-- Name: account_claims account_claims_user_id_fkey; Type: FK CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_claims
    ADD CONSTRAINT account_claims_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE;

--
-- Name: account_logins account_logins_user_id_fkey; Type: FK CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_logins
    ADD CONSTRAINT account_logins_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE;

--
-- Name: account_passkeys account_passkeys_user_id_fkey; Type: FK CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_passkeys
    ADD CONSTRAINT account_passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE;

--
-- Name: account_tokens account_tokens_user_id_fkey; Type: FK CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.account_tokens
    ADD CONSTRAINT account_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE;

--
-- Name: sessions sessions_account_id_fkey; Type: FK CONSTRAINT; Schema: accounts; Owner: ledger_owner
--

ALTER TABLE ONLY accounts.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.accounts(id) ON DELETE CASCADE;

--
-- Name: collaboration_seats collaboration_seats_session_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.collaboration_seats
    ADD CONSTRAINT collaboration_seats_session_id_fkey FOREIGN KEY (session_id) REFERENCES ledger.collaboration_sessions(id) ON DELETE CASCADE;

--
-- Name: collaboration_sessions collaboration_sessions_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.collaboration_sessions
    ADD CONSTRAINT collaboration_sessions_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.story_drafts(story_id) ON DELETE CASCADE;

--
-- Name: communities communities_artwork_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.communities
    ADD CONSTRAINT communities_artwork_id_fkey FOREIGN KEY (artwork_id) REFERENCES ledger.pictures(id) ON DELETE SET NULL;

--
-- Name: community_invitations community_invitations_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.community_invitations
    ADD CONSTRAINT community_invitations_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: community_invitations community_invitations_invited_by_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.community_invitations
    ADD CONSTRAINT community_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES ledger.profiles(id);

--
-- Name: community_members community_members_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.community_members
    ADD CONSTRAINT community_members_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: community_members community_members_profile_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.community_members
    ADD CONSTRAINT community_members_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES ledger.profiles(id);

--
-- Name: custody_events custody_events_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.custody_events
    ADD CONSTRAINT custody_events_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: import_parts import_parts_import_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.import_parts
    ADD CONSTRAINT import_parts_import_id_fkey FOREIGN KEY (import_id) REFERENCES ledger.imports(id) ON DELETE CASCADE;

--
-- Name: import_rows import_rows_import_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.import_rows
    ADD CONSTRAINT import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES ledger.imports(id) ON DELETE CASCADE;

--
-- Name: imports imports_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.imports
    ADD CONSTRAINT imports_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: imports imports_steward_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.imports
    ADD CONSTRAINT imports_steward_id_fkey FOREIGN KEY (steward_id) REFERENCES ledger.profiles(id);

--
-- Name: insight_cells insight_cells_community_id_quarter_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_cells
    ADD CONSTRAINT insight_cells_community_id_quarter_fkey FOREIGN KEY (community_id, quarter) REFERENCES ledger.insight_quarters(community_id, quarter);

--
-- Name: insight_days insight_days_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_days
    ADD CONSTRAINT insight_days_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: insight_quarter_stories insight_quarter_stories_community_id_quarter_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_quarter_stories
    ADD CONSTRAINT insight_quarter_stories_community_id_quarter_fkey FOREIGN KEY (community_id, quarter) REFERENCES ledger.insight_quarters(community_id, quarter);

--
-- Name: insight_quarters insight_quarters_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_quarters
    ADD CONSTRAINT insight_quarters_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: insight_shares insight_shares_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_shares
    ADD CONSTRAINT insight_shares_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: insight_wishes insight_wishes_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.insight_wishes
    ADD CONSTRAINT insight_wishes_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: narrator_claims narrator_claims_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrator_claims
    ADD CONSTRAINT narrator_claims_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: narrator_claims narrator_claims_made_by_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrator_claims
    ADD CONSTRAINT narrator_claims_made_by_fkey FOREIGN KEY (made_by) REFERENCES ledger.profiles(id);

--
-- Name: narrator_claims narrator_claims_narrator_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrator_claims
    ADD CONSTRAINT narrator_claims_narrator_id_fkey FOREIGN KEY (narrator_id) REFERENCES ledger.narrators(profile_id);

--
-- Name: narrators narrators_added_by_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrators
    ADD CONSTRAINT narrators_added_by_fkey FOREIGN KEY (added_by) REFERENCES ledger.profiles(id);

--
-- Name: narrators narrators_claimed_by_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrators
    ADD CONSTRAINT narrators_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES ledger.profiles(id);

--
-- Name: narrators narrators_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrators
    ADD CONSTRAINT narrators_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: narrators narrators_profile_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.narrators
    ADD CONSTRAINT narrators_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES ledger.profiles(id);

--
-- Name: notifications notifications_profile_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.notifications
    ADD CONSTRAINT notifications_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES ledger.profiles(id);

--
-- Name: pictures pictures_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.pictures
    ADD CONSTRAINT pictures_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: pictures pictures_owner_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.pictures
    ADD CONSTRAINT pictures_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES ledger.profiles(id);

--
-- Name: profiles profiles_picture_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.profiles
    ADD CONSTRAINT profiles_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES ledger.pictures(id) ON DELETE SET NULL;

--
-- Name: public_stories public_stories_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.public_stories
    ADD CONSTRAINT public_stories_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: review_condition_ticks review_condition_ticks_condition_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_condition_ticks
    ADD CONSTRAINT review_condition_ticks_condition_id_fkey FOREIGN KEY (condition_id) REFERENCES ledger.review_conditions(id);

--
-- Name: review_conditions review_conditions_decision_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_conditions
    ADD CONSTRAINT review_conditions_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES ledger.review_decisions(id);

--
-- Name: review_decisions review_decisions_takes_back_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.review_decisions
    ADD CONSTRAINT review_decisions_takes_back_fkey FOREIGN KEY (takes_back) REFERENCES ledger.review_decisions(id);

--
-- Name: stories stories_published_version_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.stories
    ADD CONSTRAINT stories_published_version_id_fkey FOREIGN KEY (published_version_id) REFERENCES ledger.story_versions(id);

--
-- Name: stories stories_teller_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.stories
    ADD CONSTRAINT stories_teller_id_fkey FOREIGN KEY (teller_id) REFERENCES ledger.profiles(id);

--
-- Name: story_checkpoints story_checkpoints_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_checkpoints
    ADD CONSTRAINT story_checkpoints_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.story_heads(story_id) ON DELETE CASCADE;

--
-- Name: story_communities story_communities_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_communities
    ADD CONSTRAINT story_communities_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: story_communities story_communities_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_communities
    ADD CONSTRAINT story_communities_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_days story_days_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_days
    ADD CONSTRAINT story_days_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: story_days story_days_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_days
    ADD CONSTRAINT story_days_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_drafts story_drafts_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_drafts
    ADD CONSTRAINT story_drafts_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_drafts story_drafts_submitted_version_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_drafts
    ADD CONSTRAINT story_drafts_submitted_version_id_fkey FOREIGN KEY (submitted_version_id) REFERENCES ledger.story_versions(id);

--
-- Name: story_drafts story_drafts_teller_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_drafts
    ADD CONSTRAINT story_drafts_teller_id_fkey FOREIGN KEY (teller_id) REFERENCES ledger.profiles(id);

--
-- Name: story_heads story_heads_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_heads
    ADD CONSTRAINT story_heads_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.story_drafts(story_id) ON DELETE CASCADE;

--
-- Name: story_invitations story_invitations_answered_by_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_invitations
    ADD CONSTRAINT story_invitations_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES ledger.profiles(id);

--
-- Name: story_invitations story_invitations_invited_by_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_invitations
    ADD CONSTRAINT story_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES ledger.profiles(id);

--
-- Name: story_invitations story_invitations_profile_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_invitations
    ADD CONSTRAINT story_invitations_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES ledger.profiles(id);

--
-- Name: story_invitations story_invitations_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_invitations
    ADD CONSTRAINT story_invitations_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_operations story_operations_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_operations
    ADD CONSTRAINT story_operations_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.story_heads(story_id) ON DELETE CASCADE;

--
-- Name: story_origins story_origins_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_origins
    ADD CONSTRAINT story_origins_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: story_origins story_origins_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_origins
    ADD CONSTRAINT story_origins_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_people_events story_people_events_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_people_events
    ADD CONSTRAINT story_people_events_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_people story_people_profile_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_people
    ADD CONSTRAINT story_people_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES ledger.profiles(id);

--
-- Name: story_people story_people_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_people
    ADD CONSTRAINT story_people_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_search story_search_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_search
    ADD CONSTRAINT story_search_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: story_threads story_threads_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.story_threads
    ADD CONSTRAINT story_threads_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.story_drafts(story_id) ON DELETE CASCADE;

--
-- Name: story_versions story_versions_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_versions
    ADD CONSTRAINT story_versions_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: thread_remarks thread_remarks_thread_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.thread_remarks
    ADD CONSTRAINT thread_remarks_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES ledger.story_threads(id) ON DELETE CASCADE;

--
-- Name: version_clearances version_clearances_community_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.version_clearances
    ADD CONSTRAINT version_clearances_community_id_fkey FOREIGN KEY (community_id) REFERENCES ledger.communities(id);

--
-- Name: version_clearances version_clearances_story_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.version_clearances
    ADD CONSTRAINT version_clearances_story_id_fkey FOREIGN KEY (story_id) REFERENCES ledger.stories(id) ON DELETE CASCADE;

--
-- Name: version_clearances version_clearances_version_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ONLY ledger.version_clearances
    ADD CONSTRAINT version_clearances_version_id_fkey FOREIGN KEY (version_id) REFERENCES ledger.story_versions(id) ON DELETE CASCADE;

--
-- Name: access_log; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.access_log ENABLE ROW LEVEL SECURITY;

--
-- Name: access_log access_log_select_teller; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY access_log_select_teller ON ledger.access_log FOR SELECT TO ledger_app USING ((story_id = ANY (( SELECT app.my_told_story_ids() AS my_told_story_ids)::uuid[])));

--
-- Name: collaboration_seats; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.collaboration_seats ENABLE ROW LEVEL SECURITY;

--
-- Name: collaboration_seats collaboration_seats_select_draft; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY collaboration_seats_select_draft ON ledger.collaboration_seats FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.collaboration_sessions s
  WHERE (s.id = collaboration_seats.session_id))));

--
-- Name: collaboration_sessions; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.collaboration_sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: collaboration_sessions collaboration_sessions_select_draft; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY collaboration_sessions_select_draft ON ledger.collaboration_sessions FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.story_drafts d
  WHERE (d.story_id = collaboration_sessions.story_id))));

--
-- Name: communities; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.communities ENABLE ROW LEVEL SECURITY;

--
-- Name: communities communities_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY communities_select_insights ON ledger.communities FOR SELECT TO ledger_insights USING (true);

--
-- Name: communities communities_select_listed; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY communities_select_listed ON ledger.communities FOR SELECT TO ledger_app, ledger_reader USING (is_listed);

--
-- Name: communities communities_select_member; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY communities_select_member ON ledger.communities FOR SELECT TO ledger_app, ledger_reader USING ((id = ANY (( SELECT app.my_community_ids() AS my_community_ids)::uuid[])));

--
-- Name: communities communities_update_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY communities_update_steward ON ledger.communities FOR UPDATE TO ledger_app USING ((id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))) WITH CHECK (((id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])) AND ((artwork_id IS NULL) OR app.may_show_picture(artwork_id, id))));

--
-- Name: community_invitations; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.community_invitations ENABLE ROW LEVEL SECURITY;

--
-- Name: community_invitations community_invitations_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY community_invitations_select_steward ON ledger.community_invitations FOR SELECT TO ledger_app USING ((community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])));

--
-- Name: community_members; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.community_members ENABLE ROW LEVEL SECURITY;

--
-- Name: community_members community_members_select_neighbour; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY community_members_select_neighbour ON ledger.community_members FOR SELECT TO ledger_app, ledger_reader USING (((status = 'active'::ledger.membership_status) AND (community_id = ANY (( SELECT app.my_community_ids() AS my_community_ids)::uuid[]))));

--
-- Name: community_members community_members_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY community_members_select_own ON ledger.community_members FOR SELECT TO ledger_app, ledger_reader USING ((profile_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: community_members community_members_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY community_members_select_steward ON ledger.community_members FOR SELECT TO ledger_app, ledger_reader USING ((community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])));

--
-- Name: consent_events; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.consent_events ENABLE ROW LEVEL SECURITY;

--
-- Name: consent_events consent_events_insert_teller; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY consent_events_insert_teller ON ledger.consent_events FOR INSERT TO ledger_app WITH CHECK (((actor_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND app.tells_story(story_id) AND (purpose <> 'public_display'::ledger.consent_purpose) AND (EXISTS ( SELECT 1
   FROM ledger.stories s
  WHERE (s.id = consent_events.story_id)))));

--
-- Name: consent_events consent_events_select_teller; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY consent_events_select_teller ON ledger.consent_events FOR SELECT TO ledger_app, ledger_reader USING (app.tells_or_keeps_story(story_id));

--
-- Name: custody_events; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.custody_events ENABLE ROW LEVEL SECURITY;

--
-- Name: custody_events custody_events_select_teller; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY custody_events_select_teller ON ledger.custody_events FOR SELECT TO ledger_app USING (app.tells_or_keeps_story(story_id));

--
-- Name: event_announcements; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.event_announcements ENABLE ROW LEVEL SECURITY;

--
-- Name: events; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.events ENABLE ROW LEVEL SECURITY;

--
-- Name: import_parts; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.import_parts ENABLE ROW LEVEL SECURITY;

--
-- Name: import_rows; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.import_rows ENABLE ROW LEVEL SECURITY;

--
-- Name: import_rows import_rows_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY import_rows_select_steward ON ledger.import_rows FOR SELECT TO ledger_app USING ((import_id = ANY (( SELECT app.my_import_ids() AS my_import_ids)::uuid[])));

--
-- Name: imports; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.imports ENABLE ROW LEVEL SECURITY;

--
-- Name: imports imports_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY imports_select_steward ON ledger.imports FOR SELECT TO ledger_app USING (((steward_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND (community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))));

--
-- Name: insight_cells; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_cells ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_cells insight_cells_insert_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_cells_insert_insights ON ledger.insight_cells FOR INSERT TO ledger_insights WITH CHECK (true);

--
-- Name: insight_cells insight_cells_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_cells_select_insights ON ledger.insight_cells FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_changes; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_changes ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_changes insight_changes_delete_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_changes_delete_insights ON ledger.insight_changes FOR DELETE TO ledger_insights USING (true);

--
-- Name: insight_changes insight_changes_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_changes_select_insights ON ledger.insight_changes FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_changes insight_changes_update_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_changes_update_insights ON ledger.insight_changes FOR UPDATE TO ledger_insights USING (true) WITH CHECK (true);

--
-- Name: insight_days; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_days ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_days insight_days_delete_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_days_delete_insights ON ledger.insight_days FOR DELETE TO ledger_insights USING (true);

--
-- Name: insight_days insight_days_insert_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_days_insert_insights ON ledger.insight_days FOR INSERT TO ledger_insights WITH CHECK (true);

--
-- Name: insight_days insight_days_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_days_select_insights ON ledger.insight_days FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_days insight_days_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_days_select_steward ON ledger.insight_days FOR SELECT TO ledger_app USING ((community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])));

--
-- Name: insight_days insight_days_update_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_days_update_insights ON ledger.insight_days FOR UPDATE TO ledger_insights USING (true) WITH CHECK (true);

--
-- Name: insight_quarter_stories; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_quarter_stories ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_quarter_stories insight_quarter_stories_insert_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_quarter_stories_insert_insights ON ledger.insight_quarter_stories FOR INSERT TO ledger_insights WITH CHECK (true);

--
-- Name: insight_quarter_stories insight_quarter_stories_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_quarter_stories_select_insights ON ledger.insight_quarter_stories FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_quarters; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_quarters ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_quarters insight_quarters_insert_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_quarters_insert_insights ON ledger.insight_quarters FOR INSERT TO ledger_insights WITH CHECK (true);

--
-- Name: insight_quarters insight_quarters_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_quarters_select_insights ON ledger.insight_quarters FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_refresh; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_refresh ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_refresh insight_refresh_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_refresh_select_insights ON ledger.insight_refresh FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_refresh insight_refresh_update_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_refresh_update_insights ON ledger.insight_refresh FOR UPDATE TO ledger_insights USING (true) WITH CHECK (true);

--
-- Name: insight_shares; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_shares ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_shares insight_shares_delete_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_shares_delete_insights ON ledger.insight_shares FOR DELETE TO ledger_insights USING (true);

--
-- Name: insight_shares insight_shares_insert_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_shares_insert_insights ON ledger.insight_shares FOR INSERT TO ledger_insights WITH CHECK (true);

--
-- Name: insight_shares insight_shares_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_shares_select_insights ON ledger.insight_shares FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_shares insight_shares_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_shares_select_steward ON ledger.insight_shares FOR SELECT TO ledger_app USING (((told_on IS NOT NULL) AND (community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])) AND (EXISTS ( SELECT 1
   FROM ledger.stories s
  WHERE (s.id = insight_shares.story_id)))));

--
-- Name: insight_shares insight_shares_update_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_shares_update_insights ON ledger.insight_shares FOR UPDATE TO ledger_insights USING (true) WITH CHECK (true);

--
-- Name: insight_turn; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_turn ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_turn insight_turn_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_turn_select_insights ON ledger.insight_turn FOR SELECT TO ledger_insights USING (true);

--
-- Name: insight_turn insight_turn_update_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_turn_update_insights ON ledger.insight_turn FOR UPDATE TO ledger_insights USING (true) WITH CHECK (true);

--
-- Name: insight_wishes; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.insight_wishes ENABLE ROW LEVEL SECURITY;

--
-- Name: insight_wishes insight_wishes_delete_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_wishes_delete_insights ON ledger.insight_wishes FOR DELETE TO ledger_insights USING (true);

--
-- Name: insight_wishes insight_wishes_insert_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_wishes_insert_insights ON ledger.insight_wishes FOR INSERT TO ledger_insights WITH CHECK (true);

--
-- Name: insight_wishes insight_wishes_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY insight_wishes_select_insights ON ledger.insight_wishes FOR SELECT TO ledger_insights USING (true);

--
-- Name: membership_events; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.membership_events ENABLE ROW LEVEL SECURITY;

--
-- Name: membership_events membership_events_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY membership_events_select_own ON ledger.membership_events FOR SELECT TO ledger_app USING ((profile_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: membership_events membership_events_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY membership_events_select_steward ON ledger.membership_events FOR SELECT TO ledger_app USING ((community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])));

--
-- Name: narrator_claims; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.narrator_claims ENABLE ROW LEVEL SECURITY;

--
-- Name: narrator_claims narrator_claims_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY narrator_claims_select_steward ON ledger.narrator_claims FOR SELECT TO ledger_app USING ((community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])));

--
-- Name: narrators; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.narrators ENABLE ROW LEVEL SECURITY;

--
-- Name: narrators narrators_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY narrators_select_steward ON ledger.narrators FOR SELECT TO ledger_app USING ((community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])));

--
-- Name: notifications; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.notifications ENABLE ROW LEVEL SECURITY;

--
-- Name: notifications notifications_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY notifications_select_own ON ledger.notifications FOR SELECT TO ledger_app USING ((profile_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: notifications notifications_update_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY notifications_update_own ON ledger.notifications FOR UPDATE TO ledger_app USING ((profile_id = ( SELECT app.current_actor_id() AS current_actor_id))) WITH CHECK ((profile_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: pictures; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.pictures ENABLE ROW LEVEL SECURITY;

--
-- Name: pictures pictures_delete_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY pictures_delete_own ON ledger.pictures FOR DELETE TO ledger_app USING ((owner_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: pictures pictures_delete_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY pictures_delete_steward ON ledger.pictures FOR DELETE TO ledger_app USING (((kind = 'artwork'::ledger.picture_kind) AND (community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))));

--
-- Name: pictures pictures_insert_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY pictures_insert_own ON ledger.pictures FOR INSERT TO ledger_app WITH CHECK (((owner_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND ((kind = 'profile'::ledger.picture_kind) OR (community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[])))));

--
-- Name: pictures pictures_select_artwork; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY pictures_select_artwork ON ledger.pictures FOR SELECT TO ledger_app USING (((kind = 'artwork'::ledger.picture_kind) AND (EXISTS ( SELECT 1
   FROM ledger.communities c
  WHERE (c.artwork_id = pictures.id)))));

--
-- Name: pictures pictures_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY pictures_select_own ON ledger.pictures FOR SELECT TO ledger_app USING ((owner_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: pictures pictures_select_profile; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY pictures_select_profile ON ledger.pictures FOR SELECT TO ledger_app USING (((kind = 'profile'::ledger.picture_kind) AND (EXISTS ( SELECT 1
   FROM ledger.profiles p
  WHERE (p.picture_id = pictures.id)))));

--
-- Name: pictures pictures_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY pictures_select_steward ON ledger.pictures FOR SELECT TO ledger_app USING (((kind = 'artwork'::ledger.picture_kind) AND (community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))));

--
-- Name: portal_settings; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.portal_settings ENABLE ROW LEVEL SECURITY;

--
-- Name: portal_settings portal_settings_select_everyone; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY portal_settings_select_everyone ON ledger.portal_settings FOR SELECT TO ledger_app, ledger_reader USING (true);

--
-- Name: profiles; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles profiles_select_archive_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY profiles_select_archive_steward ON ledger.profiles FOR SELECT TO ledger_app USING ((EXISTS ( SELECT 1
   FROM ledger.narrators n
  WHERE ((n.profile_id = profiles.id) AND (n.claimed_by IS NULL) AND (n.community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))))));

--
-- Name: profiles profiles_select_neighbour; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY profiles_select_neighbour ON ledger.profiles FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.community_members m
  WHERE ((m.profile_id = profiles.id) AND (m.status = 'active'::ledger.membership_status) AND (m.community_id = ANY (( SELECT app.my_community_ids() AS my_community_ids)::uuid[]))))));

--
-- Name: profiles profiles_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY profiles_select_own ON ledger.profiles FOR SELECT TO ledger_app, ledger_reader USING ((id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: profiles profiles_select_steward; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY profiles_select_steward ON ledger.profiles FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.community_members m
  WHERE ((m.profile_id = profiles.id) AND (m.status = 'asked'::ledger.membership_status) AND (m.community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))))));

--
-- Name: profiles profiles_update_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY profiles_update_own ON ledger.profiles FOR UPDATE TO ledger_app USING ((id = ( SELECT app.current_actor_id() AS current_actor_id))) WITH CHECK (((id = ( SELECT app.current_actor_id() AS current_actor_id)) AND ((picture_id IS NULL) OR app.may_show_picture(picture_id, id))));

--
-- Name: public_stories; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.public_stories ENABLE ROW LEVEL SECURITY;

--
-- Name: public_stories public_stories_select_everyone; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY public_stories_select_everyone ON ledger.public_stories FOR SELECT TO ledger_app, ledger_reader USING (true);

--
-- Name: review_condition_ticks; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.review_condition_ticks ENABLE ROW LEVEL SECURITY;

--
-- Name: review_condition_ticks review_condition_ticks_select_concerned; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY review_condition_ticks_select_concerned ON ledger.review_condition_ticks FOR SELECT TO ledger_app USING (app.may_see_condition(condition_id));

--
-- Name: review_conditions; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.review_conditions ENABLE ROW LEVEL SECURITY;

--
-- Name: review_conditions review_conditions_select_concerned; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY review_conditions_select_concerned ON ledger.review_conditions FOR SELECT TO ledger_app USING (app.may_see_decision(decision_id));

--
-- Name: review_decisions; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.review_decisions ENABLE ROW LEVEL SECURITY;

--
-- Name: review_decisions review_decisions_select_concerned; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY review_decisions_select_concerned ON ledger.review_decisions FOR SELECT TO ledger_app USING (app.may_see_review(version_id, community_id));

--
-- Name: review_decisions review_decisions_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY review_decisions_select_insights ON ledger.review_decisions FOR SELECT TO ledger_insights USING (true);

--
-- Name: review_decisions review_decisions_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY review_decisions_select_own ON ledger.review_decisions FOR SELECT TO ledger_app USING ((elder_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: stories; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.stories ENABLE ROW LEVEL SECURITY;

--
-- Name: stories stories_select_analysis; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY stories_select_analysis ON ledger.stories FOR SELECT TO ledger_analysis USING ((is_open AND consent_ai_local AND (NOT is_sensitive) AND (erased_at IS NULL)));

--
-- Name: stories stories_select_custodian; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY stories_select_custodian ON ledger.stories FOR SELECT TO ledger_app, ledger_reader USING (((custodian_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND (custody_community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))));

--
-- Name: stories stories_select_erased; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY stories_select_erased ON ledger.stories AS RESTRICTIVE FOR SELECT TO ledger_app, ledger_reader USING ((erased_at IS NULL));

--
-- Name: stories stories_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY stories_select_insights ON ledger.stories FOR SELECT TO ledger_insights USING ((is_open AND consent_insights AND (shown_level >= 'community'::ledger.privacy_level) AND (erased_at IS NULL)));

--
-- Name: stories stories_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY stories_select_own ON ledger.stories FOR SELECT TO ledger_app, ledger_reader USING (((teller_id = ( SELECT app.current_actor_id() AS current_actor_id)) OR (id = ANY (( SELECT app.my_co_authored_story_ids() AS my_co_authored_story_ids)::uuid[]))));

--
-- Name: stories stories_select_reader; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY stories_select_reader ON ledger.stories FOR SELECT TO ledger_app, ledger_reader USING ((is_open AND (((shown_level = 'public'::ledger.privacy_level) AND consent_public_display) OR ((shown_level >= 'community'::ledger.privacy_level) AND (community_ids && ( SELECT app.my_community_ids() AS my_community_ids))) OR ((shown_level = 'people'::ledger.privacy_level) AND (id = ANY (( SELECT app.my_chosen_story_ids() AS my_chosen_story_ids)::uuid[]))))));

--
-- Name: story_checkpoints; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_checkpoints ENABLE ROW LEVEL SECURITY;

--
-- Name: story_checkpoints story_checkpoints_select_draft; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_checkpoints_select_draft ON ledger.story_checkpoints FOR SELECT TO ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.story_drafts d
  WHERE (d.story_id = story_checkpoints.story_id))));

--
-- Name: story_communities; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_communities ENABLE ROW LEVEL SECURITY;

--
-- Name: story_communities story_communities_select_member; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_communities_select_member ON ledger.story_communities FOR SELECT TO ledger_app, ledger_reader USING ((community_id = ANY (( SELECT app.my_community_ids() AS my_community_ids)::uuid[])));

--
-- Name: story_communities story_communities_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_communities_select_own ON ledger.story_communities FOR SELECT TO ledger_app, ledger_reader USING ((teller_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: story_communities story_communities_select_public; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_communities_select_public ON ledger.story_communities FOR SELECT TO ledger_app, ledger_reader USING (((shown_level = 'public'::ledger.privacy_level) AND consent_public_display));

--
-- Name: story_counts; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_counts ENABLE ROW LEVEL SECURITY;

--
-- Name: story_counts_position; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_counts_position ENABLE ROW LEVEL SECURITY;

--
-- Name: story_counts story_counts_select_teller; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_counts_select_teller ON ledger.story_counts FOR SELECT TO ledger_app USING (app.tells_story(story_id));

--
-- Name: story_days; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_days ENABLE ROW LEVEL SECURITY;

--
-- Name: story_days story_days_insert_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_days_insert_insights ON ledger.story_days FOR INSERT TO ledger_insights WITH CHECK (true);

--
-- Name: story_days story_days_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_days_select_insights ON ledger.story_days FOR SELECT TO ledger_insights USING (true);

--
-- Name: story_days story_days_update_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_days_update_insights ON ledger.story_days FOR UPDATE TO ledger_insights USING (true) WITH CHECK (true);

--
-- Name: story_drafts; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_drafts ENABLE ROW LEVEL SECURITY;

--
-- Name: story_drafts story_drafts_select_custodian; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_drafts_select_custodian ON ledger.story_drafts FOR SELECT TO ledger_app, ledger_reader USING (((custodian_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND (custody_community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))));

--
-- Name: story_drafts story_drafts_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_drafts_select_own ON ledger.story_drafts FOR SELECT TO ledger_app, ledger_reader USING (((teller_id = ( SELECT app.current_actor_id() AS current_actor_id)) OR (story_id = ANY (( SELECT app.my_co_authored_story_ids() AS my_co_authored_story_ids)::uuid[]))));

--
-- Name: story_drafts story_drafts_select_watcher; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_drafts_select_watcher ON ledger.story_drafts FOR SELECT TO ledger_reader USING ((story_id = ANY (( SELECT app.my_watched_story_ids() AS my_watched_story_ids)::uuid[])));

--
-- Name: story_heads; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_heads ENABLE ROW LEVEL SECURITY;

--
-- Name: story_heads story_heads_select_draft; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_heads_select_draft ON ledger.story_heads FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.story_drafts d
  WHERE (d.story_id = story_heads.story_id))));

--
-- Name: story_invitations; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_invitations ENABLE ROW LEVEL SECURITY;

--
-- Name: story_operations; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_operations ENABLE ROW LEVEL SECURITY;

--
-- Name: story_operations story_operations_select_draft; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_operations_select_draft ON ledger.story_operations FOR SELECT TO ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.story_drafts d
  WHERE (d.story_id = story_operations.story_id))));

--
-- Name: story_origins; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_origins ENABLE ROW LEVEL SECURITY;

--
-- Name: story_origins story_origins_select_reader; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_origins_select_reader ON ledger.story_origins FOR SELECT TO ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.stories s
  WHERE (s.id = story_origins.story_id))));

--
-- Name: story_people; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_people ENABLE ROW LEVEL SECURITY;

--
-- Name: story_people_events; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_people_events ENABLE ROW LEVEL SECURITY;

--
-- Name: story_people_events story_people_events_select_teller; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_people_events_select_teller ON ledger.story_people_events FOR SELECT TO ledger_app USING (app.tells_or_keeps_story(story_id));

--
-- Name: story_people story_people_select_teller; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_people_select_teller ON ledger.story_people FOR SELECT TO ledger_app, ledger_reader USING (app.tells_story(story_id));

--
-- Name: story_people story_people_select_their_custodian; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_people_select_their_custodian ON ledger.story_people FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.story_drafts d
  WHERE ((d.story_id = story_people.story_id) AND (d.custodian_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND (d.custody_community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))))));

--
-- Name: story_people story_people_select_who_is_on_it; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_people_select_who_is_on_it ON ledger.story_people FOR SELECT TO ledger_app, ledger_reader USING ((profile_id = ( SELECT app.current_actor_id() AS current_actor_id)));

--
-- Name: story_people story_people_select_with_a_part; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_people_select_with_a_part ON ledger.story_people FOR SELECT TO ledger_app, ledger_reader USING (((role <> 'reader'::ledger.story_role) AND (story_id = ANY (( SELECT app.my_part_story_ids() AS my_part_story_ids)::uuid[]))));

--
-- Name: story_reads; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_reads ENABLE ROW LEVEL SECURITY;

--
-- Name: story_search; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_search ENABLE ROW LEVEL SECURITY;

--
-- Name: story_shares; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_shares ENABLE ROW LEVEL SECURITY;

--
-- Name: story_threads; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_threads ENABLE ROW LEVEL SECURITY;

--
-- Name: story_threads story_threads_select_draft; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_threads_select_draft ON ledger.story_threads FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.story_drafts d
  WHERE (d.story_id = story_threads.story_id))));

--
-- Name: story_versions; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.story_versions ENABLE ROW LEVEL SECURITY;

--
-- Name: story_versions story_versions_select_custodian; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_versions_select_custodian ON ledger.story_versions FOR SELECT TO ledger_app, ledger_reader USING (((custodian_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND (custody_community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))));

--
-- Name: story_versions story_versions_select_own; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_versions_select_own ON ledger.story_versions FOR SELECT TO ledger_app, ledger_reader USING (((teller_id = ( SELECT app.current_actor_id() AS current_actor_id)) OR (story_id = ANY (( SELECT app.my_co_authored_story_ids() AS my_co_authored_story_ids)::uuid[]))));

--
-- Name: story_versions story_versions_select_reader; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_versions_select_reader ON ledger.story_versions FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.stories s
  WHERE ((s.id = story_versions.story_id) AND s.is_open AND (s.published_version_id = story_versions.id)))));

--
-- Name: story_versions story_versions_select_reviewer; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY story_versions_select_reviewer ON ledger.story_versions FOR SELECT TO ledger_app, ledger_reader USING ((is_review_open AND (community_ids && ( SELECT app.my_elder_community_ids() AS my_elder_community_ids)) AND (NOT (( SELECT app.current_actor_id() AS current_actor_id) = ANY (author_ids)))));

--
-- Name: thread_remarks; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.thread_remarks ENABLE ROW LEVEL SECURITY;

--
-- Name: thread_remarks thread_remarks_select_draft; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY thread_remarks_select_draft ON ledger.thread_remarks FOR SELECT TO ledger_app, ledger_reader USING ((EXISTS ( SELECT 1
   FROM ledger.story_threads t
  WHERE (t.id = thread_remarks.thread_id))));

--
-- Name: version_clearances; Type: ROW SECURITY; Schema: ledger; Owner: ledger_owner
--

ALTER TABLE ledger.version_clearances ENABLE ROW LEVEL SECURITY;

--
-- Name: version_clearances version_clearances_select_author; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY version_clearances_select_author ON ledger.version_clearances FOR SELECT TO ledger_app, ledger_reader USING ((((( SELECT app.current_actor_id() AS current_actor_id) = ANY (author_ids)) AND (NOT (( SELECT app.current_actor_id() AS current_actor_id) = ANY (keeper_ids)))) OR (story_id = ANY (( SELECT app.my_co_authored_story_ids() AS my_co_authored_story_ids)::uuid[]))));

--
-- Name: version_clearances version_clearances_select_custodian; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY version_clearances_select_custodian ON ledger.version_clearances FOR SELECT TO ledger_app, ledger_reader USING (((custodian_id = ( SELECT app.current_actor_id() AS current_actor_id)) AND (custody_community_id = ANY (( SELECT app.my_steward_community_ids() AS my_steward_community_ids)::uuid[]))));

--
-- Name: version_clearances version_clearances_select_elder; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY version_clearances_select_elder ON ledger.version_clearances FOR SELECT TO ledger_app, ledger_reader USING ((is_open AND (community_id = ANY (( SELECT app.my_elder_community_ids() AS my_elder_community_ids)::uuid[])) AND (NOT (( SELECT app.current_actor_id() AS current_actor_id) = ANY (author_ids)))));

--
-- Name: version_clearances version_clearances_select_insights; Type: POLICY; Schema: ledger; Owner: ledger_owner
--

CREATE POLICY version_clearances_select_insights ON ledger.version_clearances FOR SELECT TO ledger_insights USING (true);

--
-- Name: SCHEMA accounts; Type: ACL; Schema: -; Owner: ledger_owner
--

GRANT USAGE ON SCHEMA accounts TO ledger_accounts;
GRANT USAGE ON SCHEMA accounts TO ledger_backup;

--
-- Name: SCHEMA app; Type: ACL; Schema: -; Owner: ledger_owner
--

GRANT ALL ON SCHEMA app TO ledger_policy;
GRANT ALL ON SCHEMA app TO ledger_reader;
GRANT USAGE ON SCHEMA app TO ledger_app;
GRANT USAGE ON SCHEMA app TO ledger_analysis;
GRANT USAGE ON SCHEMA app TO ledger_insights;
GRANT USAGE ON SCHEMA app TO ledger_backup;
GRANT USAGE ON SCHEMA app TO ledger_jobs;
GRANT USAGE ON SCHEMA app TO ledger_accounts;

--
-- Name: SCHEMA insights; Type: ACL; Schema: -; Owner: ledger_owner
--

GRANT USAGE ON SCHEMA insights TO ledger_insights;

--
-- Name: SCHEMA ledger; Type: ACL; Schema: -; Owner: ledger_owner
--

GRANT USAGE ON SCHEMA ledger TO ledger_policy;
GRANT USAGE ON SCHEMA ledger TO ledger_reader;
GRANT USAGE ON SCHEMA ledger TO ledger_app;
GRANT USAGE ON SCHEMA ledger TO ledger_analysis;
GRANT USAGE ON SCHEMA ledger TO ledger_insights;
GRANT USAGE ON SCHEMA ledger TO ledger_backup;
GRANT USAGE ON SCHEMA ledger TO ledger_jobs;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

REVOKE USAGE ON SCHEMA public FROM PUBLIC;

--
-- Name: SCHEMA vault; Type: ACL; Schema: -; Owner: ledger_owner
--

GRANT ALL ON SCHEMA vault TO ledger_policy;

--
-- Name: LANGUAGE plpgsql; Type: ACL; Schema: -; Owner: postgres
--

REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC;
GRANT ALL ON LANGUAGE plpgsql TO ledger_owner;
GRANT ALL ON LANGUAGE plpgsql TO ledger_policy;
GRANT ALL ON LANGUAGE plpgsql TO ledger_reader;
GRANT ALL ON LANGUAGE plpgsql TO ledger_maintenance;

--
-- Name: TYPE clearance_state; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.clearance_state FROM PUBLIC;
GRANT ALL ON TYPE ledger.clearance_state TO ledger_policy;
GRANT ALL ON TYPE ledger.clearance_state TO ledger_reader;
GRANT ALL ON TYPE ledger.clearance_state TO ledger_app;
GRANT ALL ON TYPE ledger.clearance_state TO ledger_jobs;

--
-- Name: TYPE community_role; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.community_role FROM PUBLIC;
GRANT ALL ON TYPE ledger.community_role TO ledger_policy;
GRANT ALL ON TYPE ledger.community_role TO ledger_reader;
GRANT ALL ON TYPE ledger.community_role TO ledger_app;
GRANT ALL ON TYPE ledger.community_role TO ledger_jobs;

--
-- Name: TYPE consent_purpose; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.consent_purpose FROM PUBLIC;
GRANT ALL ON TYPE ledger.consent_purpose TO ledger_policy;
GRANT ALL ON TYPE ledger.consent_purpose TO ledger_reader;
GRANT ALL ON TYPE ledger.consent_purpose TO ledger_app;
GRANT ALL ON TYPE ledger.consent_purpose TO ledger_jobs;

--
-- Name: TYPE custody_event_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.custody_event_kind FROM PUBLIC;
GRANT ALL ON TYPE ledger.custody_event_kind TO ledger_policy;
GRANT ALL ON TYPE ledger.custody_event_kind TO ledger_reader;
GRANT ALL ON TYPE ledger.custody_event_kind TO ledger_app;

--
-- Name: TYPE custody_manner; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.custody_manner FROM PUBLIC;
GRANT ALL ON TYPE ledger.custody_manner TO ledger_policy;
GRANT ALL ON TYPE ledger.custody_manner TO ledger_reader;
GRANT ALL ON TYPE ledger.custody_manner TO ledger_app;

--
-- Name: TYPE decision_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.decision_kind FROM PUBLIC;
GRANT ALL ON TYPE ledger.decision_kind TO ledger_policy;
GRANT ALL ON TYPE ledger.decision_kind TO ledger_reader;
GRANT ALL ON TYPE ledger.decision_kind TO ledger_app;
GRANT ALL ON TYPE ledger.decision_kind TO ledger_jobs;

--
-- Name: TYPE event_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.event_kind FROM PUBLIC;
GRANT ALL ON TYPE ledger.event_kind TO ledger_policy;
GRANT ALL ON TYPE ledger.event_kind TO ledger_reader;
GRANT ALL ON TYPE ledger.event_kind TO ledger_app;
GRANT ALL ON TYPE ledger.event_kind TO ledger_jobs;

--
-- Name: TYPE import_outcome; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.import_outcome FROM PUBLIC;
GRANT ALL ON TYPE ledger.import_outcome TO ledger_policy;
GRANT ALL ON TYPE ledger.import_outcome TO ledger_app;

--
-- Name: TYPE import_state; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.import_state FROM PUBLIC;
GRANT ALL ON TYPE ledger.import_state TO ledger_policy;
GRANT ALL ON TYPE ledger.import_state TO ledger_app;

--
-- Name: TYPE insight_audience; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.insight_audience FROM PUBLIC;
GRANT ALL ON TYPE ledger.insight_audience TO ledger_policy;
GRANT ALL ON TYPE ledger.insight_audience TO ledger_reader;
GRANT ALL ON TYPE ledger.insight_audience TO ledger_app;
GRANT ALL ON TYPE ledger.insight_audience TO ledger_insights;
GRANT ALL ON TYPE ledger.insight_audience TO ledger_jobs;

--
-- Name: TYPE insight_measure; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.insight_measure FROM PUBLIC;
GRANT ALL ON TYPE ledger.insight_measure TO ledger_policy;
GRANT ALL ON TYPE ledger.insight_measure TO ledger_reader;
GRANT ALL ON TYPE ledger.insight_measure TO ledger_app;
GRANT ALL ON TYPE ledger.insight_measure TO ledger_insights;
GRANT ALL ON TYPE ledger.insight_measure TO ledger_jobs;

--
-- Name: TYPE insight_count; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.insight_count FROM PUBLIC;
GRANT ALL ON TYPE ledger.insight_count TO ledger_policy;
GRANT ALL ON TYPE ledger.insight_count TO ledger_reader;
GRANT ALL ON TYPE ledger.insight_count TO ledger_app;
GRANT ALL ON TYPE ledger.insight_count TO ledger_insights;
GRANT ALL ON TYPE ledger.insight_count TO ledger_jobs;

--
-- Name: TYPE insight_cut; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.insight_cut FROM PUBLIC;
GRANT ALL ON TYPE ledger.insight_cut TO ledger_policy;
GRANT ALL ON TYPE ledger.insight_cut TO ledger_app;
GRANT ALL ON TYPE ledger.insight_cut TO ledger_insights;
GRANT ALL ON TYPE ledger.insight_cut TO ledger_jobs;

--
-- Name: TYPE insight_telling; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.insight_telling FROM PUBLIC;
GRANT ALL ON TYPE ledger.insight_telling TO ledger_policy;
GRANT ALL ON TYPE ledger.insight_telling TO ledger_app;
GRANT ALL ON TYPE ledger.insight_telling TO ledger_insights;
GRANT ALL ON TYPE ledger.insight_telling TO ledger_jobs;

--
-- Name: TYPE membership_status; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.membership_status FROM PUBLIC;
GRANT ALL ON TYPE ledger.membership_status TO ledger_policy;
GRANT ALL ON TYPE ledger.membership_status TO ledger_reader;
GRANT ALL ON TYPE ledger.membership_status TO ledger_app;
GRANT ALL ON TYPE ledger.membership_status TO ledger_jobs;

--
-- Name: TYPE notification_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.notification_kind FROM PUBLIC;
GRANT ALL ON TYPE ledger.notification_kind TO ledger_policy;
GRANT ALL ON TYPE ledger.notification_kind TO ledger_reader;
GRANT ALL ON TYPE ledger.notification_kind TO ledger_app;
GRANT ALL ON TYPE ledger.notification_kind TO ledger_jobs;

--
-- Name: TYPE picture_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.picture_kind FROM PUBLIC;
GRANT ALL ON TYPE ledger.picture_kind TO ledger_policy;
GRANT ALL ON TYPE ledger.picture_kind TO ledger_reader;
GRANT ALL ON TYPE ledger.picture_kind TO ledger_app;
GRANT ALL ON TYPE ledger.picture_kind TO ledger_jobs;

--
-- Name: TYPE privacy_level; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.privacy_level FROM PUBLIC;
GRANT ALL ON TYPE ledger.privacy_level TO ledger_policy;
GRANT ALL ON TYPE ledger.privacy_level TO ledger_reader;
GRANT ALL ON TYPE ledger.privacy_level TO ledger_app;
GRANT ALL ON TYPE ledger.privacy_level TO ledger_jobs;

--
-- Name: TYPE story_action; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.story_action FROM PUBLIC;
GRANT ALL ON TYPE ledger.story_action TO ledger_policy;
GRANT ALL ON TYPE ledger.story_action TO ledger_reader;
GRANT ALL ON TYPE ledger.story_action TO ledger_app;
GRANT ALL ON TYPE ledger.story_action TO ledger_jobs;

--
-- Name: TYPE story_invitation_state; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.story_invitation_state FROM PUBLIC;

--
-- Name: TYPE story_people_event_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.story_people_event_kind FROM PUBLIC;

--
-- Name: TYPE story_role; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.story_role FROM PUBLIC;
GRANT ALL ON TYPE ledger.story_role TO ledger_policy;
GRANT ALL ON TYPE ledger.story_role TO ledger_reader;
GRANT ALL ON TYPE ledger.story_role TO ledger_app;
GRANT ALL ON TYPE ledger.story_role TO ledger_jobs;

--
-- Name: TYPE story_stage; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.story_stage FROM PUBLIC;
GRANT ALL ON TYPE ledger.story_stage TO ledger_policy;
GRANT ALL ON TYPE ledger.story_stage TO ledger_reader;
GRANT ALL ON TYPE ledger.story_stage TO ledger_app;
GRANT ALL ON TYPE ledger.story_stage TO ledger_jobs;

--
-- Name: TYPE thread_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.thread_kind FROM PUBLIC;
GRANT ALL ON TYPE ledger.thread_kind TO ledger_policy;
GRANT ALL ON TYPE ledger.thread_kind TO ledger_reader;
GRANT ALL ON TYPE ledger.thread_kind TO ledger_app;

--
-- Name: TYPE thread_place; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.thread_place FROM PUBLIC;
GRANT ALL ON TYPE ledger.thread_place TO ledger_policy;
GRANT ALL ON TYPE ledger.thread_place TO ledger_reader;
GRANT ALL ON TYPE ledger.thread_place TO ledger_app;

--
-- Name: TYPE thread_state; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.thread_state FROM PUBLIC;
GRANT ALL ON TYPE ledger.thread_state TO ledger_policy;
GRANT ALL ON TYPE ledger.thread_state TO ledger_reader;
GRANT ALL ON TYPE ledger.thread_state TO ledger_app;

--
-- Name: TYPE version_keeper; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.version_keeper FROM PUBLIC;
GRANT ALL ON TYPE ledger.version_keeper TO ledger_policy;
GRANT ALL ON TYPE ledger.version_keeper TO ledger_reader;
GRANT ALL ON TYPE ledger.version_keeper TO ledger_app;
GRANT ALL ON TYPE ledger.version_keeper TO ledger_jobs;

--
-- Name: TYPE version_kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

REVOKE ALL ON TYPE ledger.version_kind FROM PUBLIC;
GRANT ALL ON TYPE ledger.version_kind TO ledger_policy;
GRANT ALL ON TYPE ledger.version_kind TO ledger_reader;
GRANT ALL ON TYPE ledger.version_kind TO ledger_app;
GRANT ALL ON TYPE ledger.version_kind TO ledger_jobs;

--
-- Name: FUNCTION accept_invitation(p_token_hash bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.accept_invitation(p_token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.accept_invitation(p_token_hash bytea) TO ledger_app;

--
-- Name: FUNCTION accept_story_link(p_token_hash bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.accept_story_link(p_token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.accept_story_link(p_token_hash bytea) TO ledger_app;

--
-- Name: FUNCTION accept_suggestion(p_thread_id uuid, p_expected_revision integer, p_client_id uuid, p_change bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.accept_suggestion(p_thread_id uuid, p_expected_revision integer, p_client_id uuid, p_change bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.accept_suggestion(p_thread_id uuid, p_expected_revision integer, p_client_id uuid, p_change bytea) TO ledger_app;

--
-- Name: FUNCTION act_as_steward(p_community_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.act_as_steward(p_community_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION act_for_narrator(p_narrator_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.act_for_narrator(p_narrator_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION actors_of(p_claims text[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.actors_of(p_claims text[]) FROM PUBLIC;

--
-- Name: FUNCTION add_import_part(p_import_id uuid, p_number integer, p_content bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.add_import_part(p_import_id uuid, p_number integer, p_content bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.add_import_part(p_import_id uuid, p_number integer, p_content bytea) TO ledger_app;

--
-- Name: FUNCTION announce_events(p_limit integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.announce_events(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.announce_events(p_limit integer) TO ledger_jobs;

--
-- Name: FUNCTION answer_membership(p_community_id uuid, p_profile_id uuid, p_is_welcome boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.answer_membership(p_community_id uuid, p_profile_id uuid, p_is_welcome boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.answer_membership(p_community_id uuid, p_profile_id uuid, p_is_welcome boolean) TO ledger_app;

--
-- Name: FUNCTION answer_story_invitation(p_id uuid, p_is_accepted boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.answer_story_invitation(p_id uuid, p_is_accepted boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.answer_story_invitation(p_id uuid, p_is_accepted boolean) TO ledger_app;

--
-- Name: FUNCTION answer_thread(p_id uuid, p_thread_id uuid, p_words text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.answer_thread(p_id uuid, p_thread_id uuid, p_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.answer_thread(p_id uuid, p_thread_id uuid, p_words text) TO ledger_app;

--
-- Name: FUNCTION append_by(p_story_id uuid, p_expected_revision integer, p_actor_ids uuid[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.append_by(p_story_id uuid, p_expected_revision integer, p_actor_ids uuid[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) FROM PUBLIC;

--
-- Name: FUNCTION append_operations(p_story_id uuid, p_expected_revision integer, p_client_ids uuid[], p_sequences integer[], p_changes bytea[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.append_operations(p_story_id uuid, p_expected_revision integer, p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.append_operations(p_story_id uuid, p_expected_revision integer, p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) TO ledger_app;

--
-- Name: FUNCTION append_together(p_story_id uuid, p_expected_revision integer, p_claims text[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.append_together(p_story_id uuid, p_expected_revision integer, p_claims text[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.append_together(p_story_id uuid, p_expected_revision integer, p_claims text[], p_authors integer[], p_client_ids uuid[], p_sequences integer[], p_changes bytea[]) TO ledger_app;

--
-- Name: FUNCTION apply_consent_event(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.apply_consent_event() FROM PUBLIC;

--
-- Name: FUNCTION archive_story(p_story_id uuid, p_is_archived boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.archive_story(p_story_id uuid, p_is_archived boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.archive_story(p_story_id uuid, p_is_archived boolean) TO ledger_app;

--
-- Name: FUNCTION ask_for_insights(p_community_id uuid); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.ask_for_insights(p_community_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.ask_for_insights(p_community_id uuid) TO ledger_app;

--
-- Name: FUNCTION ask_to_join(p_community_id uuid, p_note text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.ask_to_join(p_community_id uuid, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.ask_to_join(p_community_id uuid, p_note text) TO ledger_app;

--
-- Name: FUNCTION authors_between(p_story_id uuid, p_after_revision integer, p_until_revision integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.authors_between(p_story_id uuid, p_after_revision integer, p_until_revision integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.authors_between(p_story_id uuid, p_after_revision integer, p_until_revision integer) TO ledger_app;

--
-- Name: FUNCTION begin_demo(p_name text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.begin_demo(p_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.begin_demo(p_name text) TO ledger_jobs;

--
-- Name: FUNCTION begin_import(p_import_id uuid, p_community_id uuid, p_file_name text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.begin_import(p_import_id uuid, p_community_id uuid, p_file_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.begin_import(p_import_id uuid, p_community_id uuid, p_file_name text) TO ledger_app;

--
-- Name: FUNCTION begin_thread(p_id uuid, p_story_id uuid, p_kind ledger.thread_kind, p_place ledger.thread_place, p_revision integer, p_index integer, p_length integer, p_quote text, p_words text, p_replacement text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.begin_thread(p_id uuid, p_story_id uuid, p_kind ledger.thread_kind, p_place ledger.thread_place, p_revision integer, p_index integer, p_length integer, p_quote text, p_words text, p_replacement text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.begin_thread(p_id uuid, p_story_id uuid, p_kind ledger.thread_kind, p_place ledger.thread_place, p_revision integer, p_index integer, p_length integer, p_quote text, p_words text, p_replacement text) TO ledger_app;

--
-- Name: FUNCTION cancel_import(p_import_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.cancel_import(p_import_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.cancel_import(p_import_id uuid) TO ledger_app;

--
-- Name: FUNCTION change_part(p_story_id uuid, p_profile_id uuid, p_role ledger.story_role); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.change_part(p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) FROM PUBLIC;
GRANT ALL ON FUNCTION app.change_part(p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) TO ledger_app;

--
-- Name: FUNCTION check_import_rows(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.check_import_rows(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.check_import_rows(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[]) TO ledger_app;

--
-- Name: FUNCTION check_still_steward(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.check_still_steward() FROM PUBLIC;

--
-- Name: FUNCTION check_story_access(p_story_id uuid, p_action ledger.story_action); Type: ACL; Schema: app; Owner: ledger_reader
--

REVOKE ALL ON FUNCTION app.check_story_access(p_story_id uuid, p_action ledger.story_action) FROM PUBLIC;
GRANT ALL ON FUNCTION app.check_story_access(p_story_id uuid, p_action ledger.story_action) TO ledger_app;

--
-- Name: TABLE story_drafts; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_drafts TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.story_drafts TO ledger_policy;
GRANT SELECT ON TABLE ledger.story_drafts TO ledger_reader;

--
-- Name: COLUMN story_drafts.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.revision; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(revision) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.stage; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(stage) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.title; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(title) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.summary; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(summary) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.language; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(language) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.direction; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(direction) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.told_when; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(told_when) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.told_to; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(told_to) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.place; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(place) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.themes; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(themes) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.warnings; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(warnings) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.people; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(people) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.community_ids; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_ids) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.is_sensitive; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_sensitive) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.has_transcript; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(has_transcript) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.word_count; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(word_count) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.version_number; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(version_number) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.submitted_version_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(submitted_version_id) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.is_publish_when_approved; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_publish_when_approved) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.publish_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(publish_at) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.saved_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(saved_at) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.custodian_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(custodian_id) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: COLUMN story_drafts.custody_community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(custody_community_id) ON TABLE ledger.story_drafts TO ledger_app;

--
-- Name: FUNCTION checkpoint_of(p_draft ledger.story_drafts); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.checkpoint_of(p_draft ledger.story_drafts) FROM PUBLIC;

--
-- Name: FUNCTION choose_communities(p_story_id uuid, p_community_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.choose_communities(p_story_id uuid, p_community_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.choose_communities(p_story_id uuid, p_community_ids uuid[]) TO ledger_app;

--
-- Name: FUNCTION choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.choose_reader(p_story_id uuid, p_profile_id uuid, p_is_chosen boolean) TO ledger_app;

--
-- Name: FUNCTION claim_narrator(p_token_hash bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.claim_narrator(p_token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.claim_narrator(p_token_hash bytea) TO ledger_app;

--
-- Name: FUNCTION clearance_of(p_version_id uuid, p_community_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.clearance_of(p_version_id uuid, p_community_id uuid) FROM PUBLIC;

--
-- Name: TABLE imports; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.imports TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.imports TO ledger_policy;

--
-- Name: COLUMN imports.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.steward_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(steward_id) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.file_name; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(file_name) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.byte_count; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(byte_count) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.state; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(state) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.headings; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(headings) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.sample; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(sample) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.mapping; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(mapping) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.problem; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(problem) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.rows_total; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(rows_total) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.rows_read; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(rows_read) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.rows_ready; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(rows_ready) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.rows_imported; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(rows_imported) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.rows_known; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(rows_known) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.rows_failed; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(rows_failed) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.lease_until; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(lease_until) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.imports TO ledger_app;

--
-- Name: COLUMN imports.updated_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(updated_at) ON TABLE ledger.imports TO ledger_app;

--
-- Name: FUNCTION close_import(p_import ledger.imports, p_state ledger.import_state, p_problem text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.close_import(p_import ledger.imports, p_state ledger.import_state, p_problem text) FROM PUBLIC;

--
-- Name: FUNCTION close_review(p_draft ledger.story_drafts); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.close_review(p_draft ledger.story_drafts) FROM PUBLIC;

--
-- Name: FUNCTION community_slug(p_name text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.community_slug(p_name text) FROM PUBLIC;

--
-- Name: FUNCTION count_other_elders(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.count_other_elders(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.count_other_elders(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION count_tellers(p_community_id uuid, p_from date, p_to date); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.count_tellers(p_community_id uuid, p_from date, p_to date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.count_tellers(p_community_id uuid, p_from date, p_to date) TO ledger_app;

--
-- Name: FUNCTION current_actor_id(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.current_actor_id() FROM PUBLIC;
GRANT ALL ON FUNCTION app.current_actor_id() TO ledger_owner;
GRANT ALL ON FUNCTION app.current_actor_id() TO ledger_reader;
GRANT ALL ON FUNCTION app.current_actor_id() TO ledger_app;
GRANT ALL ON FUNCTION app.current_actor_id() TO ledger_accounts;
GRANT ALL ON FUNCTION app.current_actor_id() TO ledger_analysis;
GRANT ALL ON FUNCTION app.current_actor_id() TO ledger_insights;
GRANT ALL ON FUNCTION app.current_actor_id() TO ledger_jobs;

--
-- Name: FUNCTION current_assurance_level(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.current_assurance_level() FROM PUBLIC;
GRANT ALL ON FUNCTION app.current_assurance_level() TO ledger_owner;
GRANT ALL ON FUNCTION app.current_assurance_level() TO ledger_reader;
GRANT ALL ON FUNCTION app.current_assurance_level() TO ledger_app;
GRANT ALL ON FUNCTION app.current_assurance_level() TO ledger_accounts;
GRANT ALL ON FUNCTION app.current_assurance_level() TO ledger_analysis;
GRANT ALL ON FUNCTION app.current_assurance_level() TO ledger_insights;
GRANT ALL ON FUNCTION app.current_assurance_level() TO ledger_jobs;

--
-- Name: FUNCTION current_session_id(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.current_session_id() FROM PUBLIC;
GRANT ALL ON FUNCTION app.current_session_id() TO ledger_owner;
GRANT ALL ON FUNCTION app.current_session_id() TO ledger_reader;
GRANT ALL ON FUNCTION app.current_session_id() TO ledger_app;
GRANT ALL ON FUNCTION app.current_session_id() TO ledger_accounts;
GRANT ALL ON FUNCTION app.current_session_id() TO ledger_analysis;
GRANT ALL ON FUNCTION app.current_session_id() TO ledger_insights;
GRANT ALL ON FUNCTION app.current_session_id() TO ledger_jobs;

--
-- Name: FUNCTION custodians_of(p_community_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.custodians_of(p_community_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.custodians_of(p_community_id uuid) TO ledger_app;

--
-- Name: FUNCTION decide_review(p_id uuid, p_version_id uuid, p_community_id uuid, p_kind ledger.decision_kind, p_note text, p_conditions text[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.decide_review(p_id uuid, p_version_id uuid, p_community_id uuid, p_kind ledger.decision_kind, p_note text, p_conditions text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.decide_review(p_id uuid, p_version_id uuid, p_community_id uuid, p_kind ledger.decision_kind, p_note text, p_conditions text[]) TO ledger_app;

--
-- Name: TABLE story_threads; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_threads TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.story_threads TO ledger_policy;

--
-- Name: COLUMN story_threads.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kind) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(kind) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.place; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(place) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(place) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.anchor_revision; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(anchor_revision) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(anchor_revision) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.anchor_index; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(anchor_index) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(anchor_index) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.anchor_length; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(anchor_length) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(anchor_length) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.author_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(author_id) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(author_id) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.made_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(made_at) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(made_at) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.state; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(state) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(state) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.decided_by; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(decided_by) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(decided_by) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: COLUMN story_threads.decided_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(decided_at) ON TABLE ledger.story_threads TO ledger_app;
GRANT SELECT(decided_at) ON TABLE ledger.story_threads TO ledger_reader;

--
-- Name: FUNCTION decide_thread(p_thread ledger.story_threads, p_state ledger.thread_state); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.decide_thread(p_thread ledger.story_threads, p_state ledger.thread_state) FROM PUBLIC;

--
-- Name: FUNCTION delete_draft(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.delete_draft(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.delete_draft(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION demo_people(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.demo_people() FROM PUBLIC;
GRANT ALL ON FUNCTION app.demo_people() TO ledger_app;
GRANT ALL ON FUNCTION app.demo_people() TO ledger_accounts;

--
-- Name: FUNCTION drop_insight_quarters(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.drop_insight_quarters() FROM PUBLIC;

--
-- Name: FUNCTION emit(p_kind ledger.event_kind, p_story_id uuid, p_community_id uuid, p_profile_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.emit(p_kind ledger.event_kind, p_story_id uuid, p_community_id uuid, p_profile_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.emit(p_kind ledger.event_kind, p_story_id uuid, p_community_id uuid, p_profile_id uuid) TO ledger_insights;

--
-- Name: FUNCTION emit_community_changed(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.emit_community_changed() FROM PUBLIC;

--
-- Name: FUNCTION emit_draft_changed(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.emit_draft_changed() FROM PUBLIC;

--
-- Name: FUNCTION emit_membership_changed(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.emit_membership_changed() FROM PUBLIC;

--
-- Name: FUNCTION emit_notification_added(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.emit_notification_added() FROM PUBLIC;

--
-- Name: FUNCTION emit_review_changed(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.emit_review_changed() FROM PUBLIC;

--
-- Name: FUNCTION emit_story_changed(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.emit_story_changed() FROM PUBLIC;

--
-- Name: FUNCTION end_claim_link(p_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_claim_link(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_claim_link(p_id uuid) TO ledger_app;

--
-- Name: FUNCTION end_demo(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_demo() FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_demo() TO ledger_jobs;

--
-- Name: FUNCTION end_import_pass(p_import_id uuid, p_lease_id uuid, p_problem text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_import_pass(p_import_id uuid, p_lease_id uuid, p_problem text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_import_pass(p_import_id uuid, p_lease_id uuid, p_problem text) TO ledger_app;

--
-- Name: FUNCTION end_invitation(p_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_invitation(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_invitation(p_id uuid) TO ledger_app;

--
-- Name: FUNCTION end_membership(p_community_id uuid, p_profile_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_membership(p_community_id uuid, p_profile_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_membership(p_community_id uuid, p_profile_id uuid) TO ledger_app;

--
-- Name: FUNCTION end_part(p_story_id uuid, p_profile_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_part(p_story_id uuid, p_profile_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_part(p_story_id uuid, p_profile_id uuid) TO ledger_app;

--
-- Name: FUNCTION end_story_invitation(p_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_story_invitation(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_story_invitation(p_id uuid) TO ledger_app;

--
-- Name: FUNCTION end_upload(p_import_id uuid, p_headings text[], p_sample jsonb, p_mapping jsonb, p_problem text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.end_upload(p_import_id uuid, p_headings text[], p_sample jsonb, p_mapping jsonb, p_problem text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.end_upload(p_import_id uuid, p_headings text[], p_sample jsonb, p_mapping jsonb, p_problem text) TO ledger_app;

--
-- Name: FUNCTION ensure_profile(p_display_name text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.ensure_profile(p_display_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.ensure_profile(p_display_name text) TO ledger_app;

--
-- Name: FUNCTION enter_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.enter_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enter_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) TO ledger_app;

--
-- Name: FUNCTION enter_consent(p_event_id uuid, p_story_id uuid, p_purpose ledger.consent_purpose, p_is_granted boolean, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.enter_consent(p_event_id uuid, p_story_id uuid, p_purpose ledger.consent_purpose, p_is_granted boolean, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enter_consent(p_event_id uuid, p_story_id uuid, p_purpose ledger.consent_purpose, p_is_granted boolean, p_wording_version integer, p_language text, p_manner ledger.custody_manner, p_witness text, p_note text) TO ledger_app;

--
-- Name: FUNCTION enter_session(p_session_id uuid, p_story_id uuid, p_client_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.enter_session(p_session_id uuid, p_story_id uuid, p_client_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enter_session(p_session_id uuid, p_story_id uuid, p_client_id uuid) TO ledger_app;

--
-- Name: TABLE events; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.events TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.events TO ledger_policy;

--
-- Name: FUNCTION event_line(p_event ledger.events); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.event_line(p_event ledger.events) FROM PUBLIC;

--
-- Name: FUNCTION export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer); Type: ACL; Schema: app; Owner: ledger_reader
--

REVOKE ALL ON FUNCTION app.export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.export_stories(p_community_id uuid, p_is_kept boolean, p_after uuid, p_limit integer) TO ledger_app;

--
-- Name: FUNCTION forget_old_imports(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.forget_old_imports() FROM PUBLIC;
GRANT ALL ON FUNCTION app.forget_old_imports() TO ledger_jobs;

--
-- Name: FUNCTION forget_told_events(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.forget_told_events() FROM PUBLIC;
GRANT ALL ON FUNCTION app.forget_told_events() TO ledger_jobs;

--
-- Name: FUNCTION found_community(p_id uuid, p_name text, p_description text, p_place text, p_time_zone text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.found_community(p_id uuid, p_name text, p_description text, p_place text, p_time_zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.found_community(p_id uuid, p_name text, p_description text, p_place text, p_time_zone text) TO ledger_app;

--
-- Name: FUNCTION freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind, p_kept_by ledger.version_keeper, p_audience ledger.privacy_level); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.freeze_draft(p_draft ledger.story_drafts, p_version_id uuid, p_kind ledger.version_kind, p_kept_by ledger.version_keeper, p_audience ledger.privacy_level) FROM PUBLIC;

--
-- Name: FUNCTION give_up_import(p_import_id uuid, p_lease_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.give_up_import(p_import_id uuid, p_lease_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.give_up_import(p_import_id uuid, p_lease_id uuid) TO ledger_jobs;

--
-- Name: FUNCTION gives_parts(p_story_id uuid, p_profile_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.gives_parts(p_story_id uuid, p_profile_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION has_anchors_behind(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.has_anchors_behind(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.has_anchors_behind(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION has_judged(p_story_id uuid, p_profile_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.has_judged(p_story_id uuid, p_profile_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION has_room_for_thread(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.has_room_for_thread(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION hold_counted_stories(p_story_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.hold_counted_stories(p_story_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.hold_counted_stories(p_story_ids uuid[]) TO ledger_insights;

--
-- Name: FUNCTION hold_part(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.hold_part(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION hold_thread(p_thread_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.hold_thread(p_thread_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION import_stories(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[], p_story_ids uuid[], p_summaries text[], p_languages text[], p_directions text[], p_told_when text[], p_told_to text[], p_places text[], p_themes text[], p_texts text[], p_word_counts integer[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.import_stories(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[], p_story_ids uuid[], p_summaries text[], p_languages text[], p_directions text[], p_told_when text[], p_told_to text[], p_places text[], p_themes text[], p_texts text[], p_word_counts integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.import_stories(p_import_id uuid, p_lease_id uuid, p_position integer, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[], p_titles text[], p_narrators text[], p_story_ids uuid[], p_summaries text[], p_languages text[], p_directions text[], p_told_when text[], p_told_to text[], p_places text[], p_themes text[], p_texts text[], p_word_counts integer[]) TO ledger_app;

--
-- Name: FUNCTION insight_cells_of(p_tellings ledger.insight_telling[], p_smallest_group integer); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.insight_cells_of(p_tellings ledger.insight_telling[], p_smallest_group integer) FROM PUBLIC;

--
-- Name: FUNCTION insight_download(p_community_id uuid, p_before date); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.insight_download(p_community_id uuid, p_before date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.insight_download(p_community_id uuid, p_before date) TO ledger_app;

--
-- Name: FUNCTION insight_shares_of(p_story_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.insight_shares_of(p_story_ids uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION insight_standing(p_community_id uuid); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.insight_standing(p_community_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.insight_standing(p_community_id uuid) TO ledger_app;

--
-- Name: FUNCTION invitations_of_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.invitations_of_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.invitations_of_story(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION invite(p_id uuid, p_community_id uuid, p_token_hash bytea, p_email text, p_roles ledger.community_role[], p_uses integer, p_expires_at timestamp with time zone); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.invite(p_id uuid, p_community_id uuid, p_token_hash bytea, p_email text, p_roles ledger.community_role[], p_uses integer, p_expires_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.invite(p_id uuid, p_community_id uuid, p_token_hash bytea, p_email text, p_roles ledger.community_role[], p_uses integer, p_expires_at timestamp with time zone) TO ledger_app;

--
-- Name: FUNCTION invite_to_story(p_id uuid, p_story_id uuid, p_profile_id uuid, p_role ledger.story_role); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.invite_to_story(p_id uuid, p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) FROM PUBLIC;
GRANT ALL ON FUNCTION app.invite_to_story(p_id uuid, p_story_id uuid, p_profile_id uuid, p_role ledger.story_role) TO ledger_app;

--
-- Name: FUNCTION is_last_steward(p_community_id uuid, p_profile_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.is_last_steward(p_community_id uuid, p_profile_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION is_sent_too_often(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.is_sent_too_often(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION is_story_full(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.is_story_full(p_story_id uuid) FROM PUBLIC;

--
-- Name: TABLE story_versions; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_versions TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.story_versions TO ledger_policy;
GRANT SELECT ON TABLE ledger.story_versions TO ledger_reader;

--
-- Name: COLUMN story_versions.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.number; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(number) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kind) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.kept_by; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kept_by) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.draft_revision; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(draft_revision) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.title; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(title) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.summary; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(summary) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.language; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(language) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.direction; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(direction) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.told_when; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(told_when) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.told_to; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(told_to) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.place; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(place) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.themes; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(themes) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.warnings; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(warnings) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.people; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(people) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.community_ids; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_ids) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.is_sensitive; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_sensitive) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.word_count; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(word_count) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.audience; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(audience) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.is_review_open; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_review_open) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: COLUMN story_versions.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.story_versions TO ledger_app;

--
-- Name: FUNCTION is_tellers_place(p_version ledger.story_versions); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.is_tellers_place(p_version ledger.story_versions) FROM PUBLIC;

--
-- Name: FUNCTION judge_import_rows(p_import ledger.imports, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.judge_import_rows(p_import ledger.imports, p_row_numbers integer[], p_reasons text[], p_source_keys bytea[], p_identifiers text[], p_named_ids uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION keep_before_restoring(p_story_id uuid, p_version_id uuid, p_kept_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.keep_before_restoring(p_story_id uuid, p_version_id uuid, p_kept_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.keep_before_restoring(p_story_id uuid, p_version_id uuid, p_kept_id uuid) TO ledger_app;

--
-- Name: FUNCTION keep_feed_rows(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.keep_feed_rows() FROM PUBLIC;

--
-- Name: FUNCTION keep_search_row(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.keep_search_row() FROM PUBLIC;

--
-- Name: FUNCTION keep_session(p_session_id uuid, p_wrote uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.keep_session(p_session_id uuid, p_wrote uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.keep_session(p_session_id uuid, p_wrote uuid[]) TO ledger_app;

--
-- Name: FUNCTION keep_version(p_story_id uuid, p_version_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.keep_version(p_story_id uuid, p_version_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.keep_version(p_story_id uuid, p_version_id uuid) TO ledger_app;

--
-- Name: FUNCTION keepers_of(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.keepers_of(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION leave_import(p_import_id uuid, p_lease_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.leave_import(p_import_id uuid, p_lease_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.leave_import(p_import_id uuid, p_lease_id uuid) TO ledger_jobs;

--
-- Name: FUNCTION leave_session(p_session_id uuid, p_client_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.leave_session(p_session_id uuid, p_client_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.leave_session(p_session_id uuid, p_client_id uuid) TO ledger_app;

--
-- Name: FUNCTION leave_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.leave_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.leave_story(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION ledger_now(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.ledger_now() FROM PUBLIC;
GRANT ALL ON FUNCTION app.ledger_now() TO ledger_app;
GRANT ALL ON FUNCTION app.ledger_now() TO ledger_reader;

--
-- Name: FUNCTION lock_draft(p_story_id uuid, p_is_teller_only boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.lock_draft(p_story_id uuid, p_is_teller_only boolean) FROM PUBLIC;

--
-- Name: TABLE story_heads; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_heads TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.story_heads TO ledger_policy;

--
-- Name: COLUMN story_heads.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_heads TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.story_heads TO ledger_reader;

--
-- Name: COLUMN story_heads.revision; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(revision) ON TABLE ledger.story_heads TO ledger_app;
GRANT SELECT(revision) ON TABLE ledger.story_heads TO ledger_reader;

--
-- Name: COLUMN story_heads.oldest_revision; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(oldest_revision) ON TABLE ledger.story_heads TO ledger_app;
GRANT SELECT(oldest_revision) ON TABLE ledger.story_heads TO ledger_reader;

--
-- Name: COLUMN story_heads.purged_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(purged_at) ON TABLE ledger.story_heads TO ledger_app;
GRANT SELECT(purged_at) ON TABLE ledger.story_heads TO ledger_reader;

--
-- Name: FUNCTION lock_head_for(p_story_id uuid, p_actor_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.lock_head_for(p_story_id uuid, p_actor_ids uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION lock_import(p_import_id uuid, p_states ledger.import_state[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.lock_import(p_import_id uuid, p_states ledger.import_state[]) FROM PUBLIC;

--
-- Name: FUNCTION lock_import_batch(p_import_id uuid, p_lease_id uuid, p_states ledger.import_state[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.lock_import_batch(p_import_id uuid, p_lease_id uuid, p_states ledger.import_state[]) FROM PUBLIC;

--
-- Name: FUNCTION lock_kept_draft(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.lock_kept_draft(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION lock_own_draft(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.lock_own_draft(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION lock_parts(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.lock_parts(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean) TO ledger_reader;

--
-- Name: FUNCTION log_exports(p_story_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.log_exports(p_story_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.log_exports(p_story_ids uuid[]) TO ledger_reader;

--
-- Name: FUNCTION log_refusal(p_action text, p_detail text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.log_refusal(p_action text, p_detail text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.log_refusal(p_action text, p_detail text) TO ledger_app;

--
-- Name: FUNCTION mail_sent(p_notification_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.mail_sent(p_notification_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.mail_sent(p_notification_id uuid) TO ledger_jobs;

--
-- Name: FUNCTION make_claim_link(p_id uuid, p_narrator_id uuid, p_token_hash bytea, p_expires_at timestamp with time zone); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.make_claim_link(p_id uuid, p_narrator_id uuid, p_token_hash bytea, p_expires_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.make_claim_link(p_id uuid, p_narrator_id uuid, p_token_hash bytea, p_expires_at timestamp with time zone) TO ledger_app;

--
-- Name: FUNCTION make_partitions(p_months_ahead integer); Type: ACL; Schema: app; Owner: ledger_maintenance
--

REVOKE ALL ON FUNCTION app.make_partitions(p_months_ahead integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.make_partitions(p_months_ahead integer) TO ledger_jobs;

--
-- Name: FUNCTION make_story_link(p_id uuid, p_story_id uuid, p_token_hash bytea, p_role ledger.story_role); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.make_story_link(p_id uuid, p_story_id uuid, p_token_hash bytea, p_role ledger.story_role) FROM PUBLIC;
GRANT ALL ON FUNCTION app.make_story_link(p_id uuid, p_story_id uuid, p_token_hash bytea, p_role ledger.story_role) TO ledger_app;

--
-- Name: FUNCTION may_see_condition(p_condition_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.may_see_condition(p_condition_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.may_see_condition(p_condition_id uuid) TO ledger_app;

--
-- Name: FUNCTION may_see_decision(p_decision_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.may_see_decision(p_decision_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.may_see_decision(p_decision_id uuid) TO ledger_app;

--
-- Name: FUNCTION may_see_review(p_version_id uuid, p_community_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.may_see_review(p_version_id uuid, p_community_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.may_see_review(p_version_id uuid, p_community_id uuid) TO ledger_app;

--
-- Name: FUNCTION may_show_picture(p_picture_id uuid, p_shown_on uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.may_show_picture(p_picture_id uuid, p_shown_on uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.may_show_picture(p_picture_id uuid, p_shown_on uuid) TO ledger_app;
GRANT ALL ON FUNCTION app.may_show_picture(p_picture_id uuid, p_shown_on uuid) TO ledger_reader;

--
-- Name: FUNCTION may_write_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.may_write_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.may_write_story(p_story_id uuid) TO ledger_app;
GRANT ALL ON FUNCTION app.may_write_story(p_story_id uuid) TO ledger_reader;

--
-- Name: FUNCTION may_write_together(p_story_id uuid, p_claims text[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.may_write_together(p_story_id uuid, p_claims text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.may_write_together(p_story_id uuid, p_claims text[]) TO ledger_app;

--
-- Name: FUNCTION missed_events(p_after bigint, p_most integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.missed_events(p_after bigint, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.missed_events(p_after bigint, p_most integer) TO ledger_jobs;

--
-- Name: FUNCTION move_anchors(p_story_id uuid, p_revision integer, p_thread_ids uuid[], p_indexes integer[], p_lengths integer[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.move_anchors(p_story_id uuid, p_revision integer, p_thread_ids uuid[], p_indexes integer[], p_lengths integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.move_anchors(p_story_id uuid, p_revision integer, p_thread_ids uuid[], p_indexes integer[], p_lengths integer[]) TO ledger_app;

--
-- Name: FUNCTION my_chosen_story_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_chosen_story_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_chosen_story_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_chosen_story_ids() TO ledger_reader;

--
-- Name: FUNCTION my_co_authored_story_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_co_authored_story_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_co_authored_story_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_co_authored_story_ids() TO ledger_reader;

--
-- Name: FUNCTION my_community_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_community_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_community_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_community_ids() TO ledger_reader;

--
-- Name: FUNCTION my_elder_community_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_elder_community_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_elder_community_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_elder_community_ids() TO ledger_reader;

--
-- Name: FUNCTION my_import_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_import_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_import_ids() TO ledger_app;

--
-- Name: FUNCTION my_part(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_part(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_part(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION my_part_story_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_part_story_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_part_story_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_part_story_ids() TO ledger_reader;

--
-- Name: FUNCTION my_parts(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_parts() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_parts() TO ledger_app;

--
-- Name: FUNCTION my_steward_community_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_steward_community_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_steward_community_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_steward_community_ids() TO ledger_reader;
GRANT ALL ON FUNCTION app.my_steward_community_ids() TO ledger_insights;

--
-- Name: FUNCTION my_story_invitations(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_story_invitations() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_story_invitations() TO ledger_app;

--
-- Name: FUNCTION my_told_story_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_told_story_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_told_story_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_told_story_ids() TO ledger_reader;

--
-- Name: FUNCTION my_watched_story_ids(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.my_watched_story_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION app.my_watched_story_ids() TO ledger_app;
GRANT ALL ON FUNCTION app.my_watched_story_ids() TO ledger_reader;

--
-- Name: FUNCTION names_someone_passed(p_people jsonb, p_text text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.names_someone_passed(p_people jsonb, p_text text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.names_someone_passed(p_people jsonb, p_text text) TO ledger_reader;

--
-- Name: FUNCTION narrator_key(p_name text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.narrator_key(p_name text) FROM PUBLIC;

--
-- Name: FUNCTION narrators_named(p_community_id uuid, p_names text[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.narrators_named(p_community_id uuid, p_names text[]) FROM PUBLIC;

--
-- Name: FUNCTION narrators_of_kept(p_story_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.narrators_of_kept(p_story_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.narrators_of_kept(p_story_ids uuid[]) TO ledger_reader;

--
-- Name: FUNCTION note_import_rows(p_import ledger.imports, p_position integer, p_row_numbers integer[], p_outcomes ledger.import_outcome[], p_reasons text[], p_source_keys bytea[], p_titles text[], p_narrators text[], p_story_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.note_import_rows(p_import ledger.imports, p_position integer, p_row_numbers integer[], p_outcomes ledger.import_outcome[], p_reasons text[], p_source_keys bytea[], p_titles text[], p_narrators text[], p_story_ids uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION note_insight_change(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.note_insight_change() FROM PUBLIC;

--
-- Name: FUNCTION note_part(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.note_part() FROM PUBLIC;

--
-- Name: FUNCTION note_story_use(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.note_story_use() FROM PUBLIC;

--
-- Name: FUNCTION note_time_zone_change(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.note_time_zone_change() FROM PUBLIC;

--
-- Name: FUNCTION notify_stewards(p_community_id uuid, p_kind ledger.notification_kind); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.notify_stewards(p_community_id uuid, p_kind ledger.notification_kind) FROM PUBLIC;

--
-- Name: FUNCTION open_story(p_story_id uuid, p_action ledger.story_action); Type: ACL; Schema: app; Owner: ledger_reader
--

REVOKE ALL ON FUNCTION app.open_story(p_story_id uuid, p_action ledger.story_action) FROM PUBLIC;
GRANT ALL ON FUNCTION app.open_story(p_story_id uuid, p_action ledger.story_action) TO ledger_app;

--
-- Name: FUNCTION open_version(p_version_id uuid); Type: ACL; Schema: app; Owner: ledger_reader
--

REVOKE ALL ON FUNCTION app.open_version(p_version_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.open_version(p_version_id uuid) TO ledger_app;

--
-- Name: FUNCTION part_decides(p_part text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.part_decides(p_part text) FROM PUBLIC;

--
-- Name: FUNCTION part_resolves(p_part text, p_is_author boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.part_resolves(p_part text, p_is_author boolean) FROM PUBLIC;

--
-- Name: FUNCTION part_speaks(p_part text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.part_speaks(p_part text) FROM PUBLIC;

--
-- Name: FUNCTION people_here(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.people_here(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.people_here(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION people_of_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.people_of_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.people_of_story(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION people_on_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.people_on_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.people_on_story(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION portal(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.portal() FROM PUBLIC;
GRANT ALL ON FUNCTION app.portal() TO ledger_app;
GRANT ALL ON FUNCTION app.portal() TO ledger_accounts;
GRANT ALL ON FUNCTION app.portal() TO ledger_jobs;

--
-- Name: FUNCTION publish_due_stories(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.publish_due_stories() FROM PUBLIC;
GRANT ALL ON FUNCTION app.publish_due_stories() TO ledger_jobs;

--
-- Name: FUNCTION publish_story(p_story_id uuid, p_version_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.publish_story(p_story_id uuid, p_version_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.publish_story(p_story_id uuid, p_version_id uuid) TO ledger_app;

--
-- Name: FUNCTION purge_history(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.purge_history(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.purge_history(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION read_anchors(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_anchors(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_anchors(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION read_checkpoint(p_story_id uuid, p_revision integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_checkpoint(p_story_id uuid, p_revision integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_checkpoint(p_story_id uuid, p_revision integer) TO ledger_app;

--
-- Name: FUNCTION read_claim(p_token_hash bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_claim(p_token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_claim(p_token_hash bytea) TO ledger_app;

--
-- Name: FUNCTION read_client(p_story_id uuid, p_client_id uuid); Type: ACL; Schema: app; Owner: ledger_reader
--

REVOKE ALL ON FUNCTION app.read_client(p_story_id uuid, p_client_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_client(p_story_id uuid, p_client_id uuid) TO ledger_app;

--
-- Name: FUNCTION read_import_part(p_import_id uuid, p_number integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_import_part(p_import_id uuid, p_number integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_import_part(p_import_id uuid, p_number integer) TO ledger_app;

--
-- Name: FUNCTION read_invitation(p_token_hash bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_invitation(p_token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_invitation(p_token_hash bytea) TO ledger_app;

--
-- Name: FUNCTION read_operations(p_story_id uuid, p_after_revision integer, p_limit integer); Type: ACL; Schema: app; Owner: ledger_reader
--

REVOKE ALL ON FUNCTION app.read_operations(p_story_id uuid, p_after_revision integer, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_operations(p_story_id uuid, p_after_revision integer, p_limit integer) TO ledger_app;

--
-- Name: FUNCTION read_remarks(p_story_id uuid, p_thread_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_remarks(p_story_id uuid, p_thread_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_remarks(p_story_id uuid, p_thread_ids uuid[]) TO ledger_app;

--
-- Name: FUNCTION read_story_link(p_token_hash bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_story_link(p_token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_story_link(p_token_hash bytea) TO ledger_app;

--
-- Name: FUNCTION read_suggestion(p_story_id uuid, p_thread_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_suggestion(p_story_id uuid, p_thread_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_suggestion(p_story_id uuid, p_thread_id uuid) TO ledger_app;

--
-- Name: FUNCTION read_threads(p_story_id uuid, p_is_open boolean, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_threads(p_story_id uuid, p_is_open boolean, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_threads(p_story_id uuid, p_is_open boolean, p_before_at timestamp with time zone, p_before_id uuid, p_limit integer) TO ledger_app;

--
-- Name: FUNCTION read_timeline(p_story_id uuid, p_before_revision integer, p_limit integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.read_timeline(p_story_id uuid, p_before_revision integer, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.read_timeline(p_story_id uuid, p_before_revision integer, p_limit integer) TO ledger_app;

--
-- Name: FUNCTION reckon_clearance(p_version_id uuid, p_community_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.reckon_clearance(p_version_id uuid, p_community_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION redirect_notification(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.redirect_notification() FROM PUBLIC;

--
-- Name: FUNCTION refresh_insights(); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.refresh_insights() FROM PUBLIC;
GRANT ALL ON FUNCTION app.refresh_insights() TO ledger_jobs;

--
-- Name: FUNCTION refuse_change(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.refuse_change() FROM PUBLIC;

--
-- Name: FUNCTION refuse_change_of_trail(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.refuse_change_of_trail() FROM PUBLIC;

--
-- Name: TABLE review_decisions; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.review_decisions TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.review_decisions TO ledger_policy;

--
-- Name: COLUMN review_decisions.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.review_decisions TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.review_decisions TO ledger_insights;

--
-- Name: COLUMN review_decisions.version_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(version_id) ON TABLE ledger.review_decisions TO ledger_app;
GRANT SELECT(version_id) ON TABLE ledger.review_decisions TO ledger_insights;

--
-- Name: COLUMN review_decisions.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.review_decisions TO ledger_app;

--
-- Name: COLUMN review_decisions.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.review_decisions TO ledger_app;
GRANT SELECT(community_id) ON TABLE ledger.review_decisions TO ledger_insights;

--
-- Name: COLUMN review_decisions.elder_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(elder_id) ON TABLE ledger.review_decisions TO ledger_app;

--
-- Name: COLUMN review_decisions.kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kind) ON TABLE ledger.review_decisions TO ledger_app;
GRANT SELECT(kind) ON TABLE ledger.review_decisions TO ledger_insights;

--
-- Name: COLUMN review_decisions.takes_back; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(takes_back) ON TABLE ledger.review_decisions TO ledger_app;
GRANT SELECT(takes_back) ON TABLE ledger.review_decisions TO ledger_insights;

--
-- Name: COLUMN review_decisions.note; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(note) ON TABLE ledger.review_decisions TO ledger_app;

--
-- Name: COLUMN review_decisions.decided_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(decided_at) ON TABLE ledger.review_decisions TO ledger_app;
GRANT SELECT(decided_at) ON TABLE ledger.review_decisions TO ledger_insights;

--
-- Name: COLUMN review_decisions.sequence; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(sequence) ON TABLE ledger.review_decisions TO ledger_app;

--
-- Name: FUNCTION refuse_elders_change(p_decision ledger.review_decisions); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.refuse_elders_change(p_decision ledger.review_decisions) FROM PUBLIC;

--
-- Name: FUNCTION refuse_suggestion(p_thread_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.refuse_suggestion(p_thread_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.refuse_suggestion(p_thread_id uuid) TO ledger_app;

--
-- Name: FUNCTION rename_in_queue(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.rename_in_queue() FROM PUBLIC;

--
-- Name: FUNCTION rename_narrator(p_narrator_id uuid, p_name text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.rename_narrator(p_narrator_id uuid, p_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.rename_narrator(p_narrator_id uuid, p_name text) TO ledger_app;

--
-- Name: FUNCTION rename_teller(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.rename_teller() FROM PUBLIC;

--
-- Name: FUNCTION reopen_thread(p_thread_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.reopen_thread(p_thread_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.reopen_thread(p_thread_id uuid) TO ledger_app;

--
-- Name: FUNCTION resolve_thread(p_thread_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.resolve_thread(p_thread_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.resolve_thread(p_thread_id uuid) TO ledger_app;

--
-- Name: FUNCTION roll_up_counts(p_settled interval); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.roll_up_counts(p_settled interval) FROM PUBLIC;
GRANT ALL ON FUNCTION app.roll_up_counts(p_settled interval) TO ledger_jobs;

--
-- Name: FUNCTION save_snapshot(p_story_id uuid, p_revision integer, p_version_id uuid, p_fields jsonb, p_body jsonb, p_body_text text, p_transcript text, p_word_count integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.save_snapshot(p_story_id uuid, p_revision integer, p_version_id uuid, p_fields jsonb, p_body jsonb, p_body_text text, p_transcript text, p_word_count integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.save_snapshot(p_story_id uuid, p_revision integer, p_version_id uuid, p_fields jsonb, p_body jsonb, p_body_text text, p_transcript text, p_word_count integer) TO ledger_app;

--
-- Name: FUNCTION schedule_story(p_story_id uuid, p_publish_at timestamp with time zone); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.schedule_story(p_story_id uuid, p_publish_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.schedule_story(p_story_id uuid, p_publish_at timestamp with time zone) TO ledger_app;

--
-- Name: FUNCTION search_candidates(p_query text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.search_candidates(p_query text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_candidates(p_query text) TO ledger_reader;

--
-- Name: FUNCTION search_configuration(p_language text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.search_configuration(p_language text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_configuration(p_language text) TO ledger_reader;
GRANT ALL ON FUNCTION app.search_configuration(p_language text) TO ledger_app;

--
-- Name: FUNCTION search_stories(p_query text, p_community_id uuid, p_after_rank real, p_after_id uuid, p_limit integer); Type: ACL; Schema: app; Owner: ledger_reader
--

REVOKE ALL ON FUNCTION app.search_stories(p_query text, p_community_id uuid, p_after_rank real, p_after_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_stories(p_query text, p_community_id uuid, p_after_rank real, p_after_id uuid, p_limit integer) TO ledger_app;

--
-- Name: FUNCTION search_words(p_version_id uuid, p_configuration regconfig, p_length integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.search_words(p_version_id uuid, p_configuration regconfig, p_length integer) FROM PUBLIC;

--
-- Name: TABLE collaboration_seats; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.collaboration_seats TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.collaboration_seats TO ledger_policy;

--
-- Name: COLUMN collaboration_seats.session_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(session_id) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(session_id) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: COLUMN collaboration_seats.profile_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(profile_id) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(profile_id) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: COLUMN collaboration_seats.client_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(client_id) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(client_id) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: COLUMN collaboration_seats.may_write; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(may_write) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(may_write) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: COLUMN collaboration_seats.colour; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(colour) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(colour) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: COLUMN collaboration_seats.joined_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(joined_at) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(joined_at) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: COLUMN collaboration_seats.last_wrote_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(last_wrote_at) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(last_wrote_at) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: COLUMN collaboration_seats.left_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(left_at) ON TABLE ledger.collaboration_seats TO ledger_app;
GRANT SELECT(left_at) ON TABLE ledger.collaboration_seats TO ledger_reader;

--
-- Name: FUNCTION seats_taken(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.seats_taken(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION send_to_elders(p_story_id uuid, p_version_id uuid, p_revision integer, p_is_publish_when_approved boolean, p_publish_at timestamp with time zone, p_note text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.send_to_elders(p_story_id uuid, p_version_id uuid, p_revision integer, p_is_publish_when_approved boolean, p_publish_at timestamp with time zone, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.send_to_elders(p_story_id uuid, p_version_id uuid, p_revision integer, p_is_publish_when_approved boolean, p_publish_at timestamp with time zone, p_note text) TO ledger_app;

--
-- Name: FUNCTION set_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.set_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.set_audience(p_event_id uuid, p_story_id uuid, p_level ledger.privacy_level, p_wording_version integer, p_language text) TO ledger_app;

--
-- Name: FUNCTION set_member_roles(p_community_id uuid, p_profile_id uuid, p_roles ledger.community_role[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.set_member_roles(p_community_id uuid, p_profile_id uuid, p_roles ledger.community_role[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.set_member_roles(p_community_id uuid, p_profile_id uuid, p_roles ledger.community_role[]) TO ledger_app;

--
-- Name: FUNCTION set_teller_name(); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.set_teller_name() FROM PUBLIC;

--
-- Name: FUNCTION set_up_portal(p_community_id uuid, p_display_name text, p_portal_name text, p_community_name text, p_place text, p_data_location text, p_time_zone text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.set_up_portal(p_community_id uuid, p_display_name text, p_portal_name text, p_community_name text, p_place text, p_data_location text, p_time_zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.set_up_portal(p_community_id uuid, p_display_name text, p_portal_name text, p_community_name text, p_place text, p_data_location text, p_time_zone text) TO ledger_jobs;

--
-- Name: FUNCTION settle_review(p_version_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.settle_review(p_version_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION show_version(p_version ledger.story_versions); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.show_version(p_version ledger.story_versions) FROM PUBLIC;

--
-- Name: FUNCTION sovereignty_of(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.sovereignty_of(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.sovereignty_of(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION start_import_pass(p_import_id uuid, p_mapping jsonb, p_is_for_real boolean); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.start_import_pass(p_import_id uuid, p_mapping jsonb, p_is_for_real boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.start_import_pass(p_import_id uuid, p_mapping jsonb, p_is_for_real boolean) TO ledger_app;

--
-- Name: FUNCTION start_story(p_story_id uuid, p_language text, p_direction text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.start_story(p_story_id uuid, p_language text, p_direction text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.start_story(p_story_id uuid, p_language text, p_direction text) TO ledger_app;

--
-- Name: TABLE story_invitations; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_invitations TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.story_invitations TO ledger_policy;

--
-- Name: FUNCTION story_link(p_token_hash bytea); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.story_link(p_token_hash bytea) FROM PUBLIC;

--
-- Name: FUNCTION take_back_decision(p_id uuid, p_decision_id uuid, p_note text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_back_decision(p_id uuid, p_decision_id uuid, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_back_decision(p_id uuid, p_decision_id uuid, p_note text) TO ledger_app;

--
-- Name: FUNCTION take_back_decisions_of(p_elder_id uuid, p_story_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_back_decisions_of(p_elder_id uuid, p_story_ids uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION take_back_from_elders(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_back_from_elders(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_back_from_elders(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION take_back_remark(p_remark_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_back_remark(p_remark_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_back_remark(p_remark_id uuid) TO ledger_app;

--
-- Name: FUNCTION take_back_thread(p_thread_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_back_thread(p_thread_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_back_thread(p_thread_id uuid) TO ledger_app;

--
-- Name: FUNCTION take_custody(p_community_id uuid, p_from_id uuid, p_limit integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_custody(p_community_id uuid, p_from_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_custody(p_community_id uuid, p_from_id uuid, p_limit integer) TO ledger_app;

--
-- Name: FUNCTION take_down_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_down_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_down_story(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION take_import(p_lease_id uuid, p_import_id uuid, p_for interval); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_import(p_lease_id uuid, p_import_id uuid, p_for interval) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_import(p_lease_id uuid, p_import_id uuid, p_for interval) TO ledger_jobs;

--
-- Name: FUNCTION take_mail(p_limit integer); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_mail(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.take_mail(p_limit integer) TO ledger_jobs;

--
-- Name: FUNCTION take_part(p_invitation ledger.story_invitations); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.take_part(p_invitation ledger.story_invitations) FROM PUBLIC;

--
-- Name: FUNCTION tell_of_part(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.tell_of_part(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION tell_of_thread(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.tell_of_thread(p_profile_id uuid, p_kind ledger.notification_kind, p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION tell_who_spoke(p_thread ledger.story_threads, p_kind ledger.notification_kind); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.tell_who_spoke(p_thread ledger.story_threads, p_kind ledger.notification_kind) FROM PUBLIC;

--
-- Name: FUNCTION tells_or_keeps_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.tells_or_keeps_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tells_or_keeps_story(p_story_id uuid) TO ledger_app;
GRANT ALL ON FUNCTION app.tells_or_keeps_story(p_story_id uuid) TO ledger_reader;

--
-- Name: FUNCTION tells_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.tells_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tells_story(p_story_id uuid) TO ledger_app;
GRANT ALL ON FUNCTION app.tells_story(p_story_id uuid) TO ledger_reader;

--
-- Name: FUNCTION tick_condition(p_condition_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.tick_condition(p_condition_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tick_condition(p_condition_id uuid) TO ledger_app;

--
-- Name: FUNCTION update_insights(p_limit integer); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.update_insights(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.update_insights(p_limit integer) TO ledger_jobs;

--
-- Name: FUNCTION waiting_step(p_waited interval); Type: ACL; Schema: app; Owner: ledger_insights
--

REVOKE ALL ON FUNCTION app.waiting_step(p_waited interval) FROM PUBLIC;

--
-- Name: FUNCTION withdraw_story(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.withdraw_story(p_story_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.withdraw_story(p_story_id uuid) TO ledger_app;

--
-- Name: FUNCTION write_membership(p_community_id uuid, p_profile_id uuid, p_status ledger.membership_status, p_roles ledger.community_role[], p_note text); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.write_membership(p_community_id uuid, p_profile_id uuid, p_status ledger.membership_status, p_roles ledger.community_role[], p_note text) FROM PUBLIC;

--
-- Name: FUNCTION writers_among(p_story_id uuid, p_actor_ids uuid[]); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.writers_among(p_story_id uuid, p_actor_ids uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION writers_of(p_story_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.writers_of(p_story_id uuid) FROM PUBLIC;

--
-- Name: FUNCTION wrote_version(p_version_id uuid); Type: ACL; Schema: app; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION app.wrote_version(p_version_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.wrote_version(p_version_id uuid) TO ledger_app;

--
-- Name: FUNCTION armor(bytea); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.armor(bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.armor(bytea) TO ledger_policy;

--
-- Name: FUNCTION armor(bytea, text[], text[]); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.armor(bytea, text[], text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.armor(bytea, text[], text[]) TO ledger_policy;

--
-- Name: FUNCTION crypt(text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.crypt(text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.crypt(text, text) TO ledger_policy;

--
-- Name: FUNCTION dearmor(text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.dearmor(text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.dearmor(text) TO ledger_policy;

--
-- Name: FUNCTION decrypt(bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.decrypt(bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.decrypt(bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION decrypt_iv(bytea, bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.decrypt_iv(bytea, bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.decrypt_iv(bytea, bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION digest(bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.digest(bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.digest(bytea, text) TO ledger_policy;

--
-- Name: FUNCTION digest(text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.digest(text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.digest(text, text) TO ledger_policy;

--
-- Name: FUNCTION encrypt(bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.encrypt(bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.encrypt(bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION encrypt_iv(bytea, bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.encrypt_iv(bytea, bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.encrypt_iv(bytea, bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION gen_random_bytes(integer); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.gen_random_bytes(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.gen_random_bytes(integer) TO ledger_policy;

--
-- Name: FUNCTION gen_random_uuid(); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.gen_random_uuid() FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.gen_random_uuid() TO ledger_policy;

--
-- Name: FUNCTION gen_salt(text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.gen_salt(text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.gen_salt(text) TO ledger_policy;

--
-- Name: FUNCTION gen_salt(text, integer); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.gen_salt(text, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.gen_salt(text, integer) TO ledger_policy;

--
-- Name: FUNCTION hmac(bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.hmac(bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.hmac(bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION hmac(text, text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.hmac(text, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.hmac(text, text, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_armor_headers(text, OUT key text, OUT value text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_armor_headers(text, OUT key text, OUT value text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_armor_headers(text, OUT key text, OUT value text) TO ledger_policy;

--
-- Name: FUNCTION pgp_key_id(bytea); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_key_id(bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_key_id(bytea) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_decrypt(bytea, bytea); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_decrypt(bytea, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_decrypt(bytea, bytea) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_decrypt(bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_decrypt(bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_decrypt(bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_decrypt(bytea, bytea, text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_decrypt(bytea, bytea, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_decrypt(bytea, bytea, text, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_decrypt_bytea(bytea, bytea); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_decrypt_bytea(bytea, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_decrypt_bytea(bytea, bytea) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_decrypt_bytea(bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_decrypt_bytea(bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_decrypt_bytea(bytea, bytea, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_decrypt_bytea(bytea, bytea, text, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_encrypt(text, bytea); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_encrypt(text, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_encrypt(text, bytea) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_encrypt(text, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_encrypt(text, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_encrypt(text, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_encrypt_bytea(bytea, bytea); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_encrypt_bytea(bytea, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_encrypt_bytea(bytea, bytea) TO ledger_policy;

--
-- Name: FUNCTION pgp_pub_encrypt_bytea(bytea, bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_pub_encrypt_bytea(bytea, bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_pub_encrypt_bytea(bytea, bytea, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_decrypt(bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_decrypt(bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_decrypt(bytea, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_decrypt(bytea, text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_decrypt(bytea, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_decrypt(bytea, text, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_decrypt_bytea(bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_decrypt_bytea(bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_decrypt_bytea(bytea, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_decrypt_bytea(bytea, text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_decrypt_bytea(bytea, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_decrypt_bytea(bytea, text, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_encrypt(text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_encrypt(text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_encrypt(text, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_encrypt(text, text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_encrypt(text, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_encrypt(text, text, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_encrypt_bytea(bytea, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_encrypt_bytea(bytea, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_encrypt_bytea(bytea, text) TO ledger_policy;

--
-- Name: FUNCTION pgp_sym_encrypt_bytea(bytea, text, text); Type: ACL; Schema: crypto; Owner: postgres
--

REVOKE ALL ON FUNCTION crypto.pgp_sym_encrypt_bytea(bytea, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION crypto.pgp_sym_encrypt_bytea(bytea, text, text) TO ledger_policy;

--
-- Name: FUNCTION lo_close(integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_close(integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_creat(integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_create(oid); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;

--
-- Name: FUNCTION lo_from_bytea(oid, bytea); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;

--
-- Name: FUNCTION lo_get(oid); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid) FROM PUBLIC;

--
-- Name: FUNCTION lo_get(oid, bigint, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid, bigint, integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_lseek(integer, integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek(integer, integer, integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_lseek64(integer, bigint, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek64(integer, bigint, integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_open(oid, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_open(oid, integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_put(oid, bigint, bytea); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) FROM PUBLIC;

--
-- Name: FUNCTION lo_tell(integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_tell(integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_tell64(integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_tell64(integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_truncate(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) FROM PUBLIC;

--
-- Name: FUNCTION lo_truncate64(integer, bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) FROM PUBLIC;

--
-- Name: FUNCTION lo_unlink(oid); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lo_unlink(oid) FROM PUBLIC;

--
-- Name: FUNCTION loread(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.loread(integer, integer) FROM PUBLIC;

--
-- Name: FUNCTION lowrite(integer, bytea); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) FROM PUBLIC;

--
-- Name: FUNCTION pg_advisory_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_unlock(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_unlock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_unlock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_unlock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_xact_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_xact_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_xact_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_advisory_xact_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_cancel_backend(integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_cancel_backend(integer) FROM PUBLIC;

--
-- Name: FUNCTION pg_terminate_backend(pid integer, timeout bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_terminate_backend(pid integer, timeout bigint) FROM PUBLIC;

--
-- Name: FUNCTION pg_try_advisory_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_try_advisory_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_try_advisory_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_try_advisory_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_try_advisory_xact_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_try_advisory_xact_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION pg_try_advisory_xact_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO ledger_jobs;

--
-- Name: FUNCTION pg_try_advisory_xact_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO ledger_jobs;

--
-- Name: FUNCTION verified_claim(); Type: ACL; Schema: vault; Owner: ledger_policy
--

REVOKE ALL ON FUNCTION vault.verified_claim() FROM PUBLIC;

--
-- Name: TABLE account_claims; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON TABLE accounts.account_claims TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE accounts.account_claims TO ledger_accounts;

--
-- Name: SEQUENCE account_claims_id_seq; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE accounts.account_claims_id_seq TO ledger_backup;
GRANT USAGE ON SEQUENCE accounts.account_claims_id_seq TO ledger_accounts;

--
-- Name: TABLE account_logins; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON TABLE accounts.account_logins TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE accounts.account_logins TO ledger_accounts;

--
-- Name: TABLE account_passkeys; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON TABLE accounts.account_passkeys TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE accounts.account_passkeys TO ledger_accounts;

--
-- Name: TABLE account_tokens; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON TABLE accounts.account_tokens TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE accounts.account_tokens TO ledger_accounts;

--
-- Name: TABLE accounts; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON TABLE accounts.accounts TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE accounts.accounts TO ledger_accounts;

--
-- Name: TABLE data_protection_keys; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON TABLE accounts.data_protection_keys TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE accounts.data_protection_keys TO ledger_accounts;

--
-- Name: SEQUENCE data_protection_keys_id_seq; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE accounts.data_protection_keys_id_seq TO ledger_backup;
GRANT USAGE ON SEQUENCE accounts.data_protection_keys_id_seq TO ledger_accounts;

--
-- Name: TABLE sessions; Type: ACL; Schema: accounts; Owner: ledger_owner
--

GRANT SELECT ON TABLE accounts.sessions TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE accounts.sessions TO ledger_accounts;

--
-- Name: TABLE communities; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.communities TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.communities TO ledger_policy;

--
-- Name: COLUMN communities.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.communities TO ledger_reader;
GRANT SELECT(id) ON TABLE ledger.communities TO ledger_insights;

--
-- Name: COLUMN communities.slug; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(slug) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(slug) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.name; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(name),UPDATE(name) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(name) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.description; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(description),UPDATE(description) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(description) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.place; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(place),UPDATE(place) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(place) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.data_location; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(data_location),UPDATE(data_location) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(data_location) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.time_zone; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(time_zone),UPDATE(time_zone) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(time_zone) ON TABLE ledger.communities TO ledger_reader;
GRANT SELECT(time_zone) ON TABLE ledger.communities TO ledger_insights;

--
-- Name: COLUMN communities.role_names; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(role_names),UPDATE(role_names) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(role_names) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.accent_colour; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(accent_colour),UPDATE(accent_colour) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(accent_colour) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.artwork_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(artwork_id),UPDATE(artwork_id) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(artwork_id) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.themes; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(themes),UPDATE(themes) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(themes) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.is_listed; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_listed),UPDATE(is_listed) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(is_listed) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(created_at) ON TABLE ledger.communities TO ledger_reader;

--
-- Name: COLUMN communities.smallest_group; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(smallest_group),UPDATE(smallest_group) ON TABLE ledger.communities TO ledger_app;
GRANT SELECT(smallest_group) ON TABLE ledger.communities TO ledger_insights;

--
-- Name: TABLE stories; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.stories TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.stories TO ledger_policy;

--
-- Name: COLUMN stories.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(id) ON TABLE ledger.stories TO ledger_analysis;
GRANT SELECT(id) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.teller_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(teller_id) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.privacy_level; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(privacy_level) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(privacy_level) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.shown_level; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(shown_level) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(shown_level) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(shown_level) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.consent_public_display; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_public_display) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(consent_public_display) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(consent_public_display) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.consent_research; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_research) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(consent_research) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(consent_research) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.consent_ai_local; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_ai_local) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(consent_ai_local) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.consent_ai_external; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_ai_external) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.consent_cross_community; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_cross_community) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(consent_cross_community) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(consent_cross_community) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.consent_commercial; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_commercial) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(consent_commercial) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(consent_commercial) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.consent_attribution; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_attribution) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(consent_attribution) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(consent_attribution) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.title; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(title) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(title) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.summary; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(summary) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(summary) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.opening; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(opening) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(opening) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.language; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(language) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(language) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(language) ON TABLE ledger.stories TO ledger_analysis;
GRANT SELECT(language) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.direction; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(direction) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(direction) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.told_when; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(told_when) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(told_when) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.told_to; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(told_to) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(told_to) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.place; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(place) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(place) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.teller_name; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(teller_name) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(teller_name) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.themes; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(themes) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(themes) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(themes) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.warnings; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(warnings) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(warnings) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.reading_minutes; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(reading_minutes) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(reading_minutes) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.is_sensitive; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_sensitive) ON TABLE ledger.stories TO ledger_analysis;
GRANT SELECT(is_sensitive) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.community_ids; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_ids) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(community_ids) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(community_ids) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.published_version_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(published_version_id) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(published_version_id) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(published_version_id) ON TABLE ledger.stories TO ledger_analysis;

--
-- Name: COLUMN stories.first_published_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(first_published_at) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(first_published_at) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(first_published_at) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.published_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(published_at) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(published_at) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(published_at) ON TABLE ledger.stories TO ledger_analysis;
GRANT SELECT(published_at) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.withdrawn_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(withdrawn_at) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(withdrawn_at) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.archived_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(archived_at) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(archived_at) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.is_open; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_open) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(is_open) ON TABLE ledger.stories TO ledger_reader;
GRANT SELECT(is_open) ON TABLE ledger.stories TO ledger_analysis;
GRANT SELECT(is_open) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: COLUMN stories.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(created_at) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.updated_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(updated_at) ON TABLE ledger.stories TO ledger_app;
GRANT SELECT(updated_at) ON TABLE ledger.stories TO ledger_reader;

--
-- Name: COLUMN stories.consent_insights_leaving; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_insights_leaving) ON TABLE ledger.stories TO ledger_insights;

--
-- Name: TABLE access_log; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.access_log TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.access_log TO ledger_policy;

--
-- Name: COLUMN access_log.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.access_log TO ledger_app;

--
-- Name: COLUMN access_log.happened_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(happened_at) ON TABLE ledger.access_log TO ledger_app;

--
-- Name: COLUMN access_log.actor_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(actor_id) ON TABLE ledger.access_log TO ledger_app;

--
-- Name: COLUMN access_log.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.access_log TO ledger_app;

--
-- Name: COLUMN access_log.version_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(version_id) ON TABLE ledger.access_log TO ledger_app;

--
-- Name: COLUMN access_log.action; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(action) ON TABLE ledger.access_log TO ledger_app;

--
-- Name: COLUMN access_log.is_granted; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_granted) ON TABLE ledger.access_log TO ledger_app;

--
-- Name: SEQUENCE access_log_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.access_log_id_seq TO ledger_backup;

--
-- Name: TABLE collaboration_sessions; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.collaboration_sessions TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.collaboration_sessions TO ledger_policy;

--
-- Name: COLUMN collaboration_sessions.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.collaboration_sessions TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.collaboration_sessions TO ledger_reader;

--
-- Name: COLUMN collaboration_sessions.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.collaboration_sessions TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.collaboration_sessions TO ledger_reader;

--
-- Name: COLUMN collaboration_sessions.started_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(started_at) ON TABLE ledger.collaboration_sessions TO ledger_app;
GRANT SELECT(started_at) ON TABLE ledger.collaboration_sessions TO ledger_reader;

--
-- Name: COLUMN collaboration_sessions.last_active_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(last_active_at) ON TABLE ledger.collaboration_sessions TO ledger_app;
GRANT SELECT(last_active_at) ON TABLE ledger.collaboration_sessions TO ledger_reader;

--
-- Name: COLUMN collaboration_sessions.ended_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(ended_at) ON TABLE ledger.collaboration_sessions TO ledger_app;
GRANT SELECT(ended_at) ON TABLE ledger.collaboration_sessions TO ledger_reader;

--
-- Name: TABLE community_invitations; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.community_invitations TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.community_invitations TO ledger_policy;

--
-- Name: COLUMN community_invitations.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.email; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(email) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.roles; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(roles) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.uses_left; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(uses_left) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.invited_by; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(invited_by) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.expires_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(expires_at) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: COLUMN community_invitations.ended_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(ended_at) ON TABLE ledger.community_invitations TO ledger_app;

--
-- Name: TABLE community_members; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.community_members TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.community_members TO ledger_policy;

--
-- Name: COLUMN community_members.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(community_id) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: COLUMN community_members.profile_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(profile_id) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(profile_id) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: COLUMN community_members.status; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(status) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(status) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: COLUMN community_members.roles; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(roles) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(roles) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: COLUMN community_members.note; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(note) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(note) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: COLUMN community_members.asked_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(asked_at) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(asked_at) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: COLUMN community_members.joined_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(joined_at) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(joined_at) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: COLUMN community_members.ended_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(ended_at) ON TABLE ledger.community_members TO ledger_app;
GRANT SELECT(ended_at) ON TABLE ledger.community_members TO ledger_reader;

--
-- Name: TABLE consent_events; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.consent_events TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.consent_events TO ledger_policy;

--
-- Name: COLUMN consent_events.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id),INSERT(id) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id),INSERT(story_id) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.purpose; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(purpose),INSERT(purpose) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(purpose) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.is_granted; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_granted),INSERT(is_granted) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(is_granted) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.actor_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(actor_id),INSERT(actor_id) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(actor_id) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.wording_version; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(wording_version),INSERT(wording_version) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(wording_version) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.language; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(language),INSERT(language) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(language) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.happened_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(happened_at) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(happened_at) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: COLUMN consent_events.sequence; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(sequence) ON TABLE ledger.consent_events TO ledger_app;
GRANT SELECT(sequence) ON TABLE ledger.consent_events TO ledger_reader;

--
-- Name: SEQUENCE consent_events_sequence_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.consent_events_sequence_seq TO ledger_backup;
GRANT USAGE ON SEQUENCE ledger.consent_events_sequence_seq TO ledger_policy;

--
-- Name: TABLE custody_events; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.custody_events TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.custody_events TO ledger_policy;

--
-- Name: COLUMN custody_events.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.actor_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(actor_id) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kind) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.purpose; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(purpose) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.level; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(level) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.is_granted; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_granted) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.manner; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(manner) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.witness; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(witness) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.note; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(note) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: COLUMN custody_events.happened_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(happened_at) ON TABLE ledger.custody_events TO ledger_app;

--
-- Name: SEQUENCE custody_events_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.custody_events_id_seq TO ledger_backup;
GRANT USAGE ON SEQUENCE ledger.custody_events_id_seq TO ledger_policy;

--
-- Name: TABLE event_announcements; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.event_announcements TO ledger_backup;
GRANT SELECT,UPDATE ON TABLE ledger.event_announcements TO ledger_policy;

--
-- Name: SEQUENCE events_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.events_id_seq TO ledger_backup;

--
-- Name: TABLE import_parts; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.import_parts TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.import_parts TO ledger_policy;

--
-- Name: TABLE import_rows; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.import_rows TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.import_rows TO ledger_policy;

--
-- Name: COLUMN import_rows.import_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(import_id) ON TABLE ledger.import_rows TO ledger_app;

--
-- Name: COLUMN import_rows.row_number; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(row_number) ON TABLE ledger.import_rows TO ledger_app;

--
-- Name: COLUMN import_rows.outcome; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(outcome) ON TABLE ledger.import_rows TO ledger_app;

--
-- Name: COLUMN import_rows.reason; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(reason) ON TABLE ledger.import_rows TO ledger_app;

--
-- Name: COLUMN import_rows.title; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(title) ON TABLE ledger.import_rows TO ledger_app;

--
-- Name: COLUMN import_rows.narrator; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(narrator) ON TABLE ledger.import_rows TO ledger_app;

--
-- Name: COLUMN import_rows.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.import_rows TO ledger_app;

--
-- Name: TABLE insight_cells; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_cells TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.insight_cells TO ledger_insights;
GRANT DELETE ON TABLE ledger.insight_cells TO ledger_policy;

--
-- Name: COLUMN insight_cells.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.insight_cells TO ledger_policy;

--
-- Name: COLUMN insight_cells.quarter; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(quarter) ON TABLE ledger.insight_cells TO ledger_policy;

--
-- Name: TABLE insight_changes; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_changes TO ledger_backup;
GRANT INSERT ON TABLE ledger.insight_changes TO ledger_policy;
GRANT SELECT,DELETE,UPDATE ON TABLE ledger.insight_changes TO ledger_insights;

--
-- Name: SEQUENCE insight_changes_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.insight_changes_id_seq TO ledger_backup;

--
-- Name: TABLE insight_days; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_days TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.insight_days TO ledger_insights;

--
-- Name: COLUMN insight_days.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.insight_days TO ledger_app;

--
-- Name: COLUMN insight_days.audience; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(audience) ON TABLE ledger.insight_days TO ledger_app;

--
-- Name: COLUMN insight_days.day; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(day) ON TABLE ledger.insight_days TO ledger_app;

--
-- Name: COLUMN insight_days.measure; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(measure) ON TABLE ledger.insight_days TO ledger_app;

--
-- Name: COLUMN insight_days.key; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(key) ON TABLE ledger.insight_days TO ledger_app;

--
-- Name: COLUMN insight_days.value; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(value) ON TABLE ledger.insight_days TO ledger_app;

--
-- Name: TABLE insight_quarter_stories; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_quarter_stories TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.insight_quarter_stories TO ledger_insights;
GRANT DELETE ON TABLE ledger.insight_quarter_stories TO ledger_policy;

--
-- Name: COLUMN insight_quarter_stories.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.insight_quarter_stories TO ledger_policy;

--
-- Name: COLUMN insight_quarter_stories.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.insight_quarter_stories TO ledger_policy;

--
-- Name: COLUMN insight_quarter_stories.quarter; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(quarter) ON TABLE ledger.insight_quarter_stories TO ledger_policy;

--
-- Name: TABLE insight_quarters; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_quarters TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.insight_quarters TO ledger_insights;

--
-- Name: COLUMN insight_quarters.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.insight_quarters TO ledger_policy;

--
-- Name: COLUMN insight_quarters.quarter; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(quarter) ON TABLE ledger.insight_quarters TO ledger_policy;

--
-- Name: COLUMN insight_quarters.dropped_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(dropped_at),UPDATE(dropped_at) ON TABLE ledger.insight_quarters TO ledger_policy;

--
-- Name: TABLE insight_refresh; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_refresh TO ledger_backup;
GRANT SELECT,UPDATE ON TABLE ledger.insight_refresh TO ledger_insights;

--
-- Name: TABLE insight_shares; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_shares TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.insight_shares TO ledger_insights;

--
-- Name: COLUMN insight_shares.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.insight_shares TO ledger_policy;
GRANT SELECT(community_id) ON TABLE ledger.insight_shares TO ledger_app;

--
-- Name: COLUMN insight_shares.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.insight_shares TO ledger_policy;
GRANT SELECT(story_id) ON TABLE ledger.insight_shares TO ledger_app;

--
-- Name: COLUMN insight_shares.told_on; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(told_on) ON TABLE ledger.insight_shares TO ledger_app;

--
-- Name: TABLE insight_turn; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_turn TO ledger_backup;
GRANT SELECT,UPDATE ON TABLE ledger.insight_turn TO ledger_insights;

--
-- Name: TABLE insight_wishes; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.insight_wishes TO ledger_backup;
GRANT SELECT,INSERT,DELETE ON TABLE ledger.insight_wishes TO ledger_insights;

--
-- Name: TABLE membership_events; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.membership_events TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.membership_events TO ledger_policy;

--
-- Name: COLUMN membership_events.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.membership_events TO ledger_app;

--
-- Name: COLUMN membership_events.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.membership_events TO ledger_app;

--
-- Name: COLUMN membership_events.profile_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(profile_id) ON TABLE ledger.membership_events TO ledger_app;

--
-- Name: COLUMN membership_events.actor_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(actor_id) ON TABLE ledger.membership_events TO ledger_app;

--
-- Name: COLUMN membership_events.status; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(status) ON TABLE ledger.membership_events TO ledger_app;

--
-- Name: COLUMN membership_events.roles; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(roles) ON TABLE ledger.membership_events TO ledger_app;

--
-- Name: COLUMN membership_events.happened_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(happened_at) ON TABLE ledger.membership_events TO ledger_app;

--
-- Name: SEQUENCE membership_events_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.membership_events_id_seq TO ledger_backup;

--
-- Name: TABLE narrator_claims; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.narrator_claims TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.narrator_claims TO ledger_policy;

--
-- Name: COLUMN narrator_claims.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: COLUMN narrator_claims.narrator_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(narrator_id) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: COLUMN narrator_claims.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: COLUMN narrator_claims.made_by; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(made_by) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: COLUMN narrator_claims.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: COLUMN narrator_claims.expires_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(expires_at) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: COLUMN narrator_claims.ended_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(ended_at) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: COLUMN narrator_claims.used_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(used_at) ON TABLE ledger.narrator_claims TO ledger_app;

--
-- Name: TABLE narrators; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.narrators TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.narrators TO ledger_policy;

--
-- Name: COLUMN narrators.profile_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(profile_id) ON TABLE ledger.narrators TO ledger_app;

--
-- Name: COLUMN narrators.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.narrators TO ledger_app;

--
-- Name: COLUMN narrators.name_key; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(name_key) ON TABLE ledger.narrators TO ledger_app;

--
-- Name: COLUMN narrators.added_by; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(added_by) ON TABLE ledger.narrators TO ledger_app;

--
-- Name: COLUMN narrators.added_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(added_at) ON TABLE ledger.narrators TO ledger_app;

--
-- Name: COLUMN narrators.claimed_by; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(claimed_by) ON TABLE ledger.narrators TO ledger_app;

--
-- Name: COLUMN narrators.claimed_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(claimed_at) ON TABLE ledger.narrators TO ledger_app;

--
-- Name: TABLE notifications; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.notifications TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.notifications TO ledger_policy;

--
-- Name: COLUMN notifications.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.notifications TO ledger_app;

--
-- Name: COLUMN notifications.profile_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(profile_id) ON TABLE ledger.notifications TO ledger_app;

--
-- Name: COLUMN notifications.kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kind) ON TABLE ledger.notifications TO ledger_app;

--
-- Name: COLUMN notifications.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.notifications TO ledger_app;

--
-- Name: COLUMN notifications.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.notifications TO ledger_app;

--
-- Name: COLUMN notifications.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.notifications TO ledger_app;

--
-- Name: COLUMN notifications.read_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(read_at),UPDATE(read_at) ON TABLE ledger.notifications TO ledger_app;

--
-- Name: TABLE pictures; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.pictures TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.pictures TO ledger_policy;
GRANT DELETE ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.owner_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kind),INSERT(kind) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id),INSERT(community_id) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.content; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(content),INSERT(content) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.content_type; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(content_type),INSERT(content_type) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.width; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(width),INSERT(width) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.height; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(height),INSERT(height) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: COLUMN pictures.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.pictures TO ledger_app;

--
-- Name: TABLE portal_settings; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.portal_settings TO ledger_backup;
GRANT SELECT,UPDATE ON TABLE ledger.portal_settings TO ledger_policy;
GRANT SELECT ON TABLE ledger.portal_settings TO ledger_reader;

--
-- Name: COLUMN portal_settings.name; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(name) ON TABLE ledger.portal_settings TO ledger_app;

--
-- Name: COLUMN portal_settings.is_demo; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_demo) ON TABLE ledger.portal_settings TO ledger_app;

--
-- Name: COLUMN portal_settings.data_location; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(data_location) ON TABLE ledger.portal_settings TO ledger_app;

--
-- Name: COLUMN portal_settings.set_up_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(set_up_at) ON TABLE ledger.portal_settings TO ledger_app;

--
-- Name: TABLE profiles; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.profiles TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.profiles TO ledger_policy;

--
-- Name: COLUMN profiles.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.profiles TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.profiles TO ledger_reader;

--
-- Name: COLUMN profiles.display_name; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(display_name),UPDATE(display_name) ON TABLE ledger.profiles TO ledger_app;
GRANT SELECT(display_name) ON TABLE ledger.profiles TO ledger_reader;

--
-- Name: COLUMN profiles.other_names; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(other_names),UPDATE(other_names) ON TABLE ledger.profiles TO ledger_app;
GRANT SELECT(other_names) ON TABLE ledger.profiles TO ledger_reader;

--
-- Name: COLUMN profiles.languages; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(languages),UPDATE(languages) ON TABLE ledger.profiles TO ledger_app;
GRANT SELECT(languages) ON TABLE ledger.profiles TO ledger_reader;

--
-- Name: COLUMN profiles.picture_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(picture_id),UPDATE(picture_id) ON TABLE ledger.profiles TO ledger_app;
GRANT SELECT(picture_id) ON TABLE ledger.profiles TO ledger_reader;

--
-- Name: COLUMN profiles.created_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(created_at) ON TABLE ledger.profiles TO ledger_app;
GRANT SELECT(created_at) ON TABLE ledger.profiles TO ledger_reader;

--
-- Name: TABLE public_stories; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.public_stories TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.public_stories TO ledger_policy;

--
-- Name: COLUMN public_stories.published_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(published_at) ON TABLE ledger.public_stories TO ledger_app;
GRANT SELECT(published_at) ON TABLE ledger.public_stories TO ledger_reader;

--
-- Name: COLUMN public_stories.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.public_stories TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.public_stories TO ledger_reader;

--
-- Name: TABLE review_condition_ticks; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.review_condition_ticks TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.review_condition_ticks TO ledger_policy;

--
-- Name: COLUMN review_condition_ticks.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.review_condition_ticks TO ledger_app;

--
-- Name: COLUMN review_condition_ticks.condition_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(condition_id) ON TABLE ledger.review_condition_ticks TO ledger_app;

--
-- Name: COLUMN review_condition_ticks.ticked_by; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(ticked_by) ON TABLE ledger.review_condition_ticks TO ledger_app;

--
-- Name: COLUMN review_condition_ticks.ticked_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(ticked_at) ON TABLE ledger.review_condition_ticks TO ledger_app;

--
-- Name: SEQUENCE review_condition_ticks_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.review_condition_ticks_id_seq TO ledger_backup;

--
-- Name: TABLE review_conditions; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.review_conditions TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.review_conditions TO ledger_policy;

--
-- Name: COLUMN review_conditions.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.review_conditions TO ledger_app;

--
-- Name: COLUMN review_conditions.decision_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(decision_id) ON TABLE ledger.review_conditions TO ledger_app;

--
-- Name: COLUMN review_conditions."position"; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT("position") ON TABLE ledger.review_conditions TO ledger_app;

--
-- Name: COLUMN review_conditions.wording; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(wording) ON TABLE ledger.review_conditions TO ledger_app;

--
-- Name: SEQUENCE review_decisions_sequence_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.review_decisions_sequence_seq TO ledger_backup;

--
-- Name: TABLE story_checkpoints; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_checkpoints TO ledger_backup;
GRANT SELECT,INSERT,DELETE ON TABLE ledger.story_checkpoints TO ledger_policy;
GRANT SELECT ON TABLE ledger.story_checkpoints TO ledger_reader;

--
-- Name: TABLE story_communities; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_communities TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.story_communities TO ledger_policy;

--
-- Name: COLUMN story_communities.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.story_communities TO ledger_app;
GRANT SELECT(community_id) ON TABLE ledger.story_communities TO ledger_reader;

--
-- Name: COLUMN story_communities.published_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(published_at) ON TABLE ledger.story_communities TO ledger_app;
GRANT SELECT(published_at) ON TABLE ledger.story_communities TO ledger_reader;

--
-- Name: COLUMN story_communities.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_communities TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.story_communities TO ledger_reader;

--
-- Name: COLUMN story_communities.shown_level; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(shown_level) ON TABLE ledger.story_communities TO ledger_app;
GRANT SELECT(shown_level) ON TABLE ledger.story_communities TO ledger_reader;

--
-- Name: COLUMN story_communities.consent_public_display; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(consent_public_display) ON TABLE ledger.story_communities TO ledger_app;
GRANT SELECT(consent_public_display) ON TABLE ledger.story_communities TO ledger_reader;

--
-- Name: TABLE story_counts; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_counts TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.story_counts TO ledger_policy;

--
-- Name: COLUMN story_counts.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_counts TO ledger_app;

--
-- Name: COLUMN story_counts.reads; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(reads) ON TABLE ledger.story_counts TO ledger_app;

--
-- Name: COLUMN story_counts.visitor_reads; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(visitor_reads) ON TABLE ledger.story_counts TO ledger_app;

--
-- Name: COLUMN story_counts.shares; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(shares) ON TABLE ledger.story_counts TO ledger_app;

--
-- Name: TABLE story_counts_position; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_counts_position TO ledger_backup;
GRANT SELECT,UPDATE ON TABLE ledger.story_counts_position TO ledger_policy;

--
-- Name: TABLE story_days; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_days TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.story_days TO ledger_insights;

--
-- Name: TABLE story_operations; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_operations TO ledger_backup;
GRANT SELECT,INSERT,DELETE ON TABLE ledger.story_operations TO ledger_policy;
GRANT SELECT ON TABLE ledger.story_operations TO ledger_reader;

--
-- Name: TABLE story_origins; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_origins TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.story_origins TO ledger_policy;

--
-- Name: COLUMN story_origins.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_origins TO ledger_reader;

--
-- Name: COLUMN story_origins.identifier; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(identifier) ON TABLE ledger.story_origins TO ledger_reader;

--
-- Name: TABLE story_people; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_people TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.story_people TO ledger_policy;

--
-- Name: COLUMN story_people.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_people TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.story_people TO ledger_reader;

--
-- Name: COLUMN story_people.profile_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(profile_id) ON TABLE ledger.story_people TO ledger_app;
GRANT SELECT(profile_id) ON TABLE ledger.story_people TO ledger_reader;

--
-- Name: COLUMN story_people.role; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(role) ON TABLE ledger.story_people TO ledger_app;
GRANT SELECT(role) ON TABLE ledger.story_people TO ledger_reader;

--
-- Name: COLUMN story_people.added_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(added_at) ON TABLE ledger.story_people TO ledger_app;
GRANT SELECT(added_at) ON TABLE ledger.story_people TO ledger_reader;

--
-- Name: TABLE story_people_events; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_people_events TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.story_people_events TO ledger_policy;

--
-- Name: COLUMN story_people_events.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.story_people_events TO ledger_app;

--
-- Name: COLUMN story_people_events.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.story_people_events TO ledger_app;

--
-- Name: COLUMN story_people_events.profile_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(profile_id) ON TABLE ledger.story_people_events TO ledger_app;

--
-- Name: COLUMN story_people_events.role; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(role) ON TABLE ledger.story_people_events TO ledger_app;

--
-- Name: COLUMN story_people_events.kind; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(kind) ON TABLE ledger.story_people_events TO ledger_app;

--
-- Name: COLUMN story_people_events.actor_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(actor_id) ON TABLE ledger.story_people_events TO ledger_app;

--
-- Name: COLUMN story_people_events.happened_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(happened_at) ON TABLE ledger.story_people_events TO ledger_app;

--
-- Name: SEQUENCE story_people_events_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.story_people_events_id_seq TO ledger_backup;

--
-- Name: TABLE story_reads; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_reads TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.story_reads TO ledger_policy;

--
-- Name: SEQUENCE story_reads_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.story_reads_id_seq TO ledger_backup;

--
-- Name: TABLE story_search; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_search TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.story_search TO ledger_policy;

--
-- Name: TABLE story_shares; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.story_shares TO ledger_backup;
GRANT SELECT,INSERT ON TABLE ledger.story_shares TO ledger_policy;

--
-- Name: SEQUENCE story_shares_id_seq; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON SEQUENCE ledger.story_shares_id_seq TO ledger_backup;

--
-- Name: TABLE thread_remarks; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.thread_remarks TO ledger_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.thread_remarks TO ledger_policy;

--
-- Name: COLUMN thread_remarks.id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(id) ON TABLE ledger.thread_remarks TO ledger_app;
GRANT SELECT(id) ON TABLE ledger.thread_remarks TO ledger_reader;

--
-- Name: COLUMN thread_remarks.thread_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(thread_id) ON TABLE ledger.thread_remarks TO ledger_app;
GRANT SELECT(thread_id) ON TABLE ledger.thread_remarks TO ledger_reader;

--
-- Name: COLUMN thread_remarks.author_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(author_id) ON TABLE ledger.thread_remarks TO ledger_app;
GRANT SELECT(author_id) ON TABLE ledger.thread_remarks TO ledger_reader;

--
-- Name: COLUMN thread_remarks.made_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(made_at) ON TABLE ledger.thread_remarks TO ledger_app;
GRANT SELECT(made_at) ON TABLE ledger.thread_remarks TO ledger_reader;

--
-- Name: COLUMN thread_remarks.taken_back_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(taken_back_at) ON TABLE ledger.thread_remarks TO ledger_app;
GRANT SELECT(taken_back_at) ON TABLE ledger.thread_remarks TO ledger_reader;

--
-- Name: TABLE version_clearances; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT ON TABLE ledger.version_clearances TO ledger_backup;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.version_clearances TO ledger_policy;

--
-- Name: COLUMN version_clearances.version_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(version_id) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(version_id) ON TABLE ledger.version_clearances TO ledger_reader;
GRANT SELECT(version_id) ON TABLE ledger.version_clearances TO ledger_insights;

--
-- Name: COLUMN version_clearances.community_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(community_id) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(community_id) ON TABLE ledger.version_clearances TO ledger_reader;
GRANT SELECT(community_id) ON TABLE ledger.version_clearances TO ledger_insights;

--
-- Name: COLUMN version_clearances.story_id; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(story_id) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(story_id) ON TABLE ledger.version_clearances TO ledger_reader;
GRANT SELECT(story_id) ON TABLE ledger.version_clearances TO ledger_insights;

--
-- Name: COLUMN version_clearances.state; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(state) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(state) ON TABLE ledger.version_clearances TO ledger_reader;
GRANT SELECT(state) ON TABLE ledger.version_clearances TO ledger_insights;

--
-- Name: COLUMN version_clearances.is_open; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(is_open) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(is_open) ON TABLE ledger.version_clearances TO ledger_reader;
GRANT SELECT(is_open) ON TABLE ledger.version_clearances TO ledger_insights;

--
-- Name: COLUMN version_clearances.title; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(title) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(title) ON TABLE ledger.version_clearances TO ledger_reader;

--
-- Name: COLUMN version_clearances.teller_name; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(teller_name) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(teller_name) ON TABLE ledger.version_clearances TO ledger_reader;

--
-- Name: COLUMN version_clearances.language; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(language) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(language) ON TABLE ledger.version_clearances TO ledger_reader;

--
-- Name: COLUMN version_clearances.direction; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(direction) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(direction) ON TABLE ledger.version_clearances TO ledger_reader;

--
-- Name: COLUMN version_clearances.word_count; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(word_count) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(word_count) ON TABLE ledger.version_clearances TO ledger_reader;

--
-- Name: COLUMN version_clearances.audience; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(audience) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(audience) ON TABLE ledger.version_clearances TO ledger_reader;

--
-- Name: COLUMN version_clearances.teller_note; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(teller_note) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(teller_note) ON TABLE ledger.version_clearances TO ledger_reader;

--
-- Name: COLUMN version_clearances.sent_at; Type: ACL; Schema: ledger; Owner: ledger_owner
--

GRANT SELECT(sent_at) ON TABLE ledger.version_clearances TO ledger_app;
GRANT SELECT(sent_at) ON TABLE ledger.version_clearances TO ledger_reader;
GRANT SELECT(sent_at) ON TABLE ledger.version_clearances TO ledger_insights;

--
-- Name: TABLE claim_keys; Type: ACL; Schema: vault; Owner: ledger_owner
--

GRANT SELECT ON TABLE vault.claim_keys TO ledger_policy;

--
-- Name: DEFAULT PRIVILEGES FOR SEQUENCES; Type: DEFAULT ACL; Schema: -; Owner: ledger_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_owner GRANT SELECT ON SEQUENCES  TO ledger_backup;

--
-- Name: DEFAULT PRIVILEGES FOR TYPES; Type: DEFAULT ACL; Schema: -; Owner: ledger_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_owner REVOKE ALL ON TYPES  FROM PUBLIC;

--
-- Name: DEFAULT PRIVILEGES FOR TYPES; Type: DEFAULT ACL; Schema: -; Owner: ledger_policy
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_policy REVOKE ALL ON TYPES  FROM PUBLIC;

--
-- Name: DEFAULT PRIVILEGES FOR TYPES; Type: DEFAULT ACL; Schema: -; Owner: ledger_reader
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_reader REVOKE ALL ON TYPES  FROM PUBLIC;

--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: ledger_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: ledger_policy
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_policy REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: ledger_reader
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_reader REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: -; Owner: ledger_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE ledger_owner GRANT SELECT ON TABLES  TO ledger_backup;

--
-- PostgreSQL database dump complete
--
