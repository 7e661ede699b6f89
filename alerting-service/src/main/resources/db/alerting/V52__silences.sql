-- Silences: matchers that hold the pages of alerts for a while.
SET search_path = alerting;

CREATE TABLE silence (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  matchers        jsonb       NOT NULL, -- [{name, operator, values}], all of which must match
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz NOT NULL, -- it holds no longer at this instant
  comment         text        NOT NULL DEFAULT '',
  created_by_kind text        NOT NULL,
  created_by_id   text        NOT NULL,
  expired_by_kind text, -- null: it ends, or ended, in its time
  expired_by_id   text,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX silence_end ON silence (tenant_id, ends_at);
CALL make_tenant_table('silence');
-- Ingest decides by silences as by routes: it sees in its transaction when they have changed.
CREATE TRIGGER config_version AFTER INSERT OR UPDATE OR DELETE ON silence
  FOR EACH ROW EXECUTE FUNCTION bump_config_version();

-- The silences that hold the step, and that the timeline has told of; null: none does.
ALTER TABLE escalation_step ADD COLUMN held_by uuid[];
CREATE INDEX escalation_step_held ON escalation_step (tenant_id, group_id) WHERE state = 'pending' AND held_by IS NOT NULL;

-- A large group is read in parts, in the order of ids, to see whether all of it is silenced.
DROP INDEX alert_by_group;
CREATE INDEX alert_by_group ON alert (group_id, id);

-- Who named the people of a direct policy, as `user:<id>`.
ALTER TABLE direct_policy ADD COLUMN named_by text;
