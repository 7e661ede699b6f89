import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';

export type HolidayCalendar = Schemas['HolidayCalendar'];
export type Holiday = Schemas['Holiday'];
export type HolidayRegion = Schemas['HolidayRegion'];

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

/** The public holidays of a region in a year. */
export const holidaysQuery = (region: string, year: number) =>
  queryOptions({
    queryKey: ['holidays', region, year],
    queryFn: async () =>
      (await api.GET('/api/v1/holidays', { params: { query: { region, year } } })).data?.holidays ?? [],
    staleTime: Number.POSITIVE_INFINITY,
  });
