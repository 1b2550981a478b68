-- Imports: a steward's file, what became of each of its rows, and which story came from which row of an archive.
--
-- The file is kept in parts until its rows are in. A node works on an import under a lease and as the steward, in batches that are
-- one transaction each, the position among them: whoever goes on after a crash begins where the last batch ended.

set role ledger_owner;

create type ledger.import_state as enum ('uploading', 'uploaded', 'checking', 'checked', 'importing', 'done', 'cancelled', 'unreadable');
create type ledger.import_outcome as enum ('ready', 'imported', 'known', 'failed');
grant usage on type ledger.import_state, ledger.import_outcome to ledger_policy, ledger_app;

create table ledger.imports (
  id uuid primary key,
  community_id uuid not null references ledger.communities (id),
  steward_id uuid not null references ledger.profiles (id),
  file_name text not null check (char_length(file_name) <= 200),
  byte_count bigint not null default 0,
  state ledger.import_state not null default 'uploading',
  headings text[] not null default '{}' check (cardinality(headings) <= 501),
  -- The first rows, cut short, for whoever says which column is which; empty once the import is over.
  sample jsonb not null default '[]' check (jsonb_typeof(sample) = 'array' and length(sample::text) <= 200000),
  mapping jsonb not null default '{}' check (jsonb_typeof(mapping) = 'object' and length(mapping::text) <= 2000),
  -- Our own word for what keeps the whole file from being read, and the line: never anything of the file.
  problem text check (char_length(problem) <= 60),
  -- How far the present pass has come: the number of its last row, and how many rows that were.
  position integer not null default 0,
  rows_total integer,
  rows_read integer not null default 0,
  rows_ready integer not null default 0,
  rows_imported integer not null default 0,
  rows_known integer not null default 0,
  rows_failed integer not null default 0,
  lease_id uuid,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  sovereignty jsonb
);
create index imports_steward_id_idx on ledger.imports (steward_id, community_id, created_at desc);
create index imports_community_id_idx on ledger.imports (community_id);
create index imports_waiting_idx on ledger.imports (lease_until nulls first) where state in ('checking', 'importing');

create table ledger.import_parts (
  import_id uuid not null references ledger.imports (id) on delete cascade,
  number integer not null check (number between 0 and 300),
  content bytea not null check (octet_length(content) between 1 and 1048576),
  sovereignty jsonb,
  primary key (import_id, number)
);
-- Written once and read twice: compressing it would cost more than the copy.
alter table ledger.import_parts alter column content set storage external;

create table ledger.import_rows (
  import_id uuid not null references ledger.imports (id) on delete cascade,
  row_number integer not null,
  outcome ledger.import_outcome not null,
  reason text not null default '' check (char_length(reason) <= 60),
  title text not null check (char_length(title) <= 300),
  narrator text not null check (char_length(narrator) <= 200),
  story_id uuid,
  source_key bytea check (octet_length(source_key) = 32),
  sovereignty jsonb,
  primary key (import_id, row_number)
);
create index import_rows_failed_idx on ledger.import_rows (import_id, row_number) where outcome = 'failed';
create index import_rows_source_key_idx on ledger.import_rows (import_id, source_key) where source_key is not null;

-- What makes a row known: the archive's identifier, or the row itself, hashed. It goes with the story, and outlives everything else
-- that may happen to it.
create table ledger.story_origins (
  story_id uuid primary key references ledger.stories (id) on delete cascade,
  community_id uuid not null references ledger.communities (id),
  source_key bytea not null check (octet_length(source_key) = 32),
  identifier text not null check (char_length(identifier) <= 200),
  import_id uuid not null,
  sovereignty jsonb,
  unique (community_id, source_key)
);

comment on table ledger.imports is 'Files of an archive that stewards bring in, and how far each has come.';
comment on table ledger.import_parts is 'The content of a file, until its rows are in.';
comment on table ledger.import_rows is 'What became of each row of a file; kept for ninety days.';
comment on table ledger.story_origins is 'Which row of which archive a story was brought in from.';

grant select, insert, update, delete on ledger.imports, ledger.import_parts, ledger.import_rows to ledger_policy;
grant select, insert on ledger.story_origins to ledger_policy;

set role ledger_policy;

create function app.my_import_ids() returns uuid[]
language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(i.id), '{}') from ledger.imports i
  where i.steward_id = app.current_actor_id() and i.community_id = any (app.my_steward_community_ids())
$$;

-- Private: the actor's own import, locked, when it is in one of these states and the actor is still a steward there.
create function app.lock_import(p_import_id uuid, p_states ledger.import_state[]) returns ledger.imports
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.begin_import(p_import_id uuid, p_community_id uuid, p_file_name text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Parts come in their order; 256 MB and no more.
create function app.add_import_part(p_import_id uuid, p_number integer, p_content bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.read_import_part(p_import_id uuid, p_number integer) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.content from ledger.import_parts p
  where p.import_id = p_import_id and p.number = p_number and p_import_id = any (app.my_import_ids())
$$;

create function app.end_upload(p_import_id uuid, p_headings text[], p_sample jsonb, p_mapping jsonb, p_problem text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- The two passes over the file: what would become of its rows, and then what does. Another pass begins from nothing.
create function app.start_import_pass(p_import_id uuid, p_mapping jsonb, p_is_for_real boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.cancel_import(p_import_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Private: nothing more happens to it, so its file is not needed.
create function app.close_import(p_import ledger.imports, p_state ledger.import_state, p_problem text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update ledger.imports i set state = p_state, problem = coalesce(p_problem, i.problem), sample = '[]', lease_id = null,
    lease_until = null, updated_at = now()
  where i.id = p_import.id;
  delete from ledger.import_parts p where p.import_id = p_import.id;
  perform app.emit('import_changed', null, p_import.community_id, p_import.steward_id);
end
$$;

-- For the node that has nothing to do: an import that waits, or whose node has died; or the one that is named. The lease's own id
-- is asked with every batch, so that a node which comes back late writes nothing more.
create function app.take_import(p_lease_id uuid, p_import_id uuid, p_for interval)
returns table (import_id uuid, community_id uuid, steward_id uuid, state ledger.import_state, mapping text, "position" integer,
  byte_count bigint)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update ledger.imports i set lease_id = p_lease_id, lease_until = now() + p_for
  where i.id = (
    select w.id from ledger.imports w
    where w.state in ('checking', 'importing') and (w.lease_until is null or w.lease_until < now())
      and (p_import_id is null or w.id = p_import_id)
    order by w.lease_until nulls first, w.created_at
    limit 1 for update skip locked)
  returning i.id, i.community_id, i.steward_id, i.state, i.mapping::text, i.position, i.byte_count
$$;

-- A node that stops leaves it to the next at once.
create function app.leave_import(p_import_id uuid, p_lease_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update ledger.imports i set lease_id = null, lease_until = null where i.id = p_import_id and i.lease_id = p_lease_id
$$;

-- Its steward is none any more.
create function app.give_up_import(p_import_id uuid, p_lease_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  import ledger.imports;
begin
  select i.* into import from ledger.imports i where i.id = p_import_id and i.lease_id = p_lease_id for update;
  if found then
    perform app.close_import(import, 'cancelled', 'not_steward');
  end if;
end
$$;

-- Files that nobody went on with for a week, uploads that broke off, and after ninety days the lists.
create function app.forget_old_imports() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

grant execute on function app.my_import_ids(), app.begin_import(uuid, uuid, text), app.add_import_part(uuid, integer, bytea),
  app.read_import_part(uuid, integer), app.end_upload(uuid, text[], jsonb, jsonb, text), app.start_import_pass(uuid, jsonb, boolean),
  app.cancel_import(uuid) to ledger_app;
grant execute on function app.take_import(uuid, uuid, interval), app.leave_import(uuid, uuid), app.give_up_import(uuid, uuid),
  app.forget_old_imports() to ledger_jobs;

set role ledger_owner;

alter table ledger.imports enable row level security;
alter table ledger.imports force row level security;
alter table ledger.import_parts enable row level security;
alter table ledger.import_parts force row level security;
alter table ledger.import_rows enable row level security;
alter table ledger.import_rows force row level security;
alter table ledger.story_origins enable row level security;
alter table ledger.story_origins force row level security;

create policy imports_select_steward on ledger.imports for select to ledger_app
  using (steward_id = (select app.current_actor_id()) and community_id = any ((select app.my_steward_community_ids())::uuid[]));
grant select (id, community_id, steward_id, file_name, byte_count, state, headings, sample, mapping, problem, rows_total, rows_read, rows_ready,
  rows_imported, rows_known, rows_failed, lease_until, created_at, updated_at) on ledger.imports to ledger_app;

create policy import_rows_select_steward on ledger.import_rows for select to ledger_app
  using (import_id = any ((select app.my_import_ids())::uuid[]));
grant select (import_id, row_number, outcome, reason, title, narrator, story_id) on ledger.import_rows to ledger_app;
