-- What people do by hand beyond answering: page somebody directly, hand a group to others, put it off for a while.
SET search_path = alerting;

-- Whom somebody named to be paged in place of a policy of the list: one step, gone through again a few times. Steps name
-- it as their policy.
CREATE TABLE direct_policy (
  tenant_id  uuid        NOT NULL,
  id         uuid        NOT NULL,
  group_id   uuid        NOT NULL,
  steps      jsonb       NOT NULL, -- array of PolicyStep in proto3 JSON
  repeat     int         NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CALL make_tenant_table('direct_policy');

-- The group has been handed to others or begins anew: this step belongs to an escalation that is over.
ALTER TABLE escalation_step ADD COLUMN superseded boolean NOT NULL DEFAULT false;

-- Acknowledged until then; null: for good, or not at all.
ALTER TABLE alert ADD COLUMN snoozed_until timestamptz;
ALTER TABLE alert_group ADD COLUMN snoozed_until timestamptz;

-- The end of a group's snooze, under the group's own id. Whether it is still snoozed the group itself says.
CREATE TABLE snooze (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  queue       text        NOT NULL DEFAULT 'snooze',
  state       text        NOT NULL DEFAULT 'pending',
  due_at      timestamptz NOT NULL,
  attempts    int         NOT NULL DEFAULT 0,
  fence       bigint      NOT NULL DEFAULT 0,
  last_error  text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CALL make_tenant_table('snooze');
CALL make_queue('snooze');
