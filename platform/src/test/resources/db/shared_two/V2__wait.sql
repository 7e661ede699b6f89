-- Long enough for another process to arrive in the middle.
SELECT pg_sleep(0.3);
ALTER TABLE row ADD COLUMN name text;
