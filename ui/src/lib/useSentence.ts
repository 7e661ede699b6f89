import { type QueryClient, useQuery } from '@tanstack/react-query';
import { channelsQuery, policiesQuery } from './arrangement';
import { useCaller } from './caller';
import { peopleQuery } from './people';
import { schedulesQuery } from './schedules';
import { nounsIn, readable, withNames } from './sentences';
import { teamsQuery } from './teams';

const NAMELESS_CHANNEL = /\bchannel [0-9a-f-]{36}/g;

/**
 * Tells sentences of the API with names for ids and instants in the reader's zone. A list of names is only asked for
 * when one of `sentences` speaks of somebody in it.
 */
export function useSentence(sentences: readonly string[]): (sentence: string) => string {
  const nouns = nounsIn(sentences);
  const { may } = useCaller();
  const lists = {
    user: useQuery({ ...peopleQuery, enabled: nouns.has('user') }).data,
    team: useQuery({ ...teamsQuery, enabled: nouns.has('team') }).data,
    schedule: useQuery({ ...schedulesQuery, enabled: nouns.has('schedule') }).data,
    policy: useQuery({ ...policiesQuery, enabled: nouns.has('policy') }).data,
    channel: useQuery({ ...channelsQuery, enabled: nouns.has('channel') && may('manager') }).data,
  };
  return (sentence) =>
    readable(
      // Only managers may read which channels there are.
      withNames(sentence, (noun, id) => lists[noun]?.find((it) => it.id === id)?.name).replace(
        NAMELESS_CHANNEL,
        'a channel',
      ),
      Date.now(),
    );
}

/** What somebody has just done, told to themselves: `Acknowledged by you`. */
export async function toldTo(
  me: string | undefined,
  sentence: string,
  queries: QueryClient,
): Promise<string> {
  const people = await queries.ensureQueryData(peopleQuery).catch(() => undefined);
  // Whoever chose one of the others had their list before them.
  const lists = {
    user: people,
    team: queries.getQueryData(teamsQuery.queryKey),
    schedule: queries.getQueryData(schedulesQuery.queryKey),
    policy: queries.getQueryData(policiesQuery.queryKey),
    channel: undefined,
  };
  const told = withNames(sentence, (noun, id) =>
    noun === 'user' && id === me ? 'you' : lists[noun]?.find((it) => it.id === id)?.name,
  );
  return readable(told.charAt(0).toUpperCase() + told.slice(1), Date.now());
}
