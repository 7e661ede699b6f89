import { describe, expect, it } from 'vitest';
import { commonLabels, matcherText, propertyOf, sameProblems } from './silences';

const alerts = [
  { fingerprint: 'a', labels: { service: 'checkout', instance: 'web-1', empty: '' } },
  { fingerprint: 'b', labels: { service: 'checkout', instance: 'web-2', empty: '' } },
  { fingerprint: 'a', labels: { service: 'checkout', instance: 'web-3', empty: '' } },
];

describe('matchers', () => {
  it('of these very problems name each once', () => {
    expect(sameProblems(alerts)).toEqual([
      { name: 'fingerprint', operator: 'MATCH_OPERATOR_IN', values: ['a', 'b'] },
    ]);
  });

  it('of what alerts share leave out what differs and what is empty', () => {
    expect(commonLabels(alerts)).toEqual([
      { name: 'labels.service', operator: 'MATCH_OPERATOR_EQUAL', value: 'checkout' },
    ]);
    expect(commonLabels([])).toEqual([]);
  });

  it('are told as people would say them', () => {
    expect(matcherText({ name: 'labels.service', operator: 'MATCH_OPERATOR_EQUAL', value: 'checkout' })).toBe(
      'service = checkout',
    );
    expect(matcherText({ name: 'severity', operator: 'MATCH_OPERATOR_IN', values: ['minor', 'info'] })).toBe(
      'severity is one of minor, info',
    );
    expect(matcherText(sameProblems(alerts)[0]!)).toBe('one of 2 problems');
    expect(matcherText({ name: 'labels.a', operator: 'MATCH_OPERATOR_NOT_EQUAL', value: '' })).toBe(
      'a ≠ (empty)',
    );
  });

  it('take a bare name for a label unless it is a property', () => {
    expect(propertyOf('service')).toBe('labels.service');
    expect(propertyOf(' labels.service ')).toBe('labels.service');
    expect(propertyOf('severity')).toBe('severity');
  });
});
