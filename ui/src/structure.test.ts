import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = import.meta.dirname;

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ name: relative(src, join(src, name)), text: readFileSync(join(src, name), 'utf8') }));

const imports = (text: string): string[] =>
  [...text.matchAll(/(?:from|import\()\s*'(@\/[^']+)'/g)].map((match) => match[1]!.slice(2));

const featureOf = (path: string): string | undefined => /^features\/([^/]+)/.exec(path)?.[1];

describe('the structure', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('lets no feature import another', () => {
    const wrong = files.flatMap(({ name, text }) =>
      imports(text)
        .filter((to) => featureOf(name) && featureOf(to) && featureOf(to) !== featureOf(name))
        .map((to) => `${name} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps components and lib free of features, and lib free of components', () => {
    const wrong = files.flatMap(({ name, text }) =>
      imports(text)
        .filter(
          (to) =>
            (/^(components|lib)\//.test(name) && /^(features|app)\//.test(to)) ||
            (name.startsWith('lib/') && to.startsWith('components/')),
        )
        .map((to) => `${name} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps files short', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 300).map(({ name }) => name);
    expect(long).toEqual([]);
  });
});
