CREATE TABLE row (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id));
CALL make_tenant_table('row');
