-- Notes and messages are listed newest first, and forgotten when they are old.
CREATE INDEX ticket_comment_newest ON ticket_comment (tenant_id, created_at DESC, id DESC);
CREATE INDEX ticket_comment_ended ON ticket_comment (tenant_id, finished_at) WHERE state <> 'pending';
CREATE INDEX ticket_callback_newest ON ticket_callback (tenant_id, created_at DESC, id DESC);
CREATE INDEX ticket_callback_ended ON ticket_callback (tenant_id, finished_at) WHERE state <> 'pending';
CREATE INDEX ticket_note_age ON ticket_note (tenant_id, created_at);
