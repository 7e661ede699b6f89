import { useMemo } from 'react';
import { CelEditor } from '@/components/CelEditor';
import { alertScope } from '@/lib/cel/alertScope';
import type { PlacedMistake } from '@/lib/cel/mistakes';
import { useSeenLabels } from '@/lib/seenLabels';

/** The condition in CEL, with the labels of recent alerts at hand. */
export function ConditionField({
  value,
  onChange,
  mistakes,
  checked,
  readOnly,
}: {
  value: string;
  onChange: (value: string) => void;
  mistakes: readonly PlacedMistake[];
  /** The server has read it as it stands and found nothing wrong. */
  checked: boolean;
  readOnly: boolean;
}) {
  const seen = useSeenLabels();
  const scope = useMemo(() => alertScope(seen), [seen]);
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">Condition</p>
      <CelEditor
        label="Condition"
        value={value}
        onChange={onChange}
        scope={scope}
        mistakes={mistakes}
        readOnly={readOnly}
        lines={3}
        placeholder="Empty: every alert"
      />
      <p className="text-xs text-faint">
        {mistakes.length === 0 && checked && value.trim() ? (
          <span className="text-ok">The condition can be read. </span>
        ) : null}
        CEL over labels, annotations, severity, source and now, for example{' '}
        <code className="font-mono">labels.team == 'db' &amp;&amp; severity in ['critical', 'major']</code>. A
        label that is missing makes it false; Ctrl+Space lists names.
      </p>
    </div>
  );
}
