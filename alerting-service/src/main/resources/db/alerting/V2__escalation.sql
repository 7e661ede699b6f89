-- What the rules of an escalation look at beyond the planned time, and what actions need to keep their order.
SET search_path = alerting;

ALTER TABLE escalation_step
  ADD COLUMN reached          boolean NOT NULL DEFAULT false, -- it has paged somebody
  ADD COLUMN requested        boolean NOT NULL DEFAULT false, -- somebody asked for it: fires on an acknowledged group too
  ADD COLUMN why              text    NOT NULL DEFAULT 'first',
  ADD COLUMN patience_over_at timestamptz; -- identity-service was silent for too long: the fallback was paged meanwhile

-- Undelivered rows of a group, so that a resolve is never told before the acknowledgement that it follows.
CREATE INDEX outbox_group ON outbox (tenant_id, group_id) WHERE state = 'pending';
