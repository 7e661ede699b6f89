export type Theme = 'dark' | 'light' | 'system';

const KEY = 'tocsin.theme';

/** The reader's choice; dark until told otherwise. */
export function theme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'system' ? stored : 'dark';
}

export function chooseTheme(choice: Theme): void {
  localStorage.setItem(KEY, choice);
  applyTheme();
}

/** Brings the page to the chosen theme, now and whenever the system's changes. */
export function applyTheme(): void {
  const light = matchMedia('(prefers-color-scheme: light)');
  const choice = theme();
  const dark = choice === 'dark' || (choice === 'system' && !light.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  light.onchange = applyTheme;
}
