import type { Page } from '@playwright/test';
import type { Api } from './api';
import { expect } from './test';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export const unique = (): string => Math.random().toString(36).slice(2, 10);

/** Ids of people by their names. */
export async function people(api: Api): Promise<Readonly<Record<string, string>>> {
  const { users } = await api.get<{ users: Named[] }>('/api/v1/users?pageSize=500');
  return Object.fromEntries(users.map((it) => [it.name, it.id]));
}

export const daily = (participants: readonly string[], startDate = '2026-01-05') => ({
  name: 'Daily',
  rotation: { unit: 'ROTATION_UNIT_DAY', length: 1, handoffTime: '09:00', startDate },
  participants,
});

export const scheduleOf = (api: Api, layers: unknown[], timeZone = 'Europe/Vienna') =>
  api.post<Named>('/api/v1/schedules', { name: `Rota ${unique()}`, timeZone, layers });

/** Adds a person to the turns of the only layer by typing and the Enter key. */
export async function addPerson(page: Page, name: string): Promise<void> {
  const picker = page.getByRole('combobox', { name: 'People in turn' });
  await picker.fill(name);
  await expect(page.getByRole('option', { name: new RegExp(name) })).toBeVisible();
  await picker.press('Enter');
  await expect(page.getByRole('list', { name: 'People in turn' })).toContainText(name);
}
