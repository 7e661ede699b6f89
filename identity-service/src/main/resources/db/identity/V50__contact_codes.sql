-- Codes that show that an address reaches its owner.

create table contact_code (
  tenant_id   uuid not null,
  contact_id  uuid not null,
  -- bcrypt: six digits would be found at once in anything faster.
  hash        text not null,
  expire_time timestamptz not null,
  tries       integer not null,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contact_method on delete cascade
);

-- How many were sent in the hour that began then, to an address and by a person. An address that is removed and
-- added again counts on.
create table code_send (
  tenant_id    uuid not null,
  about        text not null,
  window_start timestamptz not null,
  sends        integer not null,
  primary key (tenant_id, about)
);

call make_tenant_table('contact_code');
call make_tenant_table('code_send');
