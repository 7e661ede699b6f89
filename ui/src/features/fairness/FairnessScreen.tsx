import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, Input, Select } from '@/components/Field';
import { Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { cx } from '@/lib/cx';
import { schedulesQuery } from '@/lib/schedules';
import { readerZone } from '@/lib/time';
import { fairnessCsv, fairnessQuery } from './api/fairness';
import { Bars } from './Bars';
import { download } from './download';
import { FairnessTable } from './FairnessTable';
import { RestCard } from './RestCard';
import { type Days, instantsOf, mistakeIn, partsOf, presetOf, presets } from './range';
import { measures, sharesOf } from './share';

/** How on-call work is shared out over a range, and where the plan leaves too little rest. */
export function FairnessScreen() {
  const search = useSearch({ from: '/shell/fairness' });
  const navigate = useNavigate({ from: '/fairness' });
  const zone = readerZone();
  const [today] = useState(() => new Date().toLocaleDateString('sv-SE', { timeZone: zone }));
  const usual = presets[0]!.of(today);
  const stored: Days = { from: search.from ?? usual.from, to: search.to ?? usual.to };
  // What stands in the fields while it is no day: not in the address.
  const [typed, setTyped] = useState<Partial<Days>>({});
  const days: Days = { ...stored, ...typed };
  const mistake = mistakeIn(days);
  const scheduleId = search.schedule ?? '';
  const schedules = useQuery(schedulesQuery).data ?? [];
  const chosen = schedules.filter((it) => !scheduleId || it.id === scheduleId);
  const asked = { scheduleId, ...(mistake ? { start: 0, end: 1 } : instantsOf(days, zone)) };
  const query = useQuery({
    ...fairnessQuery(asked),
    enabled: mistake === undefined,
    placeholderData: keepPreviousData,
  });
  const csv = useMutation({
    mutationFn: () => fairnessCsv(asked),
    onSuccess: (text) => download(`on-call-${days.from}-to-${days.to}.csv`, text),
  });
  const change = (part: Partial<Days>) => {
    const next = { ...days, ...part };
    const { written, left } = partsOf(next, stored);
    setTyped(left);
    return navigate({ search: (old) => ({ ...old, ...written }), replace: true });
  };
  return (
    <Page
      title="Fairness"
      wide
      actions={
        <Button
          icon={<Download size={15} aria-hidden />}
          busy={csv.isPending}
          disabled={mistake !== undefined}
          onClick={() => csv.mutate()}
        >
          Download CSV
        </Button>
      }
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Field label="Range" className="max-sm:col-span-2">
          <Select
            value={presetOf(days, today) ?? ''}
            onChange={(event) => {
              const preset = presets.find((it) => it.value === event.target.value);
              if (preset) change(preset.of(today));
            }}
          >
            {presetOf(days, today) === undefined && <option value="">days of your own</option>}
            {presets.map((it) => (
              <option key={it.value} value={it.value}>
                {it.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Schedule" className="max-sm:col-span-2">
          <Select
            value={scheduleId}
            onChange={({ target }) =>
              navigate({
                search: ({ schedule: _, ...old }) => ({
                  ...old,
                  ...(target.value ? { schedule: target.value } : {}),
                }),
                replace: true,
              })
            }
          >
            <option value="">All schedules</option>
            {schedules.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="First day" hint={zone}>
          <Input type="date" value={days.from} onChange={(event) => change({ from: event.target.value })} />
        </Field>
        <Field label="Last day" error={mistake}>
          <Input type="date" value={days.to} onChange={(event) => change({ to: event.target.value })} />
        </Field>
      </div>
      {mistake === undefined && (
        <Loaded query={query} what="who was on call" rows={8}>
          {(rows) =>
            rows.length === 0 ? (
              <div className="rounded-lg border border-line bg-surface">
                <Empty title="Nobody was on call">
                  <p>
                    People of the chosen schedules show here as soon as they have turns within these days.
                  </p>
                </Empty>
              </div>
            ) : (
              <div
                className={cx('flex flex-col gap-4', query.isPlaceholderData && 'opacity-60')}
                aria-busy={query.isPlaceholderData}
              >
                <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
                  {measures.map(({ key, name }) => (
                    <Bars key={key} name={name} shares={sharesOf(rows, key)} />
                  ))}
                </div>
                <p className="text-xs text-faint">
                  The line is the fair share: the same for everybody. Within a tenth of it is fair. Counted is
                  who really was on call as primary, stand-ins included; what is to come, as it is planned.
                </p>
                <FairnessTable rows={rows} />
              </div>
            )
          }
        </Loaded>
      )}
      <RestCard schedules={chosen} />
    </Page>
  );
}
