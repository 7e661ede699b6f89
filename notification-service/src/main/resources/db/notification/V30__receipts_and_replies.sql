-- What providers say became of messages, whom they refuse, and how people answer by writing back.

ALTER TABLE delivery ADD COLUMN receipt text NOT NULL DEFAULT '', ADD COLUMN receipt_at timestamptz;

-- Addresses that a provider refused for good; not tried until then, or until their owner says so.
CREATE TABLE blocked_address (
  tenant_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  address_hash bytea NOT NULL,
  fault text NOT NULL,
  reason text NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz,
  PRIMARY KEY (tenant_id, channel_id, address_hash)
);
CALL make_tenant_table('blocked_address');

-- The code by which the owner of an address answers a page.
CREATE TABLE reply_code (
  tenant_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  address_hash bytea NOT NULL,
  code int NOT NULL,
  alert_group_id text NOT NULL,
  user_id text NOT NULL,
  delivery_id uuid NOT NULL,
  issued_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, channel_id, address_hash, code)
);
CREATE UNIQUE INDEX reply_code_group ON reply_code (tenant_id, channel_id, address_hash, alert_group_id);
CALL make_tenant_table('reply_code');

-- Messages that came in, so that one that is sent to us twice is taken once.
CREATE TABLE received_message (
  tenant_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  message_id text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, channel_id, message_id)
);
CREATE INDEX received_message_age ON received_message (tenant_id, received_at);
CALL make_tenant_table('received_message');
