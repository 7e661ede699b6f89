import type { Locator, Page } from '@playwright/test';
import type { Api } from './api';
import { expect } from './test';

/** The rows of the list of alerts that are in the page. */
export const alertRows = (page: Page): Locator =>
  page
    .getByRole('grid', { name: 'Alerts' })
    .or(page.getByRole('treegrid', { name: 'Alerts' }))
    .locator('[role=row][id]');

let count = 0;
const run = `${process.pid.toString(36)}${Date.now().toString(36)}`;

/** A word that only one test has, so that what others send is not seen. */
export const mark = (): string => `mark-${run}-${count++}`;

/** Address of the list of the alerts of one service. */
export const listOf = (service: string, more = ''): string =>
  `/alerts?label=${encodeURIComponent(`service=${service}`)}${more}`;

export interface StoredAlert {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly groupId: string;
}

/** The alerts of one service as they are stored, as soon as there are so many. */
export async function stored(api: Api, service: string, many: number): Promise<StoredAlert[]> {
  const found = async () =>
    (await api.get<{ alerts?: StoredAlert[] }>(`/api/v1/alerts?label=service%3D${service}`)).alerts ?? [];
  await expect.poll(async () => (await found()).length).toBe(many);
  return found();
}
