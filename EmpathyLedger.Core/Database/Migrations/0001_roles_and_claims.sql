-- Schemas, and who is asking.
--
-- The cluster's roles, the extensions and what is taken from PUBLIC come from Provisioning/*.sql, because they belong to
-- the server or the database as a whole. Migrations run as ledger_owner, which is a member of ledger_policy and
-- ledger_reader and can hand functions over to them:
--   alter function app.something() owner to ledger_policy;

create schema ledger;
create schema app;
create schema vault;

comment on schema ledger is 'The portal''s tables. Every one has row security enabled and forced.';
comment on schema app is 'The functions that the portal calls.';
comment on schema vault is 'Keys that claims are verified with. Only ledger_policy may look.';

grant create on schema app, vault to ledger_policy;
grant create on schema app to ledger_reader;

grant usage on schema ledger, app to
  ledger_policy, ledger_reader, ledger_app, ledger_analysis, ledger_insights, ledger_backup, ledger_jobs;
grant usage on schema app to ledger_accounts;
grant usage on schema vault to ledger_policy;

-- Nothing is anybody's by default.
alter default privileges for role ledger_owner, ledger_policy, ledger_reader revoke all on functions from public;
alter default privileges for role ledger_owner, ledger_policy, ledger_reader revoke all on types from public;
alter default privileges for role ledger_owner grant select on tables to ledger_backup;
alter default privileges for role ledger_owner grant select on sequences to ledger_backup;

create table vault.claim_keys (
  kid text constraint claim_keys_pkey primary key,
  secret bytea not null,
  not_after timestamptz not null default 'infinity',
  constraint claim_keys_kid_check check (kid ~ '^[0-9a-f]{8}$'),
  constraint claim_keys_secret_check check (octet_length(secret) = 32)
);

comment on table vault.claim_keys is
  'Derived from the key file by the migrator. Left out of every dump: an empty table makes the next start write a new key.';

revoke all on table vault.claim_keys from ledger_backup;
grant select on table vault.claim_keys to ledger_policy;

-- kid.sub.sid.exp.pid.aal.hmac, or null for anything that is not exactly that, in force, and signed for this backend.
-- The signature is checked before anything is read: what bears it was written by ActorClaim, so its shape needs no look
-- (a regular expression for it took 41 of this function's 45 microseconds).
create function vault.verified_claim() returns text[]
language plpgsql stable security invoker parallel restricted
set search_path = pg_catalog, pg_temp as $$
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

comment on function vault.verified_claim() is 'The parts of the claim that ActorScope set, or null: nobody.';

create function app.current_actor_id() returns uuid
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp as $$
begin
  return (vault.verified_claim())[2]::uuid;
end
$$;

comment on function app.current_actor_id() is
  'The profile on whose behalf this statement runs; null for a visitor. Policies always say (select app.current_actor_id()).';

create function app.current_session_id() returns uuid
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp as $$
begin
  return nullif((vault.verified_claim())[3], '-')::uuid;
end
$$;

comment on function app.current_session_id() is 'The sign-in that the claim belongs to; null where there is none.';

create function app.current_assurance_level() returns integer
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((vault.verified_claim())[6]::int, 0);
end
$$;

comment on function app.current_assurance_level() is '0 nobody, 1 a password, 2 a second factor or a passkey.';

alter function vault.verified_claim() owner to ledger_policy;
alter function app.current_actor_id() owner to ledger_policy;
alter function app.current_session_id() owner to ledger_policy;
alter function app.current_assurance_level() owner to ledger_policy;

grant execute on function app.current_actor_id(), app.current_session_id(), app.current_assurance_level() to
  ledger_owner, ledger_policy, ledger_reader, ledger_app, ledger_accounts, ledger_analysis, ledger_insights, ledger_jobs;
