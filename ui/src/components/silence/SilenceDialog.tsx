import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem, type Schemas } from '@/lib/api';
import { commonLabels, createSilence, type Matcher, sameProblems } from '@/lib/silences';
import { Button } from '../Button';
import { Choice } from '../Choice';
import { Dialog } from '../Dialog';
import { Field, FormError, Input, Select } from '../Field';
import { emptyMatcher, MatcherRows } from './MatcherRows';
import { SilencePreview, usePreview } from './SilencePreview';

const lengths = [
  ['1800s', '30 minutes'],
  ['3600s', '1 hour'],
  ['14400s', '4 hours'],
  ['86400s', '1 day'],
  ['604800s', '1 week'],
] as const;

/** Makes a silence: for the alerts given, or for any. Shows what it hits before it is saved. */
export function SilenceDialog({
  alerts,
  onClose,
  onDone,
}: {
  alerts?: readonly Schemas['Alert'][];
  onClose: () => void;
  onDone?: () => void;
}) {
  const queries = useQueryClient();
  const shared = alerts ? commonLabels(alerts) : [];
  const [by, setBy] = useState(alerts ? 'problems' : 'matchers');
  const [lines, setLines] = useState<Matcher[]>(shared.length > 0 ? shared : [emptyMatcher]);
  const [length, setLength] = useState('3600s');
  const [until, setUntil] = useState('');
  const [comment, setComment] = useState('');
  const matchers = by === 'problems' && alerts ? sameProblems(alerts) : lines;
  const preview = usePreview(matchers);
  const create = useMutation({
    mutationFn: () =>
      createSilence({
        matchers,
        comment: comment.trim(),
        ...(length === 'until' ? { endTime: new Date(until).toISOString() } : { duration: length }),
      }),
    meta: { success: 'Silenced', quiet: true },
    onSuccess: () => {
      onClose();
      onDone?.();
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['silences'] }),
        queries.invalidateQueries({ queryKey: ['alerts', 'one'] }),
      ]);
    },
  });
  const problem = create.error ? asProblem(create.error) : undefined;
  const previewProblem = preview.error ? asProblem(preview.error) : undefined;
  const errorOf = (index: number) =>
    [...(problem?.violations ?? []), ...(previewProblem?.violations ?? [])].find((it) =>
      it.field.includes(`matchers[${index}]`),
    )?.message;
  const named = problem?.violations.some((it) => it.field.includes('matchers['));
  const ready = matchers.every((it) => it.name) && (length !== 'until' || until !== '');
  return (
    <Dialog
      open
      wide
      onOpenChange={(it) => !it && onClose()}
      title={
        alerts
          ? alerts.length === 1
            ? 'Silence the alert'
            : `Silence ${alerts.length} alerts`
          : 'New silence'
      }
      description="Alerts that it hits are stored and shown as always, but page nobody while it holds."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!ready} busy={create.isPending} onClick={() => create.mutate()}>
            Silence
          </Button>
        </>
      }
    >
      <FormError>{problem && !named && problem.message}</FormError>
      {alerts && (
        <Choice
          label="What"
          name="silence-by"
          value={by}
          onChange={setBy}
          items={[
            {
              value: 'problems',
              title: alerts.length === 1 ? 'This problem' : `These ${alerts.length} problems`,
              line: 'Also when they end and fire again.',
            },
            { value: 'matchers', title: 'Everything like it', line: 'By labels: those not there yet, too.' },
          ]}
        />
      )}
      {by === 'matchers' && <MatcherRows matchers={lines} onChange={setLines} errorOf={errorOf} />}
      <SilencePreview query={preview} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="For" error={problem?.of('duration') ?? problem?.of('end_time')}>
          <Select value={length} onChange={(event) => setLength(event.target.value)}>
            {lengths.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
            <option value="until">Until…</option>
          </Select>
        </Field>
        {length === 'until' && (
          <Field label="Until">
            <Input type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
          </Field>
        )}
        <Field
          label="Why"
          className="sm:col-span-2"
          hint="For those who wonder."
          error={problem?.of('comment')}
        >
          <Input maxLength={1000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
