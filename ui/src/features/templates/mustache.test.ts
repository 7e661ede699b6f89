import { describe, expect, it } from 'vitest';
import { completionsAt, lookUp } from './mustache';

const context = {
  event: 'page',
  alert: { title: 'Disk full', labels: { team: 'db' }, key_labels: [{ name: 'host', value: 'db-1' }] },
};
const labels = (before: string) => completionsAt(before, context, ['_place'])?.options.map((it) => it.label);

describe('completion in templates', () => {
  it('offers nothing outside of a tag', () => {
    expect(labels('Hello al')).toBeUndefined();
    expect(labels('{{alert.title}} al')).toBeUndefined();
  });

  it('offers names in a tag, and what is below a dot', () => {
    expect(labels('{{')).toEqual(['event', 'alert']);
    expect(labels('{{alert.')).toEqual(['title', 'labels', 'key_labels']);
    expect(labels('{{#alert.labels.te')).toEqual(['team']);
  });

  it('offers what the element of a list has, inside of its section', () => {
    expect(labels('{{#alert.key_labels}}{{n')).toEqual(['name', 'value', 'event', 'alert']);
    expect(labels('{{#alert.key_labels}}{{/alert.key_labels}}{{n')).toEqual(['event', 'alert']);
  });

  it('closes the section that is open', () => {
    expect(labels('{{#alert.labels}}{{^event}}{{/')).toEqual(['event']);
    expect(labels('{{/')).toBeUndefined();
  });

  it('offers the snippets of the template', () => {
    expect(labels('{{>p')).toEqual(['place']);
  });

  it('looks names up from the innermost scope outward', () => {
    expect(lookUp([{ a: { b: 1 } }, { a: { c: 2 } }], 'a.c')).toBeUndefined();
    expect(lookUp([{ x: 1 }, { a: { c: 2 } }], 'a.c')).toBe(2);
  });
});
