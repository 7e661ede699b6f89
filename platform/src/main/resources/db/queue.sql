-- The work queue of package dev.tocsin.platform.queue, as functions that claim and settle rows of
-- all tenants by the right of tocsin_worker, which sees ids, due times and leases and nothing else.
-- Every time is a parameter: queues go by the clock of the services.

CREATE OR REPLACE PROCEDURE ${schema}.make_queue(name text) LANGUAGE plpgsql AS $proc$
DECLARE
  owner text := current_user;
BEGIN
  EXECUTE format('ALTER TABLE ${schema}.%I ADD COLUMN IF NOT EXISTS lease_until timestamptz', name);
  -- The trace in which a row was written (W3C Trace Context), which the work on it goes on with. Only
  -- transactions inside a span name one.
  EXECUTE format('ALTER TABLE ${schema}.%I ADD COLUMN IF NOT EXISTS traceparent text DEFAULT nullif(current_setting(''tocsin.traceparent'', true), '''')', name);
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON ${schema}.%I (queue, due_at) WHERE state = ''pending''', name || '_due', name);
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON ${schema}.%I (tenant_id, queue, finished_at) WHERE state = ''dead''', name || '_dead', name);
  EXECUTE format('ALTER TABLE ${schema}.%I SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, fillfactor = 80)', name);
  EXECUTE format('GRANT SELECT (tenant_id, id, queue, state, due_at, lease_until, attempts, fence, traceparent) ON ${schema}.%I TO tocsin_worker', name);
  EXECUTE format('GRANT UPDATE (state, due_at, lease_until, attempts, fence, last_error, finished_at) ON ${schema}.%I TO tocsin_worker', name);
  EXECUTE format('DROP POLICY IF EXISTS worker ON ${schema}.%I', name);
  EXECUTE format('CREATE POLICY worker ON ${schema}.%I TO tocsin_worker USING (true) WITH CHECK (true)', name);

  GRANT CREATE ON SCHEMA ${schema} TO tocsin_worker;
  SET LOCAL ROLE tocsin_worker;

  -- Claims due rows, the longest due first. "since" leaves out index entries of rows long done,
  -- which a transaction open elsewhere keeps from being removed; "passed_over" are tenants that have
  -- enough for now. A row that is due at the end of the lease that the last claim gave it was neither
  -- finished nor given back: its worker died, hung or was cut off ("abandoned"). The settings keep the
  -- plan on the index of due rows whatever the statistics say.
  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION ${schema}.%1$I(
      q text, at timestamptz, until timestamptz, most int, since timestamptz, passed_over uuid[])
    RETURNS TABLE (
      tenant_id uuid, id uuid, fence bigint, attempts int, due_at timestamptz, abandoned boolean,
      traceparent text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ${schema}, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
    SET enable_hashjoin = off SET enable_mergejoin = off
    AS $body$
    #variable_conflict use_column
    BEGIN
      RETURN QUERY
      WITH due AS MATERIALIZED (
        SELECT t.tenant_id, t.id, t.due_at, t.lease_until FROM ${schema}.%2$I t
        WHERE t.queue = q AND t.state = 'pending' AND t.due_at <= at AND t.due_at >= since
          AND (cardinality(passed_over) = 0 OR t.tenant_id <> ALL (passed_over))
        ORDER BY t.due_at LIMIT most
        FOR UPDATE SKIP LOCKED)
      UPDATE ${schema}.%2$I t
      SET due_at = until, lease_until = until, fence = t.fence + 1, attempts = t.attempts + 1
      FROM due WHERE t.tenant_id = due.tenant_id AND t.id = due.id
      RETURNING t.tenant_id, t.id, t.fence, t.attempts, due.due_at,
        due.lease_until IS NOT DISTINCT FROM due.due_at, t.traceparent;
    END
    $body$ $fn$, name || '_claim', name);

  -- Writes how attempts ended; a row that is no longer the caller's is left alone. Answers how many
  -- rows were the caller's.
  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION ${schema}.%1$I(
      at timestamptz, tenants uuid[], ids uuid[], fences bigint[],
      states text[], dues timestamptz[], errors text[])
    RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ${schema}, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
    AS $body$
    DECLARE
      settled int;
    BEGIN
      UPDATE ${schema}.%2$I t
      SET state = o.state, due_at = coalesce(o.due_at, t.due_at), last_error = o.error,
        finished_at = CASE WHEN o.state = 'pending' THEN NULL ELSE at END
      FROM unnest(tenants, ids, fences, states, dues, errors)
        AS o (tenant_id, id, fence, state, due_at, error)
      WHERE t.tenant_id = o.tenant_id AND t.id = o.id AND t.fence = o.fence AND t.state = 'pending';
      GET DIAGNOSTICS settled = ROW_COUNT;
      RETURN settled;
    END
    $body$ $fn$, name || '_settle', name);

  -- What is due, since when, what is dead, and when the next row will be due.
  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION ${schema}.%1$I(q text, at timestamptz)
    RETURNS TABLE (due bigint, oldest timestamptz, dead bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ${schema}, pg_temp
    AS $body$
      SELECT count(*), min(t.due_at),
        (SELECT count(*) FROM ${schema}.%2$I d WHERE d.queue = q AND d.state = 'dead')
      FROM ${schema}.%2$I t
      WHERE t.queue = q AND t.state = 'pending' AND t.due_at <= at
    $body$ $fn$, name || '_stats', name);
  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION ${schema}.%1$I(q text, at timestamptz)
    RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ${schema}, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
    AS $body$
      SELECT t.due_at FROM ${schema}.%2$I t
      WHERE t.queue = q AND t.state = 'pending' AND t.due_at > at
      ORDER BY t.due_at LIMIT 1
    $body$ $fn$, name || '_next', name);

  EXECUTE format('REVOKE ALL ON FUNCTION ${schema}.%1$I(text, timestamptz, timestamptz, int, timestamptz, uuid[]) FROM PUBLIC', name || '_claim');
  EXECUTE format('GRANT EXECUTE ON FUNCTION ${schema}.%1$I(text, timestamptz, timestamptz, int, timestamptz, uuid[]) TO tocsin_app', name || '_claim');
  EXECUTE format('REVOKE ALL ON FUNCTION ${schema}.%1$I(timestamptz, uuid[], uuid[], bigint[], text[], timestamptz[], text[]) FROM PUBLIC', name || '_settle');
  EXECUTE format('GRANT EXECUTE ON FUNCTION ${schema}.%1$I(timestamptz, uuid[], uuid[], bigint[], text[], timestamptz[], text[]) TO tocsin_app', name || '_settle');
  EXECUTE format('REVOKE ALL ON FUNCTION ${schema}.%1$I(text, timestamptz) FROM PUBLIC', name || '_stats');
  EXECUTE format('GRANT EXECUTE ON FUNCTION ${schema}.%1$I(text, timestamptz) TO tocsin_app', name || '_stats');
  EXECUTE format('REVOKE ALL ON FUNCTION ${schema}.%1$I(text, timestamptz) FROM PUBLIC', name || '_next');
  EXECUTE format('GRANT EXECUTE ON FUNCTION ${schema}.%1$I(text, timestamptz) TO tocsin_app', name || '_next');

  EXECUTE format('SET LOCAL ROLE %I', owner);
  REVOKE CREATE ON SCHEMA ${schema} FROM tocsin_worker;
END
$proc$;

-- Every schema has the outbox of package dev.tocsin.platform.audit.
CREATE TABLE IF NOT EXISTS ${schema}.audit_outbox (
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
  actor text NOT NULL,
  action text NOT NULL,
  resource text NOT NULL,
  detail jsonb NOT NULL,
  request_id text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CALL ${schema}.make_tenant_table('audit_outbox');
CALL ${schema}.make_queue('audit_outbox');
