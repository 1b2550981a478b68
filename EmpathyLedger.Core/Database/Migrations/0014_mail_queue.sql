-- Mail that a notification owes. Taken by the mailer with a lease, so that a node that dies in the middle leaves it to the
-- next one; marked when the mail server has accepted it.

set role ledger_policy;

create function app.take_mail(p_limit integer)
returns table (
  notification_id uuid, profile_id uuid, display_name text, kind ledger.notification_kind, community_name text, community_slug text,
  role_names jsonb)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
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

create function app.mail_sent(p_notification_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update ledger.notifications n set mail_sent_at = now() where n.id = p_notification_id
$$;

-- Old idempotency keys are of no use to anybody.
create function app.forget_old_saves() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer;
begin
  delete from ledger.draft_saves s where s.saved_at < now() - interval '7 days';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

grant execute on function app.take_mail(integer), app.mail_sent(uuid), app.forget_old_saves() to ledger_jobs;

set role ledger_owner;
