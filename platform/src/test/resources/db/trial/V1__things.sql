-- A schema for the platform's own tests.
CREATE TABLE job (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  queue text NOT NULL,
  state text NOT NULL DEFAULT 'pending',
  due_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  secret text NOT NULL DEFAULT 'payload',
  PRIMARY KEY (tenant_id, id)
);
CALL make_tenant_table('job');
CALL make_queue('job');

CREATE TABLE thing (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  key_hash bytea,
  PRIMARY KEY (tenant_id, id)
);
CALL make_tenant_table('thing');
CALL let_lookup_read('thing', 'tenant_id, key_hash');
CREATE FUNCTION thing_by_key(hash bytea) RETURNS uuid LANGUAGE sql STABLE
  AS 'SELECT tenant_id FROM thing WHERE key_hash = hash';
CALL make_lookup('thing_by_key(bytea)');

CREATE TABLE locket (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  picture bytea,
  PRIMARY KEY (tenant_id, id)
);
CALL make_tenant_table('locket');
CALL make_sealed('locket', 'picture');
