-- Templates by language, and every version that there was of one.

ALTER TABLE template ADD COLUMN locale text NOT NULL DEFAULT '';
DROP INDEX template_set;
DROP INDEX template_default;
CREATE UNIQUE INDEX template_set ON template (tenant_id, lower(name), channel_kind, event_kind, locale);
CREATE UNIQUE INDEX template_default ON template (tenant_id, channel_kind, event_kind, locale) WHERE is_default;

CREATE TABLE template_version (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  template_id uuid NOT NULL,
  version int NOT NULL,
  name text NOT NULL,
  parts text NOT NULL,
  change text NOT NULL, -- 'created', 'updated', 'restored from <version>'
  actor text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX template_version_number ON template_version (tenant_id, template_id, version);
CALL make_tenant_table('template_version');
