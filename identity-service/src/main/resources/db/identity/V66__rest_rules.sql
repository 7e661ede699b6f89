-- How much rest people are to have. Tenants without a row have the built-in rules.

create table rest_rules (
  tenant_id          uuid primary key references tenant,
  min_rest_hours     integer not null,
  night_budget_hours integer not null,
  -- Wall-clock times as HH:MM.
  night_start        text not null,
  night_end          text not null,
  -- Whether a page goes to the secondary while the primary rests, and whether a critical one does.
  divert             boolean not null,
  divert_critical    boolean not null,
  update_time        timestamptz not null
);

call make_tenant_table('rest_rules');
