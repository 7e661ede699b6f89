-- The roles of an installation, as the platform's db/roles.sql has them but for passwords.

DO $$
DECLARE
  name text;
BEGIN
  -- Roles belong to the whole server: two databases may be set up at the same moment.
  PERFORM pg_advisory_xact_lock(7162001);
  FOREACH name IN ARRAY ARRAY['tocsin_owner', 'tocsin_app', 'tocsin_worker', 'tocsin_lookup'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I', name);
    END IF;
    EXECUTE format(
      'ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT', name);
  END LOOP;

  ALTER ROLE tocsin_owner LOGIN;
  ALTER ROLE tocsin_app LOGIN;
  ALTER ROLE tocsin_worker NOLOGIN;
  ALTER ROLE tocsin_lookup NOLOGIN;

  -- The owner may become the definers to make their functions, but does not see what they see.
  GRANT tocsin_worker, tocsin_lookup TO tocsin_owner WITH INHERIT FALSE, SET TRUE;

  -- A transaction that was forgotten must not hold up vacuum for ever.
  ALTER ROLE tocsin_app SET idle_in_transaction_session_timeout = '60s';

  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO tocsin_app', current_database());
  EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO tocsin_owner', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
END
$$;
