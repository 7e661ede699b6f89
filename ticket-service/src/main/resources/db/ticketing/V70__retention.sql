-- What goes by age (RetainedWork).
CALL make_expiring('ticket_comment', 'created_at');
CALL make_expiring('ticket_callback', 'created_at');
CALL make_expiring('ticket_note', 'created_at');
