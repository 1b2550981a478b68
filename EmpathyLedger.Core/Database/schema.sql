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
-- Name: app; Type: SCHEMA; Schema: -; Owner: ledger_owner
--

CREATE SCHEMA app;

ALTER SCHEMA app OWNER TO ledger_owner;

--
-- Name: SCHEMA app; Type: COMMENT; Schema: -; Owner: ledger_owner
--

COMMENT ON SCHEMA app IS 'The functions that the portal calls.';

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
-- Name: verified_claim(); Type: FUNCTION; Schema: vault; Owner: ledger_policy
--

CREATE FUNCTION vault.verified_claim() RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  claim text := current_setting('app.claim', true);
  part text[];
  claim_secret bytea;
begin
  if claim is null or length(claim) > 200
     or claim !~ '^[0-9a-f]{8}\.[0-9a-f]{32}\.([0-9a-f]{32}|-)\.[0-9]{1,11}\.[0-9]{1,9}\.[0-9]\.[0-9a-f]{64}$' then
    return null;
  end if;
  part := string_to_array(claim, '.');
  if part[5]::int <> pg_backend_pid() or to_timestamp(part[4]::bigint) <= clock_timestamp() then
    return null;
  end if;
  select k.secret into claim_secret
    from vault.claim_keys k
    where k.kid = part[1] and k.not_after > clock_timestamp();
  if claim_secret is null
     or encode(crypto.hmac(convert_to(left(claim, -65), 'UTF8'), claim_secret, 'sha256'), 'hex') <> part[7] then
    return null;
  end if;
  return part;
end
$_$;

ALTER FUNCTION vault.verified_claim() OWNER TO ledger_policy;

--
-- Name: FUNCTION verified_claim(); Type: COMMENT; Schema: vault; Owner: ledger_policy
--

COMMENT ON FUNCTION vault.verified_claim() IS 'The parts of the claim that ActorScope set, or null: nobody.';

SET default_tablespace = '';

SET default_table_access_method = heap;

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
-- Name: FUNCTION pg_advisory_unlock_all(); Type: ACL; Schema: pg_catalog; Owner: postgres
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO ledger_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO ledger_policy;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO ledger_reader;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO ledger_jobs;

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
