-- Pager drills: test pages to one person, on the very way of real ones.
SET search_path = alerting;

-- Nobody but those it names is ever paged by it: no repetition, no fallback.
ALTER TABLE direct_policy ADD COLUMN alone boolean NOT NULL DEFAULT false;
-- By it groups of drills are known: they count in no analytics and cost nobody their rest.
CREATE INDEX direct_policy_drill ON direct_policy (tenant_id, group_id) WHERE alone;

-- In the queue until its result is known and whoever must be told of it has been.
CREATE TABLE drill (
  tenant_id     uuid        NOT NULL,
  id            uuid        NOT NULL,
  queue         text        NOT NULL DEFAULT 'drill',
  state         text        NOT NULL DEFAULT 'pending',
  due_at        timestamptz NOT NULL,
  attempts      int         NOT NULL DEFAULT 0,
  fence         bigint      NOT NULL DEFAULT 0,
  last_error    text,
  created_at    timestamptz NOT NULL,
  finished_at   timestamptz,
  schedule_id   uuid, -- null: the person asked for it
  user_id       uuid        NOT NULL,
  answer_within int         NOT NULL, -- seconds
  alert_id      uuid, -- null until it is open
  group_id      uuid,
  answer_by     timestamptz,
  result        text        NOT NULL DEFAULT 'running', -- then 'answered', 'unanswered', 'undelivered' or 'ended_by_another'
  detail        text        NOT NULL DEFAULT '',
  answered_at   timestamptz,
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
-- Nobody is drilled twice at once.
CREATE UNIQUE INDEX drill_running ON drill (tenant_id, user_id) WHERE state = 'pending';
CREATE INDEX drill_age ON drill (tenant_id, created_at, id);
CALL make_tenant_table('drill');
CALL make_queue('drill');
CALL make_expiring('drill', 'created_at');
