import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Field, Select } from '@/components/Field';
import { calendarFeedsQuery } from '@/lib/calendarFeeds';
import { readerZone } from '@/lib/time';
import { todayIn, weeksOf } from '../calendar/geometry';
import { type DraftLayer, newLayer } from './draft';

/** Whether the turns of a layer are a rotation's, or those of an imported calendar. */
export function TurnsFrom({
  layer,
  error,
  onChange,
}: {
  layer: DraftLayer;
  error: string | undefined;
  onChange: (part: Partial<DraftLayer>) => void;
}) {
  const feeds = useQuery(calendarFeedsQuery).data ?? [];
  const chosen = feeds.find((it) => it.id === layer.feedId);
  if (feeds.length === 0 && !layer.feedId) return null;
  const choose = (feedId: string) => {
    if (feedId || layer.rotation) return onChange({ feedId });
    const zone = readerZone();
    const monday = weeksOf('weeks', todayIn(zone, Date.now()), zone)[0]!.days[0]!.date;
    onChange({ feedId, rotation: newLayer(monday).rotation });
  };
  return (
    <>
      <Field
        label="Turns come from"
        hint={
          chosen?.error
            ? 'It could not be read the last time: its last good copy holds.'
            : layer.feedId
              ? `${chosen?.eventCount ?? 0} shifts to come are known of it.`
              : undefined
        }
        error={error}
      >
        <Select value={layer.feedId ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">people in turn</option>
          {layer.feedId && !chosen && <option value={layer.feedId}>an imported calendar</option>}
          {feeds.map((it) => (
            <option key={it.id} value={it.id}>
              imported calendar: {it.name}
            </option>
          ))}
        </Select>
      </Field>
      {layer.feedId && (chosen?.unmappedNames?.length ?? 0) > 0 && (
        <p className="text-warning sm:col-span-2">
          Nobody is on call by {chosen?.unmappedNames?.slice(0, 3).join(', ')}
          {(chosen?.unmappedNames?.length ?? 0) > 3 && ' and others'}:{' '}
          <Link to="/calendars/$id" params={{ id: layer.feedId }} className="inline-block min-h-6 underline">
            whom its names mean
          </Link>
        </p>
      )}
    </>
  );
}
