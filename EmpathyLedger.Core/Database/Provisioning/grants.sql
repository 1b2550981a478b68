-- Who may connect. A copy of a database (create database ... template) does not inherit this.
do $$
begin
  execute pg_catalog.format('revoke all on database %I from public', pg_catalog.current_database());
  execute pg_catalog.format('grant create, connect on database %I to ledger_owner', pg_catalog.current_database());
  execute pg_catalog.format(
    'grant connect on database %I to ledger_app, ledger_accounts, ledger_analysis, ledger_backup, ledger_jobs',
    pg_catalog.current_database());
  -- Refreshing a materialised view concurrently takes a temporary table of its owner's.
  execute pg_catalog.format('grant temporary on database %I to ledger_insights', pg_catalog.current_database());
end
$$;
