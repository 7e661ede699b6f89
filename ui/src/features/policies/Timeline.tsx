import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '@/components/Button';
import { Field, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { moved, ReorderList } from '@/components/ReorderList';
import { inWords, secondsOf } from '@/lib/duration';
import { StepEditor } from './StepEditor';
import { type KeyedStep, keyed, offsetOf } from './steps';

/** Most steps that a policy can have. */
const MOST_STEPS = 20;

/** The steps from the top to the bottom, each with the time that it fires at; then how often, and the last resort. */
export function Timeline({
  steps,
  onChange,
  readOnly,
  repeat,
  onRepeat,
  repeatError,
  fallback,
}: {
  steps: readonly KeyedStep[];
  onChange: (steps: KeyedStep[]) => void;
  readOnly: boolean;
  repeat: number;
  onRepeat: (times: number) => void;
  repeatError: string | undefined;
  fallback: ReactNode;
}) {
  const put = (index: number, step: KeyedStep) => onChange(steps.map((it, i) => (i === index ? step : it)));
  const add = () => {
    const last = steps.at(-1);
    const wait = last && secondsOf(last.wait) > 0 ? last.wait : '300s';
    onChange([
      ...steps,
      ...keyed([{ wait: steps.length === 0 ? '0s' : wait, targets: [], channels: [], ticketProviderId: '' }]),
    ]);
  };
  return (
    <Card title="Steps">
      <ReorderList
        label="Steps"
        items={steps}
        keyOf={keyOf}
        nameOf={(_, index) => `step ${index + 1}`}
        onMove={readOnly ? undefined : (from, to) => onChange(moved(steps, from, to))}
        className="flex flex-col pt-3"
      >
        {(step, index) => (
          <div className="relative flex gap-2 pr-3 pb-5 pl-1 sm:gap-3 sm:pr-4">
            <div className="flex w-12 shrink-0 flex-col items-end pt-1 text-right sm:w-16">
              <span className="font-medium">
                {index === 0 ? '' : '+'}
                {inWords(offsetOf(steps, index))}
              </span>
            </div>
            <div className="relative flex w-3 shrink-0 justify-center" aria-hidden>
              {index < steps.length - 1 && (
                <span className="absolute top-2.5 -bottom-7 w-px bg-line-strong" />
              )}
              <span className="relative mt-2 size-3 rounded-full border-2 border-accent bg-surface" />
            </div>
            <fieldset className="min-w-0 flex-1">
              <legend className="sr-only">Step {index + 1}</legend>
              <div className="flex items-start gap-2">
                <div className="min-w-0 flex-1">
                  <StepEditor
                    step={step}
                    first={index === 0}
                    readOnly={readOnly}
                    onChange={(next) => put(index, { ...next, key: step.key })}
                  />
                </div>
                {!readOnly && steps.length > 1 && (
                  <IconButton
                    label={`Remove step ${index + 1}`}
                    onClick={() => onChange(steps.filter((it) => it !== step))}
                  >
                    <Trash2 size={15} aria-hidden />
                  </IconButton>
                )}
              </div>
            </fieldset>
          </div>
        )}
      </ReorderList>
      {!readOnly && steps.length < MOST_STEPS && (
        <div className="px-4 pb-4">
          <Button icon={<Plus size={15} aria-hidden />} onClick={add}>
            Add a step
          </Button>
        </div>
      )}
      <div className="grid gap-4 border-t border-line p-4 sm:grid-cols-2">
        <Field
          label="Go through the steps again"
          hint="How often when nobody has answered, 0 to 20"
          error={repeatError}
        >
          <Input
            type="number"
            min={0}
            max={20}
            className="max-w-24"
            value={repeat}
            onChange={(event) => onRepeat(Number(event.target.value) || 0)}
          />
        </Field>
        {fallback}
      </div>
    </Card>
  );
}

const keyOf = (step: KeyedStep) => step.key;
