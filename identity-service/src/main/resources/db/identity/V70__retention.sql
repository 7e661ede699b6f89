-- What goes by age (RetainedOnCall).
call make_expiring('notice', 'created_at');
call make_expiring('shift_swap', 'created_at');
call make_expiring('calendar_feed_event', 'end_time');
