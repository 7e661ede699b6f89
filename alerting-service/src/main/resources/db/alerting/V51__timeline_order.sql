-- What happened, in the order in which it became certain (ADR 15): a reader takes only rows of transactions older than
-- every one still running, in the order (xid, id), so that nothing can appear behind what it has read.
SET search_path = alerting;

ALTER TABLE timeline_event ADD COLUMN xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX timeline_event_order ON timeline_event (tenant_id, xid, id);

-- That an alert was received is told of its row. Rows of one transaction share an entry of this index: it stays small.
ALTER TABLE alert ADD COLUMN xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX alert_order ON alert (tenant_id, xid);
