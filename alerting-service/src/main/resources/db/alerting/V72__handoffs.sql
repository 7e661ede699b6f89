-- Hand-offs: who is told what when people come and go on a schedule, and what they leave for each other.
SET search_path = alerting;

-- What happens at the hand-offs of a schedule, under the schedule's id. In the queue while anything is switched on: when
-- it is due, the hand-offs ahead are looked for.
CREATE TABLE handoff_setting (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  queue           text        NOT NULL DEFAULT 'handoff_setting',
  state           text        NOT NULL, -- 'pending', or 'off'
  due_at          timestamptz NOT NULL,
  attempts        int         NOT NULL DEFAULT 0,
  fence           bigint      NOT NULL DEFAULT 0,
  last_error      text,
  created_at      timestamptz NOT NULL,
  finished_at     timestamptz,
  notices         boolean     NOT NULL,
  notice_before   int         NOT NULL, -- seconds
  drills          boolean     NOT NULL,
  answer_within   int         NOT NULL, -- seconds
  updated_by_kind text        NOT NULL,
  updated_by_id   text        NOT NULL,
  updated_at      timestamptz NOT NULL, -- what changed hands before is not told of
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CALL make_tenant_table('handoff_setting');
CALL make_queue('handoff_setting');

-- What one person is due at one hand-off. The id is made of the rest, so that finding it again changes nothing.
CREATE TABLE handoff (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  queue       text        NOT NULL DEFAULT 'handoff',
  state       text        NOT NULL DEFAULT 'pending', -- then 'told', 'void', 'late' or 'off'
  due_at      timestamptz NOT NULL,
  attempts    int         NOT NULL DEFAULT 0,
  fence       bigint      NOT NULL DEFAULT 0,
  last_error  text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  schedule_id uuid        NOT NULL,
  changes_at  timestamptz NOT NULL,
  user_id     uuid        NOT NULL,
  kind        text        NOT NULL CHECK (kind IN ('before', 'begin', 'end', 'drill')),
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CREATE INDEX handoff_age ON handoff (tenant_id, created_at);
CREATE INDEX handoff_due ON handoff (tenant_id, schedule_id) WHERE state = 'pending';
CALL make_tenant_table('handoff');
CALL make_queue('handoff');
CALL make_expiring('handoff', 'created_at');

CREATE TABLE handoff_note (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  schedule_id uuid        NOT NULL,
  text        text        NOT NULL, -- Markdown
  author_kind text        NOT NULL,
  author_id   text        NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX handoff_note_schedule ON handoff_note (tenant_id, schedule_id, id);
CREATE INDEX handoff_note_age ON handoff_note (tenant_id, created_at);
CALL make_tenant_table('handoff_note');
CALL make_expiring('handoff_note', 'created_at');
