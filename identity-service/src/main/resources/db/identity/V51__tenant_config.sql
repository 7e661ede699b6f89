-- What a tenant has set for itself. Limits of 0 are the installation's.

create table tenant_config (
  tenant_id               uuid primary key references tenant,
  time_zone               text not null,
  locale                  text not null,
  calls_per_second        double precision not null,
  calls_burst             integer not null,
  method_calls_per_second double precision not null,
  method_calls_burst      integer not null,
  update_time             timestamptz not null
);

call make_tenant_table('tenant_config');
