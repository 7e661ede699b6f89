import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { api, asProblem, type Schemas } from '@/lib/api';
import { type Target, targetKey } from '@/lib/targets';
import { Button, IconButton } from '../Button';
import { Dialog } from '../Dialog';
import { Field, FormError, Input, Select, TextArea } from '../Field';
import { AddTarget } from './AddTarget';

const severities = [
  ['SEVERITY_CRITICAL', 'Critical: act at once'],
  ['SEVERITY_MAJOR', 'Major'],
  ['SEVERITY_MINOR', 'Minor'],
  ['SEVERITY_WARNING', 'Warning'],
  ['SEVERITY_INFO', 'Info'],
] as const;

interface Chosen {
  readonly target: Target;
  readonly words: string;
}

/** Pages people, teams, whoever is on call, or channels, past the routes: opens an alert for them. */
export function PageDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [pending, setPending] = useState(false);
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<NonNullable<Schemas['Severity']>>('SEVERITY_CRITICAL');
  const [message, setMessage] = useState('');
  const keyOf = useRequestKey();
  const paging = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST('/api/v1/alerts', {
        body: {
          idempotencyKey: keyOf(JSON.stringify([chosen, title, severity, message])),
          title: title.trim(),
          severity,
          targets: chosen.map((it) => it.target),
          ...(message.trim() ? { annotations: { description: message.trim() } } : {}),
        },
      });
      return data!;
    },
    meta: { quiet: true },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['alerts'] }),
        queries.invalidateQueries({ queryKey: ['home'] }),
      ]),
  });
  const problem = paging.error ? asProblem(paging.error) : undefined;
  const ready = chosen.length > 0 && !pending && title.trim() !== '';
  if (paging.data)
    return (
      <Dialog
        open
        onOpenChange={(it) => !it && onClose()}
        title="The page is on its way"
        description={`To ${chosen.map((it) => it.words).join(', ')}.`}
        actions={
          <Button look="primary" autoFocus onClick={onClose}>
            Done
          </Button>
        }
      >
        <p>
          <Link
            to="/alerts/$alertId"
            params={{ alertId: paging.data.id ?? '' }}
            className="text-accent underline"
            onClick={onClose}
          >
            {paging.data.title}
          </Link>{' '}
          shows who was reached, and who answers.
        </p>
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={(it) => !it && onClose()}
      title="Page someone"
      description="Opens an alert for those chosen here and pages them at once, whatever the routes say."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="page-someone" disabled={!ready} busy={paging.isPending}>
            Page
          </Button>
        </>
      }
    >
      <form
        id="page-someone"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) paging.mutate();
        }}
      >
        <FormError>{problem && !problem.of('title') && !problem.of('targets') && problem.message}</FormError>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">Whom</legend>
          {chosen.length > 0 && (
            <ul aria-label="Those to be paged" className="flex flex-wrap gap-1.5">
              {chosen.map((it) => (
                <li
                  key={targetKey(it.target)}
                  className="inline-flex max-w-full items-center rounded-md bg-sunken pl-2.5"
                >
                  <span className="truncate">{it.words}</span>
                  <IconButton
                    label={`Leave out ${it.words}`}
                    onClick={() => setChosen(chosen.filter((other) => other !== it))}
                  >
                    <X size={14} aria-hidden />
                  </IconButton>
                </li>
              ))}
            </ul>
          )}
          <AddTarget
            label="Whom to page"
            onPending={setPending}
            taken={chosen.map((it) => targetKey(it.target))}
            onAdd={(target, words) =>
              setChosen((before) =>
                before.some((it) => targetKey(it.target) === targetKey(target))
                  ? before
                  : [...before, { target, words }],
              )
            }
          />
          {problem?.of('targets') && <p className="text-xs text-critical">{problem.of('targets')}</p>}
        </fieldset>
        <Field label="What is wrong" error={problem?.of('title')}>
          <Input
            required
            maxLength={500}
            placeholder="Checkout is down"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
        <Field label="Severity">
          <Select value={severity} onChange={(event) => setSeverity(event.target.value as typeof severity)}>
            {severities.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Message" hint="What they need to know; may be empty.">
          <TextArea
            rows={3}
            maxLength={4000}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** Names a request: the same one again, after an answer that got lost, has the same key and pages nobody twice. */
function useRequestKey(): (said: string) => string {
  const last = useRef({ said: '', key: '' });
  return (said) => {
    if (last.current.said !== said) last.current = { said, key: `page-${randomWord()}` };
    return last.current.key;
  };
}

/** `crypto.randomUUID` is there on secure pages only. */
const randomWord = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16).padStart(2, '0')).join('');
