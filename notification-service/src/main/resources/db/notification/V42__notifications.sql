-- Every wish is a notification with an id of its own, in the order in which they were made; what callers of the API
-- asked for keeps by whom, and a hash of what, so that the same key with another content is refused.
CREATE FUNCTION next_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;
ALTER TABLE wish ADD COLUMN id uuid NOT NULL DEFAULT notification.next_id();
ALTER TABLE wish ADD COLUMN created_by text NOT NULL DEFAULT '';
ALTER TABLE wish ADD COLUMN content_hash text; -- SHA-256 in hex
ALTER TABLE wish ADD COLUMN event_kind text NOT NULL DEFAULT '';
ALTER TABLE wish ADD COLUMN title text NOT NULL DEFAULT '';
ALTER TABLE wish ADD COLUMN alert_group_id text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX wish_id ON wish (tenant_id, id);
