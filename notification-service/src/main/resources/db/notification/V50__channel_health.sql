-- How channels do, for those who look: failures in a row, and until when nothing is tried.
CREATE TABLE channel_health (
  tenant_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  failures int NOT NULL,
  open_until timestamptz,
  reason text NOT NULL,
  last_error text NOT NULL,
  last_error_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, channel_id)
);
CALL make_tenant_table('channel_health');
