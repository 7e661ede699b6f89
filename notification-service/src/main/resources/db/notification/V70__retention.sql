-- What goes by age (RetainedDeliveries).
CALL make_expiring('wish', 'created_at');
CALL make_expiring('group_state', 'updated_at');
CALL make_expiring('failed_page', 'created_at');
CALL make_expiring('delivery', 'created_at');
