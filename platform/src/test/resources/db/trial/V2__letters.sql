CREATE TABLE letter (
  tenant_id uuid        NOT NULL,
  id        uuid        NOT NULL,
  state     text        NOT NULL,
  made_at   timestamptz NOT NULL,
  ended_at  timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CALL make_tenant_table('letter');
CALL make_expiring('letter', 'made_at');

CREATE TABLE letter_page (
  tenant_id uuid NOT NULL,
  letter_id uuid NOT NULL,
  number    int  NOT NULL,
  PRIMARY KEY (tenant_id, letter_id, number)
);
CALL make_tenant_table('letter_page');
