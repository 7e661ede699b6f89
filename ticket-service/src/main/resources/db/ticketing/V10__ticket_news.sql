-- Notes to write on tickets, each its own queue entry.
CREATE TABLE ticket_comment (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  ticket_id   uuid        NOT NULL,
  key         text        NOT NULL, -- the caller's: the same wish is written once
  body        text        NOT NULL,
  external_id text        NOT NULL DEFAULT '',
  queue       text        NOT NULL,
  state       text        NOT NULL DEFAULT 'pending', -- pending, written, dead
  due_at      timestamptz NOT NULL,
  attempts    int         NOT NULL DEFAULT 0,
  fence       bigint      NOT NULL DEFAULT 0,
  last_error  text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX ticket_comment_once ON ticket_comment (tenant_id, ticket_id, key);
CALL make_tenant_table('ticket_comment');
CALL make_queue('ticket_comment');

-- What ticket systems told us, each its own queue entry: a 2xx to them means it is kept.
CREATE TABLE ticket_callback (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  provider_id uuid        NOT NULL,
  message_id  text        NOT NULL, -- theirs; our own id where they have none
  body        text        NOT NULL, -- as it came: JSON
  queue       text        NOT NULL,
  state       text        NOT NULL DEFAULT 'pending', -- pending, handled, dead
  due_at      timestamptz NOT NULL,
  attempts    int         NOT NULL DEFAULT 0,
  fence       bigint      NOT NULL DEFAULT 0,
  last_error  text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX ticket_callback_once ON ticket_callback (tenant_id, provider_id, message_id);
CALL make_tenant_table('ticket_callback');
CALL make_queue('ticket_callback');

-- Notes of people over there that are on the timeline, or about to be: servers tell each twice.
CREATE TABLE ticket_note (
  tenant_id   uuid        NOT NULL,
  ticket_id   uuid        NOT NULL,
  comment_id  text        NOT NULL,
  callback_id uuid        NOT NULL,
  done        boolean     NOT NULL DEFAULT false,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, comment_id)
);
CALL make_tenant_table('ticket_note');
