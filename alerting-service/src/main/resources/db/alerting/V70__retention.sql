-- What goes by age (RetainedAnswers).
CALL make_expiring('ingest_answer', 'created_at');
