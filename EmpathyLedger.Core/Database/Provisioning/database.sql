-- What belongs to this database as a whole: extensions out of the portal's reach, and what PUBLIC loses.
revoke all on schema public from public;
revoke usage on language plpgsql from public;
grant usage on language plpgsql to ledger_owner, ledger_policy, ledger_reader, ledger_maintenance;

create schema if not exists ext;
create schema if not exists crypto;
create schema if not exists migrations authorization ledger_owner;
create extension if not exists vector with schema ext;
create extension if not exists pgcrypto with schema crypto;
comment on schema ext is 'pgvector.';
comment on schema crypto is 'pgcrypto. Only ledger_policy may use it.';
comment on schema migrations is 'DbUp''s journal.';
revoke all on schema ext, crypto, migrations from public;
grant usage on schema ext to
  ledger_owner, ledger_policy, ledger_reader, ledger_app, ledger_analysis, ledger_insights, ledger_backup;
grant usage on schema crypto to ledger_policy;
revoke all on all functions in schema crypto from public;
grant execute on all functions in schema crypto to ledger_policy;

-- Callable by anybody otherwise: ending other sessions, filling the disk with large objects, blocking by advisory lock.
do $$
declare
  routine regprocedure;
begin
  for routine in
    select p.oid::pg_catalog.regprocedure
      from pg_catalog.pg_proc p
      where p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
        and (p.proname in (
               'pg_terminate_backend', 'pg_cancel_backend', 'lo_create', 'lo_creat', 'lo_from_bytea', 'lo_open', 'lo_put',
               'lo_get', 'lo_truncate', 'lo_truncate64', 'lo_unlink', 'lo_lseek', 'lo_lseek64', 'lo_tell', 'lo_tell64',
               'lo_close', 'loread', 'lowrite', 'lo_import', 'lo_export')
             or p.proname like 'pg\_advisory\_%' or p.proname like 'pg\_try\_advisory\_%')
        -- Lets go only of what the session itself holds; the pool calls it between two borrowers.
        and p.proname <> 'pg_advisory_unlock_all'
  loop
    execute pg_catalog.format('revoke all on function %s from public', routine);
    if routine::text like '%advisory%' then
      execute pg_catalog.format('grant execute on function %s to ledger_owner, ledger_policy, ledger_reader, ledger_jobs', routine);
    end if;
  end loop;
end
$$;
