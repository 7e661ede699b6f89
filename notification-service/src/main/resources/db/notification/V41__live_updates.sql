-- Events in the order in which they became certain. A transaction may commit after one that began later; so a reader
-- takes only events of transactions older than every one still running, in the order (xid, id): nothing can appear
-- behind what it has read.
ALTER TABLE delivery_event ADD COLUMN xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX delivery_event_live ON delivery_event (tenant_id, xid, id);
