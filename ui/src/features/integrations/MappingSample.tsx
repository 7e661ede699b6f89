import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, useEffect, useState } from 'react';
import { WhenLoaded } from '@/components/CodeEditor';
import type { Mistake } from '@/components/CodeMirror';
import { Field, Select } from '@/components/Field';
import { Card } from '@/components/Page';
import { prettyJson } from '@/lib/json';
import { shortTime } from '@/lib/time';
import type { Integration } from './api/integrations';
import { payloadQuery, payloadsQuery } from './api/payloads';

const EVERY_MS = 10_000;
const JsonCode = lazy(() => import('./JsonCode'));

/** The payload that the mapping is tried on: one that was received, or pasted. */
export function MappingSample({
  integration,
  value,
  onChange,
  mistakes,
}: {
  integration: Integration;
  value: string;
  onChange: (value: string) => void;
  mistakes: readonly Mistake[];
}) {
  const { payload: fromAddress } = useSearch({ from: '/shell/integrations/$id' });
  const { data: received } = useQuery(payloadsQuery(integration.id!, EVERY_MS));
  const [picked, setPicked] = useState(fromAddress);
  // Until the reader picks or pastes one, the latest that came.
  const chosen = picked ?? received?.[0]?.id ?? '';
  const { data: payload } = useQuery({
    ...payloadQuery(integration.id!, chosen),
    enabled: chosen !== '',
  });
  useEffect(() => {
    if (payload?.content !== undefined) onChange(prettyJson(payload.content));
  }, [payload, onChange]);

  return (
    <Card title="Sample" className="min-w-0">
      <div className="flex flex-col gap-3 px-4 py-3">
        {received && received.length > 0 && (
          <Field label="From">
            <Select value={chosen} onChange={(event) => setPicked(event.target.value)}>
              <option value="">pasted below</option>
              {received.slice(0, 30).map((it) => (
                <option key={it.id} value={it.id}>
                  {shortTime(it.receiveTime!)} {it.accepted ? 'taken in' : 'refused'}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <div className="max-h-96 overflow-y-auto">
          <WhenLoaded>
            <JsonCode
              label="Sample payload"
              value={value}
              onChange={onChange}
              mistakes={mistakes}
              placeholder="Paste a payload as the tool sends it"
              lines={8}
            />
          </WhenLoaded>
        </div>
        {mistakes.map((it) => (
          <p key={it.message} role="alert" className="text-xs break-words text-critical">
            {it.message}
          </p>
        ))}
      </div>
    </Card>
  );
}
