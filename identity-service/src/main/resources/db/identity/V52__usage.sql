-- What tenants use, by day and counter.

create table usage_day (
  tenant_id uuid not null references tenant,
  day       date not null,
  counter   text not null,
  amount    bigint not null,
  primary key (tenant_id, day, counter)
);

-- Reports that are added already: one that comes again is not added again. Kept for some days.
create table usage_report (
  tenant_id uuid not null,
  report_id uuid not null,
  time      timestamptz not null,
  primary key (tenant_id, report_id)
);
create index usage_report_by_time on usage_report (tenant_id, time);

call make_tenant_table('usage_day');
call make_tenant_table('usage_report');
