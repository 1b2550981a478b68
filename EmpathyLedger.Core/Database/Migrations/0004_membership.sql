-- Founding, joining, inviting, leaving. Each function answers with a word (an outcome), never with an exception, for what
-- a person may well try; the words are translated once, in C#.

set role ledger_policy;

-- Private: whether the actor is a steward of the community, from here to the end of the transaction. Whatever changes who
-- belongs to a community, or invites into it, takes the community's row first: such changes go one after another, so a
-- steward who is being removed acts before the removal or not at all, and two who remove each other do not wait in a circle.
-- (`for no key update`, because rows that refer to a community take `for key share`.) Whoever is no steward locks nothing.
create function app.act_as_steward(p_community_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not p_community_id = any (app.my_steward_community_ids()) then
    return false;
  end if;
  perform 1 from ledger.communities c where c.id = p_community_id for no key update;
  -- Asked again: a new statement sees what was committed while this one waited.
  return p_community_id = any (app.my_steward_community_ids());
end
$$;

-- Private to the functions below: one place writes a membership and its history.
create function app.write_membership(p_community_id uuid, p_profile_id uuid, p_status ledger.membership_status,
  p_roles ledger.community_role[], p_note text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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
  end if;
end
$$;

create function app.community_slug(p_name text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.found_community(p_id uuid, p_name text, p_description text, p_place text, p_time_zone text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.notify_stewards(p_community_id uuid, p_kind ledger.notification_kind) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.notifications (id, profile_id, kind, community_id, created_at)
  select gen_random_uuid(), m.profile_id, p_kind, p_community_id, app.ledger_now()
  from ledger.community_members m
  where m.community_id = p_community_id and m.status = 'active' and 'steward' = any (m.roles)
$$;

create function app.ask_to_join(p_community_id uuid, p_note text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- A steward's answer to someone who asked.
create function app.answer_membership(p_community_id uuid, p_profile_id uuid, p_is_welcome boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Private: true when the community would have no active steward if this person were not one. The caller has locked the
-- community, so two stewards who leave at the same moment are asked one after the other.
create function app.is_last_steward(p_community_id uuid, p_profile_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
      select 1 from ledger.community_members m
      where m.community_id = p_community_id and m.profile_id = p_profile_id and m.status = 'active' and 'steward' = any (m.roles))
    and not exists (
      select 1 from ledger.community_members m
      where m.community_id = p_community_id and m.profile_id <> p_profile_id and m.status = 'active' and 'steward' = any (m.roles))
$$;

create function app.set_member_roles(p_community_id uuid, p_profile_id uuid, p_roles ledger.community_role[]) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- Leaving oneself, or being removed by a steward.
create function app.end_membership(p_community_id uuid, p_profile_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.invite(p_id uuid, p_community_id uuid, p_token_hash bytea, p_email text, p_roles ledger.community_role[],
  p_uses integer, p_expires_at timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.end_invitation(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- What somebody who holds the link may know before accepting.
create function app.read_invitation(p_token_hash bytea)
returns table (community_id uuid, community_name text, description text, roles ledger.community_role[], role_names jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.name, c.description, i.roles, c.role_names
  from ledger.community_invitations i join ledger.communities c on c.id = i.community_id
  where i.token_hash = p_token_hash and i.ended_at is null and i.uses_left > 0 and i.expires_at > now()
$$;

create function app.accept_invitation(p_token_hash bytea) returns table (outcome text, community_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

-- A steward's edit of the community as a row waits for a removal that is under way; its policy was asked before the wait,
-- so it is asked again. As if the row were not there: no row is written, and nothing raises.
create function app.check_still_steward() returns trigger
language plpgsql volatile security invoker set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'ledger_app' and not new.id = any (app.my_steward_community_ids()) then
    return null;
  end if;
  return new;
end
$$;

grant execute on function app.found_community(uuid, text, text, text, text), app.ask_to_join(uuid, text),
  app.answer_membership(uuid, uuid, boolean), app.set_member_roles(uuid, uuid, ledger.community_role[]),
  app.end_membership(uuid, uuid), app.invite(uuid, uuid, bytea, text, ledger.community_role[], integer, timestamptz),
  app.end_invitation(uuid), app.read_invitation(bytea), app.accept_invitation(bytea) to ledger_app;

set role ledger_owner;

create trigger communities_check_still_steward before update on ledger.communities
  for each row execute function app.check_still_steward();
