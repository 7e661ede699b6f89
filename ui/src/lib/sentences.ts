import { clockTime, shortTime } from './time';

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NAMED = new RegExp(`\\b(user|team|schedule|policy|channel) (${UUID})`, 'gi');

/** A sentence of the API with its instants in the reader's zone: the clock alone when it is the day of `now`. */
export function readable(sentence: string, now: number, zone?: string): string {
  const day = (instant: string | Date) => shortTime(instant, zone).slice(0, -7);
  const today = day(new Date(now));
  return sentence.replace(INSTANT, (instant) => {
    if (Number.isNaN(Date.parse(instant))) return instant;
    return day(instant) === today ? clockTime(instant, zone) : shortTime(instant, zone);
  });
}

/** What a sentence of the API may name by its id. */
export type Noun = 'user' | 'team' | 'schedule' | 'policy' | 'channel';

/**
 * A sentence of the API with names in place of ids: the API stores ids alone. Ids that say nothing to a reader even
 * with a name (of a key, an integration, a ticket provider) are left out; what `nameOf` does not know stays.
 */
export function withNames(sentence: string, nameOf: (noun: Noun, id: string) => string | undefined): string {
  return sentence
    .replace(new RegExp(` \\(integration ${UUID}\\)`, 'g'), '')
    .replace(new RegExp(` at provider ${UUID}`, 'g'), '')
    .replace(new RegExp(`\\bkey ${UUID}`, 'g'), 'an API key')
    .replace(NAMED, (whole, word: string, id: string) => {
      const noun = word.toLowerCase() as Noun;
      const name = nameOf(noun, id.toLowerCase());
      return name ? (noun === 'user' ? name : `${word} ${name}`) : whole;
    });
}

/** The nouns that the sentences name by an id. */
export function nounsIn(sentences: readonly string[]): ReadonlySet<Noun> {
  const found = new Set<Noun>();
  for (const sentence of sentences) {
    withNames(sentence, (noun) => {
      found.add(noun);
      return undefined;
    });
  }
  return found;
}
