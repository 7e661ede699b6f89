-- Procedures for a service's migrations, installed in its schema before they run. Repeating any of
-- them brings a table to the present form: a release that changes one calls it again from a migration.

GRANT USAGE ON SCHEMA ${schema} TO tocsin_app, tocsin_worker, tocsin_lookup;
ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tocsin_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE ON SEQUENCES TO tocsin_app;

-- Forces row-level security by tenant. An unset tenant sees no row rather than an error; the
-- sub-select makes the setting be read once per statement.
CREATE OR REPLACE PROCEDURE ${schema}.make_tenant_table(name text) LANGUAGE plpgsql AS $proc$
BEGIN
  EXECUTE format('ALTER TABLE ${schema}.%I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE ${schema}.%I FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('DROP POLICY IF EXISTS tenant ON ${schema}.%I', name);
  EXECUTE format(
    'CREATE POLICY tenant ON ${schema}.%I TO tocsin_app, tocsin_owner
       USING (tenant_id = (SELECT nullif(current_setting(''tocsin.tenant'', true), '''')::uuid))
       WITH CHECK (tenant_id = (SELECT nullif(current_setting(''tocsin.tenant'', true), '''')::uuid))', name);
END
$proc$;

-- Makes a function that a service's migration has just created act by the right of the role.
CREATE OR REPLACE PROCEDURE ${schema}.hand_over(signature text, definer text) LANGUAGE plpgsql AS $proc$
BEGIN
  EXECUTE format('ALTER FUNCTION ${schema}.%s SECURITY DEFINER SET search_path = ${schema}, pg_temp', signature);
  EXECUTE format('REVOKE ALL ON FUNCTION ${schema}.%s FROM PUBLIC', signature);
  EXECUTE format('GRANT EXECUTE ON FUNCTION ${schema}.%s TO tocsin_app', signature);
  EXECUTE format('GRANT CREATE ON SCHEMA ${schema} TO %I', definer);
  EXECUTE format('ALTER FUNCTION ${schema}.%s OWNER TO %I', signature, definer);
  EXECUTE format('REVOKE CREATE ON SCHEMA ${schema} FROM %I', definer);
END
$proc$;

-- A function that finds a tenant by a credential, for example make_lookup('key_by_hash(bytea)').
CREATE OR REPLACE PROCEDURE ${schema}.make_lookup(signature text) LANGUAGE plpgsql AS $proc$
BEGIN
  CALL ${schema}.hand_over(signature, 'tocsin_lookup');
END
$proc$;

-- Lets lookup functions read these columns of all tenants.
CREATE OR REPLACE PROCEDURE ${schema}.let_lookup_read(name text, columns text) LANGUAGE plpgsql AS $proc$
BEGIN
  EXECUTE format('GRANT SELECT (%s) ON ${schema}.%I TO tocsin_lookup', columns, name);
  EXECUTE format('DROP POLICY IF EXISTS lookup ON ${schema}.%I', name);
  EXECUTE format('CREATE POLICY lookup ON ${schema}.%I FOR SELECT TO tocsin_lookup USING (true)', name);
END
$proc$;

-- Lets the secrets in a column be sealed anew (package dev.tocsin.platform.secret): finds, across
-- tenants, the rows that another key than the newest has sealed. Sealed bytes name their key: the
-- length of its id is the second byte, the id follows.
CREATE OR REPLACE PROCEDURE ${schema}.make_sealed(name text, sealed text) LANGUAGE plpgsql AS $proc$
DECLARE
  finder text := name || '_' || sealed || '_stale';
BEGIN
  CALL ${schema}.let_lookup_read(name, format('tenant_id, id, %I', sealed));
  EXECUTE format('GRANT UPDATE (%I) ON ${schema}.%I TO tocsin_app', sealed, name);
  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION ${schema}.%1$I(newest text, after_tenant uuid, after_id uuid, most int)
    RETURNS TABLE (tenant_id uuid, id uuid) LANGUAGE sql STABLE AS $body$
      SELECT t.tenant_id, t.id FROM ${schema}.%2$I t
      WHERE (t.tenant_id, t.id) > (after_tenant, after_id) AND length(t.%3$I) > 2
        AND substring(t.%3$I FROM 3 FOR get_byte(t.%3$I, 1)) <> convert_to(newest, 'UTF8')
      ORDER BY t.tenant_id, t.id LIMIT most
    $body$ $fn$, finder, name, sealed);
  CALL ${schema}.hand_over(finder || '(text, uuid, uuid, int)', 'tocsin_lookup');
END
$proc$;

-- Lets rows of a table go by age (package dev.tocsin.platform.retention): finds the tenants that have
-- rows which were made before a moment, by this column.
CREATE OR REPLACE PROCEDURE ${schema}.make_expiring(name text, made text) LANGUAGE plpgsql AS $proc$
DECLARE
  finder text := name || '_aged';
BEGIN
  CALL ${schema}.let_lookup_read(name, format('tenant_id, %I', made));
  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION ${schema}.%1$I(before timestamptz, after_tenant uuid, most int)
    RETURNS TABLE (tenant_id uuid) LANGUAGE sql STABLE AS $body$
      SELECT DISTINCT t.tenant_id FROM ${schema}.%2$I t
      WHERE t.%3$I < before AND t.tenant_id > after_tenant ORDER BY 1 LIMIT most
    $body$ $fn$, finder, name, made);
  CALL ${schema}.hand_over(finder || '(timestamptz, uuid, int)', 'tocsin_lookup');
END
$proc$;

-- The smallest id of a millisecond: ids are UUIDs of version 7, ordered by time. None is older than 1970.
CREATE OR REPLACE FUNCTION ${schema}.first_id(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $body$
  SELECT (lpad(to_hex(greatest(floor(extract(epoch FROM at) * 1000)::bigint, 0)), 12, '0') || repeat('0', 20))::uuid
$body$;

-- The same for a table whose rows a function forgets as it walks by key (ExpiringWalk): finds the tenants whose first
-- row in the table of keys was made before a moment, by two looks into its primary key for each tenant.
CREATE OR REPLACE PROCEDURE ${schema}.make_walked(name text, keys text) LANGUAGE plpgsql AS $proc$
DECLARE
  finder text := name || '_aged';
BEGIN
  CALL ${schema}.let_lookup_read(keys, 'tenant_id, id');
  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION ${schema}.%1$I(before timestamptz, after_tenant uuid, most int)
    RETURNS TABLE (tenant_id uuid) LANGUAGE sql STABLE AS $body$
      WITH RECURSIVE t AS (
        (SELECT k.tenant_id FROM ${schema}.%2$I k WHERE k.tenant_id > after_tenant ORDER BY k.tenant_id LIMIT 1)
        UNION ALL
        SELECT (SELECT k.tenant_id FROM ${schema}.%2$I k WHERE k.tenant_id > t.tenant_id ORDER BY k.tenant_id LIMIT 1)
        FROM t WHERE t.tenant_id IS NOT NULL)
      SELECT t.tenant_id FROM t
      WHERE (SELECT k.id FROM ${schema}.%2$I k WHERE k.tenant_id = t.tenant_id ORDER BY k.id LIMIT 1)
        < ${schema}.first_id(before)
      ORDER BY 1 LIMIT most
    $body$ $fn$, finder, keys);
  CALL ${schema}.hand_over(finder || '(timestamptz, uuid, int)', 'tocsin_lookup');
END
$proc$;
