-- How many days a tenant keeps its history; 0: as long as the installation. It may keep it for a shorter time only.
SET search_path = identity;

ALTER TABLE tenant_config
  ADD COLUMN delivery_days    integer NOT NULL DEFAULT 0,
  ADD COLUMN ticket_note_days integer NOT NULL DEFAULT 0;

-- Whose history goes sooner, for `tocsin retention`.
CALL let_lookup_read('tenant_config', 'tenant_id, delivery_days, ticket_note_days');
CREATE FUNCTION shorter_retentions() RETURNS TABLE (tenant_id uuid, delivery_days integer, ticket_note_days integer)
  LANGUAGE sql STABLE AS
$$ SELECT c.tenant_id, c.delivery_days, c.ticket_note_days FROM tenant_config c
   WHERE c.delivery_days > 0 OR c.ticket_note_days > 0 $$;
CALL make_lookup('shorter_retentions()');
