-- The server's roles, each time the same. Passwords (SCRAM verifiers) follow from LedgerProvisioner.
do $$
declare
  role_name text;
begin
  foreach role_name in array array[
    'ledger_owner', 'ledger_policy', 'ledger_reader', 'ledger_app', 'ledger_accounts', 'ledger_analysis',
    'ledger_insights', 'ledger_backup', 'ledger_jobs', 'ledger_maintenance'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = role_name) then
      execute pg_catalog.format('create role %I nologin', role_name);
    end if;
  end loop;
end
$$;

-- BYPASSRLS: under FORCE a plain owner's backfill would change no row, silently.
alter role ledger_owner nologin nosuperuser nocreatedb nocreaterole noreplication bypassrls;
alter role ledger_policy nologin nosuperuser nocreatedb nocreaterole noreplication bypassrls;
alter role ledger_reader nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role ledger_insights nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit;
alter role ledger_maintenance nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role ledger_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit;
alter role ledger_accounts login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit;
alter role ledger_analysis login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit;
alter role ledger_backup login nosuperuser nocreatedb nocreaterole noreplication bypassrls noinherit;
alter role ledger_jobs login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit;

-- ledger_owner cannot log in; only the migrator becomes it, and hands functions over to these.
grant ledger_policy, ledger_reader, ledger_insights to ledger_owner;

-- Making a partition takes the rights of the table's owner, who owns no function: this role lends them to one function.
grant ledger_owner to ledger_maintenance;

-- No statement of a page outlives the claim that it runs under.
alter role ledger_app set statement_timeout = '30s';
alter role ledger_app set idle_in_transaction_session_timeout = '60s';
alter role ledger_accounts set statement_timeout = '30s';
alter role ledger_accounts set idle_in_transaction_session_timeout = '60s';
alter role ledger_backup set default_transaction_read_only = 'on';
