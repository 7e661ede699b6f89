import { Dialog } from '@/components/Dialog';

const keys: readonly [keys: readonly string[], what: string][] = [
  [['j', 'k'], 'Next and previous alert (arrows, too)'],
  [['Enter'], 'Open the alert, or unfold the group'],
  [['x'], 'Select, or take out of the selection'],
  [['a'], 'Acknowledge'],
  [['r'], 'Resolve'],
  [['s'], 'Snooze'],
  [['Shift', 'S'], 'Silence'],
  [['n'], 'Show the new alerts'],
  [['g'], 'Group, or not'],
  [['/'], 'Search'],
  [['Esc'], 'Clear the selection'],
  [['?'], 'This help'],
];

/** What the keys do. */
export function KeyboardHelp({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description="Actions hold for the selected alerts, or for the one with the focus."
    >
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2 pb-5">
        {keys.map(([names, what]) => (
          <div key={what} className="contents">
            <dt className="flex gap-1">
              {names.map((name) => (
                <kbd
                  key={name}
                  className="inline-flex h-6 min-w-6 items-center justify-center rounded border border-line-strong bg-sunken px-1.5 font-mono text-xs"
                >
                  {name}
                </kbd>
              ))}
            </dt>
            <dd className="text-muted">{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
