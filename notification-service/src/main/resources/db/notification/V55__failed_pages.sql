-- Pages of a group of alerts that were given up, to be told to alerting-service: under the delivery's own id.
CREATE TABLE failed_page (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  queue       text        NOT NULL DEFAULT 'failed_page',
  state       text        NOT NULL DEFAULT 'pending',
  due_at      timestamptz NOT NULL,
  attempts    int         NOT NULL DEFAULT 0,
  fence       bigint      NOT NULL DEFAULT 0,
  last_error  text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CALL make_tenant_table('failed_page');
CALL make_queue('failed_page');
