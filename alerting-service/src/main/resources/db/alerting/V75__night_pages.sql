-- When each person was last paged at night, in tenants that have pages diverted for the rest of the primary. One row a
-- person: what was before the last page does not count.
SET search_path = alerting;

CREATE TABLE night_page (
  tenant_id uuid        NOT NULL,
  user_id   uuid        NOT NULL,
  paged_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
) WITH (fillfactor = 70);
CALL make_tenant_table('night_page');
