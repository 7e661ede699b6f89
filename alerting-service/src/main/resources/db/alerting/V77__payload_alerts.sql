-- Which alerts a payload has opened, counted for or ended: written with it, a second after the answer.
SET search_path = alerting;

ALTER TABLE integration_payload ADD COLUMN alert_ids uuid[] NOT NULL DEFAULT '{}';
