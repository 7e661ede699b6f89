-- What is over goes by age (RetainedAlerts, ADR 34): nothing here needs an index that ingest would have to write.
SET search_path = alerting;

-- People named by hand are few.
CREATE INDEX direct_policy_group ON direct_policy (tenant_id, group_id);

CALL make_walked('alert', 'alert_group');
CALL make_walked('outbox', 'outbox');
CALL make_expiring('integration_payload', 'received_at');

-- Forgets groups that have been over since before a moment, with all that belongs to them: one transaction's worth, of
-- the transaction's tenant. Looks at up to "most" groups behind "after" in the order in which they began, open ones too,
-- so that its work is bounded; gives how many alerts have gone, and the group behind which the next call looks.
-- Whoever adds to a group holds its row: one that somebody has is left for the next time, and one that is held here gets
-- nothing more. A group with more rows than a transaction should delete goes in several calls, the timeline first; the
-- alerts can be read until they go. The setting keeps the plans on the indices whatever the statistics say.
CREATE FUNCTION forget_alerts(tenant uuid, before timestamptz, after uuid, most int, OUT deleted bigint, OUT last uuid)
LANGUAGE plpgsql SET search_path = alerting, pg_temp SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  rows_at_once CONSTANT int := 20 * most;
  looked_at uuid[];
  ended uuid[];
  gone bigint;
BEGIN
  deleted := 0;
  SELECT array_agg(l.id ORDER BY l.id) INTO looked_at
  FROM (SELECT g.id FROM alert_group g WHERE g.tenant_id = tenant AND g.id > after AND g.id < first_id(before)
        ORDER BY g.id LIMIT most) l;

  SELECT array_agg(l.id) INTO ended
  FROM (SELECT g.id FROM alert_group g
        WHERE g.tenant_id = tenant AND g.id = ANY (looked_at) AND g.state = 'resolved' AND g.resolved_at < before
        ORDER BY g.id FOR UPDATE SKIP LOCKED) l;
  -- A statement of its own, which sees what was added until the rows were held.
  SELECT array_agg(o.id) INTO ended
  FROM unnest(ended) AS o (id)
  WHERE NOT EXISTS (SELECT FROM alert a WHERE a.tenant_id = tenant AND a.group_id = o.id
                      AND (a.state <> 'resolved' OR a.resolved_at >= before))
    AND NOT EXISTS (SELECT FROM escalation_step s WHERE s.tenant_id = tenant AND s.group_id = o.id AND s.state = 'pending')
    AND NOT EXISTS (SELECT FROM outbox m WHERE m.tenant_id = tenant AND m.group_id = o.id AND m.state = 'pending');

  last := after; -- the same again, where there is too much for one transaction
  DELETE FROM timeline_event e WHERE e.tenant_id = tenant AND e.id = ANY (ARRAY (
    SELECT t.id FROM timeline_event t WHERE t.tenant_id = tenant AND t.group_id = ANY (ended) LIMIT rows_at_once));
  GET DIAGNOSTICS gone = ROW_COUNT;
  IF gone = rows_at_once THEN
    RETURN;
  END IF;
  DELETE FROM escalation_step e WHERE e.tenant_id = tenant AND e.id = ANY (ARRAY (
    SELECT s.id FROM escalation_step s WHERE s.tenant_id = tenant AND s.group_id = ANY (ended) LIMIT rows_at_once));
  GET DIAGNOSTICS gone = ROW_COUNT;
  IF gone = rows_at_once THEN
    RETURN;
  END IF;
  DELETE FROM alert d WHERE d.tenant_id = tenant AND d.id = ANY (ARRAY (
    SELECT a.id FROM alert a WHERE a.tenant_id = tenant AND a.group_id = ANY (ended) LIMIT rows_at_once));
  GET DIAGNOSTICS deleted = ROW_COUNT;
  IF deleted = rows_at_once THEN
    RETURN;
  END IF;
  DELETE FROM direct_policy d WHERE d.tenant_id = tenant AND d.group_id = ANY (ended);
  DELETE FROM snooze z WHERE z.tenant_id = tenant AND z.id = ANY (ended);
  DELETE FROM alert_group g WHERE g.tenant_id = tenant AND g.id = ANY (ended);
  last := looked_at[most]; -- null behind the last one
END
$$;

-- Forgets messages to other services whose group is gone; they have no index by group, and while the group is there
-- their keys keep it from being told twice. Dead ones go too: nobody could tell them any more.
CREATE FUNCTION forget_messages(tenant uuid, before timestamptz, after uuid, most int, OUT deleted bigint, OUT last uuid)
LANGUAGE plpgsql SET search_path = alerting, pg_temp SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  looked_at uuid[];
BEGIN
  SELECT array_agg(l.id ORDER BY l.id) INTO looked_at
  FROM (SELECT o.id FROM outbox o WHERE o.tenant_id = tenant AND o.id > after AND o.id < first_id(before)
        ORDER BY o.id LIMIT most) l;
  last := looked_at[most];
  DELETE FROM outbox d
  USING (SELECT o.id FROM outbox o
         WHERE o.tenant_id = tenant AND o.id = ANY (looked_at) AND o.state <> 'pending'
           AND NOT EXISTS (SELECT FROM alert_group g WHERE g.tenant_id = tenant AND g.id = o.group_id)
         FOR UPDATE OF o SKIP LOCKED) l
  WHERE d.tenant_id = tenant AND d.id = l.id;
  GET DIAGNOSTICS deleted = ROW_COUNT;
END
$$;
