-- Set-up tokens that have made a tenant, by their hash: none works twice, not even when its tenant is deleted.

create table setup_use (
  tenant_id uuid primary key references tenant,
  hash      bytea not null,
  use_time  timestamptz not null
);
create unique index setup_use_hash on setup_use (hash);

call make_tenant_table('setup_use');
revoke update, delete on setup_use from tocsin_app;
call let_lookup_read('setup_use', 'tenant_id, hash');

-- 'done' while there is a tenant, else 'used' when the token was, else 'open'. Who holds the answer keeps others from
-- making a first tenant until the transaction ends.
create function setup_state(token_hash bytea, hold boolean)
returns text
language plpgsql volatile
as $$
begin
  if hold then
    perform pg_advisory_xact_lock(hashtextextended('tocsin first tenant', 0));
  end if;
  if exists (select from tenant t where t.delete_time is null) then
    return 'done';
  end if;
  if exists (select from setup_use u where u.hash = token_hash) then
    return 'used';
  end if;
  return 'open';
end
$$;
call make_lookup('setup_state(bytea, boolean)');
