import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';

export type HolidayCalendar = Schemas['HolidayCalendar'];
export type Holiday = Schemas['Holiday'];
export type HolidayRegion = Schemas['HolidayRegion'];

/** Where holidays come from: the code of a region, or the id of an imported calendar. */
export type HolidaySource = string;

export const sourceOf = (calendar: HolidayCalendar): HolidaySource =>
  calendar.feedId || calendar.region || '';

/** Ids are longer than any code of a region. */
export const isImported = (source: HolidaySource): boolean => source.length === 36;

/** Whose public holidays are which: people's first, then schedules'. */
export const holidayCalendarsQuery = queryOptions({
  queryKey: ['holiday-calendars'],
  queryFn: async () => (await api.GET('/api/v1/holiday-calendars')).data?.calendars ?? [],
  staleTime: 60_000,
});

/** Countries and regions with public holidays of their own, by name. */
export const regionsQuery = queryOptions({
  queryKey: ['holidays', 'regions'],
  queryFn: async () => {
    const regions = (await api.GET('/api/v1/holidays')).data?.regions ?? [];
    return regions.toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'en'));
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** The public holidays of a region or an imported calendar in a year. */
export const holidaysQuery = (source: HolidaySource, year: number) =>
  queryOptions({
    queryKey: ['holidays', source, year],
    queryFn: async () => {
      const from = isImported(source) ? { feedId: source } : { region: source };
      return (
        (await api.GET('/api/v1/holidays', { params: { query: { ...from, year } } })).data?.holidays ?? []
      );
    },
    staleTime: isImported(source) ? 60_000 : Number.POSITIVE_INFINITY,
  });
