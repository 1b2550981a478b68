-- Reading: the only way to story text. Owned by ledger_reader, which is under the same policies as the app.

set role ledger_owner;

-- What full-text search looks through: published words only, never those of a sensitive story. Nobody but the
-- candidate search reads it; what it finds is asked of `stories` again, under the reader's policies.
create table ledger.story_search (
  story_id uuid primary key references ledger.stories (id) on delete cascade,
  configuration regconfig not null,
  words tsvector not null,
  sovereignty jsonb
);
create index story_search_words_idx on ledger.story_search using gin (words);
comment on table ledger.story_search is 'Search vectors of published, not sensitive stories, in the story''s language.';
alter table ledger.story_search enable row level security;
alter table ledger.story_search force row level security;
grant select, insert, update, delete on ledger.story_search to ledger_policy;
grant select (consent_ai_local, is_sensitive) on ledger.stories to ledger_reader;

set role ledger_policy;

create function app.search_configuration(p_language text) returns regconfig
language sql immutable security invoker parallel safe set search_path = pg_catalog, pg_temp as $$
  select case split_part(lower(p_language), '-', 1)
    when 'ar' then 'arabic' when 'hy' then 'armenian' when 'eu' then 'basque' when 'ca' then 'catalan' when 'da' then 'danish'
    when 'nl' then 'dutch' when 'en' then 'english' when 'fi' then 'finnish' when 'fr' then 'french' when 'de' then 'german'
    when 'el' then 'greek' when 'hi' then 'hindi' when 'hu' then 'hungarian' when 'id' then 'indonesian' when 'ga' then 'irish'
    when 'it' then 'italian' when 'lt' then 'lithuanian' when 'ne' then 'nepali' when 'no' then 'norwegian'
    when 'nb' then 'norwegian' when 'nn' then 'norwegian' when 'pt' then 'portuguese' when 'ro' then 'romanian'
    when 'ru' then 'russian' when 'sr' then 'serbian' when 'es' then 'spanish' when 'sv' then 'swedish' when 'ta' then 'tamil'
    when 'tr' then 'turkish' when 'yi' then 'yiddish' else 'simple' end::regconfig
$$;

-- The search vector of a version, from the first p_length characters of its story and as many of its transcript.
create function app.search_words(p_version_id uuid, p_configuration regconfig, p_length integer) returns tsvector
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select setweight(to_tsvector(p_configuration, v.title), 'A') || setweight(to_tsvector(p_configuration, v.summary), 'B')
    || setweight(to_tsvector(p_configuration, array_to_string(v.themes, ' ') || ' ' || v.place), 'B')
    || setweight(to_tsvector(p_configuration, left(v.body_text, p_length)), 'C')
    || setweight(to_tsvector(p_configuration, left(v.transcript, p_length)), 'D')
  from ledger.story_versions v where v.id = p_version_id
$$;

create function app.keep_search_row() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Every published story that matches, whoever may see it: for app.search_stories only, which asks the policies next.
-- (A search operator is not leakproof, so under row security the index would not be used at all.)
create function app.search_candidates(p_query text) returns table (story_id uuid, rank real, query tsquery, configuration regconfig)
language sql stable security definer rows 100 set search_path = pg_catalog, pg_temp as $$
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

-- Private to the reading functions.
create function app.log_access(p_story_id uuid, p_version_id uuid, p_action ledger.story_action, p_is_granted boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := app.current_actor_id();
begin
  if p_action = 'view' and p_is_granted and p_version_id is null
    and not exists (select 1 from ledger.story_people p
      where p.story_id = p_story_id and p.profile_id = actor and p.role in ('teller', 'co_author'))
    -- Somebody who comes back the same day is one reading.
    and (actor is null or not exists (select 1 from ledger.access_log l
      where l.story_id = p_story_id and l.actor_id = actor and l.action = 'view' and l.is_granted and l.version_id is null
        and l.happened_at > date_trunc('day', now()))) then
    insert into ledger.story_reads (happened_at, story_id, is_visitor) values (now(), p_story_id, actor is null);
  end if;
  insert into ledger.access_log (happened_at, actor_id, session_id, story_id, version_id, action, is_granted)
  values (now(), actor, app.current_session_id(), p_story_id, p_version_id, p_action, p_is_granted);
  if p_action = 'share' and p_is_granted then
    insert into ledger.story_shares (happened_at, story_id) values (now(), p_story_id);
  end if;
end
$$;

-- Resolves what holds for a story: its own word, else its communities', else the portal's.
create function app.sovereignty_of(p_story_id uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('ownership', 'community', 'consent', 'explicit', 'protocols', '[]'::jsonb, 'value', 'attribution',
      'data_location', (select p.data_location from ledger.portal_settings p))
    || coalesce((select p.sovereignty from ledger.portal_settings p), '{}')
    || coalesce((select c.sovereignty || jsonb_build_object('data_location', c.data_location)
        from ledger.communities c where c.id = any (s.community_ids) order by c.created_at limit 1), '{}')
    || coalesce(s.sovereignty, '{}')
  from ledger.stories s
  where s.id = p_story_id and s.teller_id = app.current_actor_id()
$$;

grant execute on function app.search_candidates(text), app.log_access(uuid, uuid, ledger.story_action, boolean) to ledger_reader;
grant execute on function app.search_configuration(text) to ledger_reader, ledger_app;
grant execute on function app.sovereignty_of(uuid) to ledger_app;

set role ledger_owner;
create trigger stories_keep_search_row after insert or update of published_version_id, withdrawn_at, archived_at, erased_at, is_cleared,
  is_sensitive on ledger.stories for each row execute function app.keep_search_row();
set role ledger_reader;

-- Decides and logs. Never raises. The caller commits before it uses the answer.
create function app.check_story_access(p_story_id uuid, p_action ledger.story_action) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_granted boolean;
begin
  is_granted := case p_action
    when 'view' then exists (select 1 from ledger.stories s where s.id = p_story_id and s.is_open)
    when 'edit' then exists (select 1 from ledger.story_drafts d join ledger.stories s on s.id = d.story_id where d.story_id = p_story_id)
    when 'share' then exists (select 1 from ledger.stories s where s.id = p_story_id and s.is_open and s.shown_level >= 'community')
    when 'analyze' then exists (select 1 from ledger.stories s
      where s.id = p_story_id and s.is_open and s.consent_ai_local and not s.is_sensitive)
    else false end;
  perform app.log_access(p_story_id, null, p_action, is_granted);
  return is_granted;
end
$$;

-- The words of a story: of the published version to view, share or analyze, of the draft to edit. Nothing when refused.
create function app.open_story(p_story_id uuid, p_action ledger.story_action)
returns table (story_id uuid, version_id uuid, revision integer, title text, summary text, language text, direction text,
  told_when text, told_to text, place text, themes text[], warnings text[], people jsonb, community_ids uuid[],
  is_sensitive boolean, body jsonb, body_text text, transcript text, word_count integer, saved_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.check_story_access(p_story_id, p_action) then
    return;
  end if;
  if p_action = 'edit' then
    return query select d.story_id, null::uuid, d.revision, d.title, d.summary, d.language, d.direction, d.told_when, d.told_to,
      d.place, d.themes, d.warnings, d.people, d.community_ids, d.is_sensitive, d.body, d.body_text, d.transcript, d.word_count,
      d.saved_at
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

-- The words of one frozen version: for its people, and for the elders who are asked about it.
create function app.open_version(p_version_id uuid)
returns table (story_id uuid, version_id uuid, revision integer, title text, summary text, language text, direction text,
  told_when text, told_to text, place text, themes text[], warnings text[], people jsonb, community_ids uuid[],
  is_sensitive boolean, body jsonb, body_text text, transcript text, word_count integer, saved_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Ranked hits among what the actor may read, with a snippet whose matches stand between U+E000 and U+E001. Keyset: pass the
-- rank and id of the last hit. Stories with a warning give no snippet: the warning comes before the words. Nor is one
-- given that names somebody who has passed away.
create function app.search_stories(p_query text, p_community_id uuid, p_after_rank real, p_after_id uuid, p_limit integer)
returns table (story_id uuid, rank real, snippet text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
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

grant execute on function app.check_story_access(uuid, ledger.story_action), app.open_story(uuid, ledger.story_action),
  app.open_version(uuid), app.search_stories(text, uuid, real, uuid, integer) to ledger_app;

set role ledger_owner;
