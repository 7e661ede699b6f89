import type { Schemas } from '@/lib/api';
import { useNames } from '@/lib/people';

/** Who did something, in words. */
export function useActors(): (actor: Schemas['Actor'] | undefined) => string {
  const nameOf = useNames();
  return (actor) => {
    switch (actor?.kind) {
      case 'user':
        return nameOf(actor.id);
      case 'key':
        return 'an API key';
      case 'source':
        return 'the source';
      case 'service':
        return actor.id ?? 'a service';
      default:
        return 'Tocsin';
    }
  };
}
