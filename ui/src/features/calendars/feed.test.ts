import { describe, expect, it } from 'vitest';
import { changesOf, draftOf, feedState, intervalWords, meaningsOf } from './feed';

const stored = {
  name: 'Old rota',
  url: 'https://calendar.example/…',
  refreshInterval: '1800s',
  timeZone: '',
};

describe('an imported calendar', () => {
  it('says the worst of what is wrong with it', () => {
    expect(feedState({ error: 'timeout' }).word).toBe('never read');
    expect(feedState({ error: 'timeout', successTime: '2031-01-01T00:00:00Z' }).word).toBe('last good copy');
    expect(feedState({ unmappedNames: ['Zoe'], problems: ['x'] }).word).toBe('unknown names');
    expect(feedState({ problems: ['x'] }).word).toBe('read in part');
    expect(feedState({}).tone).toBe('ok');
  });

  it('tells how often it is read', () => {
    expect(intervalWords(undefined)).toBe('every half hour');
    expect(intervalWords('420s')).toBe('every 7 minutes');
  });

  it('is sent whole when it is new', () => {
    const draft = { ...draftOf(undefined), name: ' Rota ', url: 'https://x.example/a.ics' };
    expect(changesOf(draft, undefined)).toEqual({
      name: 'Rota',
      url: 'https://x.example/a.ics',
      refreshInterval: '1800s',
    });
  });

  it('keeps its address unless another is given', () => {
    expect(changesOf(draftOf(stored), stored)).toEqual({});
    expect(changesOf({ ...draftOf(stored), seconds: 300 }, stored)).toEqual({ refreshInterval: '300s' });
    expect(changesOf({ ...draftOf(stored), url: 'https://y.example' }, stored)).toEqual({
      url: 'https://y.example',
    });
  });

  it('of text is never read again', () => {
    const draft = {
      ...draftOf(undefined),
      name: 'A',
      source: 'content' as const,
      content: 'BEGIN:VCALENDAR',
    };
    expect(changesOf(draft, undefined)).toEqual({ name: 'A', content: 'BEGIN:VCALENDAR' });
    expect(draftOf({ name: 'A' }).source).toBe('content');
  });

  it('tells whom its titles mean, those that mean nobody first', () => {
    const meanings = meaningsOf([
      { summary: 'Ada', userIds: ['a'] },
      { summary: 'Ada', userIds: ['a'] },
      { summary: 'Ada & Zoe', userIds: ['a'], unmappedNames: ['Zoe'] },
      { summary: 'Zoe', unmappedNames: ['Zoe'] },
    ]);
    expect(meanings.map((it) => [it.title, it.shifts])).toEqual([
      ['Zoe', 1],
      ['Ada & Zoe', 1],
      ['Ada', 2],
    ]);
  });
});
