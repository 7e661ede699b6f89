package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Asks whom a policy's first step pages while the alert that begins it is still being written, so
 * that the page does not wait for the answer afterwards. What the step wants is remembered from the
 * last time it was read; when the policy has changed since, the step asks for itself as ever, and
 * the answer to this question is not used. Loses nothing, decides nothing.
 */
@ApplicationScoped
public class Foresight {

  private static final int MOST = 1_000;

  private final Directory directory;
  private final Map<Key, Step> firsts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Step> eldest) {
          return size() > MOST;
        }
      };

  Foresight(Directory directory) {
    this.directory = directory;
  }

  private record Key(UUID tenant, UUID policy) {}

  /** Remembers the first step of a policy as it has just been read. */
  public void began(UUID tenant, UUID policy, Step first) {
    synchronized (firsts) {
      firsts.put(new Key(tenant, policy), first);
    }
  }

  /** The policy's first step is about to be due. */
  public void begins(UUID tenant, UUID policy, Instant now) {
    Step first;
    synchronized (firsts) {
      first = firsts.get(new Key(tenant, policy));
    }
    if (first != null) {
      // Whether it fails matters to nobody here: the step meets the failure itself.
      directory.ask(tenant, first, now).subscribe().with(answers -> {}, failure -> {});
    }
  }
}
