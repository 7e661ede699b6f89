-- The last payloads of each integration, for people who look for a mistake. Bounded by the writer.
SET search_path = alerting;

CREATE TABLE integration_payload (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL, -- UUIDv7: the order of arrival
  integration_id uuid        NOT NULL,
  received_at    timestamptz NOT NULL,
  source         text        NOT NULL,
  accepted       boolean     NOT NULL,
  status         int         NOT NULL, -- HTTP status of the answer
  reason         text        NOT NULL, -- why it was refused
  size           int         NOT NULL, -- bytes of all of it
  body           bytea       NOT NULL, -- the first of them
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX integration_payload_list ON integration_payload (tenant_id, integration_id, accepted, id);

CALL make_tenant_table('integration_payload');
