import type { NavItem } from './nav';

/** Every screen of the navigation, in its order. */
export const navigation: readonly NavItem[] = [];
