import type { LucideIcon } from 'lucide-react';
import type { Role } from '@/lib/caller';

/** One line of the navigation. A feature lists its own beside its routes. */
export interface NavItem {
  readonly to: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly group: 'Respond' | 'Arrange' | 'Connect' | 'Organisation';
  /** Shown to this role and higher ones; to everybody when absent. */
  readonly least?: 'responder' | 'manager' | 'admin' | 'owner';
}

export const groups = ['Respond', 'Arrange', 'Connect', 'Organisation'] as const;
export type { Role };
