-- The portal itself: what it is, setting it up, people's profiles at sign-in, and demonstrations.

set role ledger_policy;

create function app.portal()
returns table (name text, is_demo boolean, is_set_up boolean, data_location text, is_demo_filling boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.name, s.is_demo, s.set_up_at is not null, s.data_location, s.is_demo_filling from ledger.portal_settings s
$$;

-- Called at sign-in. The name is taken only when there is no profile yet.
create function app.ensure_profile(p_display_name text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Once in the life of a ledger: the first community and its steward. Called by the host itself, on behalf of whoever came
-- with the token that only the console shows: a node that acts for people (ledger_app) may not, whoever is signed in.
create function app.set_up_portal(p_community_id uuid, p_display_name text, p_portal_name text, p_community_name text,
  p_place text, p_data_location text, p_time_zone text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Demonstrations: only an empty ledger can become one, and only while it is being filled can it tell a past.
create function app.begin_demo(p_name text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from ledger.portal_settings s for update;
  if exists (select 1 from ledger.profiles) or (select s.set_up_at is not null from ledger.portal_settings s) then
    return 'not_empty';
  end if;
  update ledger.portal_settings set is_demo = true, is_demo_filling = true, name = p_name;
  return 'begun';
end
$$;

-- Nobody is written to about an invented past, and its older news has been read.
create function app.end_demo() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update ledger.notifications n set mail_sent_at = now(),
    read_at = case when n.created_at < now() - interval '7 days' then n.created_at + interval '1 day' end
  where n.mail_sent_at is null and (select s.is_demo_filling from ledger.portal_settings s);
  update ledger.portal_settings set is_demo_filling = false where is_demo
$$;

-- The invented people are there before the first community is founded; whoever registers later is real and is not listed.
create function app.demo_people() returns table (profile_id uuid, display_name text, roles text[], community text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.display_name, coalesce(m.roles::text[], '{}'), c.name
  from ledger.profiles p
  left join lateral (
    select m.community_id, m.roles from ledger.community_members m
    where m.profile_id = p.id and m.status = 'active'
    order by cardinality(m.roles) desc, m.joined_at limit 1) m on true
  left join ledger.communities c on c.id = m.community_id
  where exists (select 1 from ledger.portal_settings s where s.is_demo and p.created_at < coalesce(s.set_up_at, 'infinity'))
  order by p.created_at, p.display_name
$$;

grant execute on function app.portal() to ledger_app, ledger_accounts, ledger_jobs;
grant execute on function app.demo_people() to ledger_app, ledger_accounts;
grant execute on function app.set_up_portal(uuid, text, text, text, text, text, text), app.begin_demo(text), app.end_demo()
  to ledger_jobs;
grant execute on function app.ensure_profile(text) to ledger_app;

set role ledger_owner;
