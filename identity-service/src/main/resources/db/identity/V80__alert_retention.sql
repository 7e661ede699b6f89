-- How many days a tenant keeps alerts after their end; 0: as long as the installation (V74).
SET search_path = identity;

ALTER TABLE tenant_config ADD COLUMN alert_days integer NOT NULL DEFAULT 0;

CALL let_lookup_read('tenant_config', 'tenant_id, delivery_days, ticket_note_days, alert_days');
DROP FUNCTION shorter_retentions();
CREATE FUNCTION shorter_retentions()
  RETURNS TABLE (tenant_id uuid, delivery_days integer, ticket_note_days integer, alert_days integer)
  LANGUAGE sql STABLE AS
$$ SELECT c.tenant_id, c.delivery_days, c.ticket_note_days, c.alert_days FROM tenant_config c
   WHERE c.delivery_days > 0 OR c.ticket_note_days > 0 OR c.alert_days > 0 $$;
CALL make_lookup('shorter_retentions()');
