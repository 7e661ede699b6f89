package dev.tocsin.fakes.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which items to list; null fields do not filter.
 *
 * @param since only what arrived at or after this instant
 * @param after only items with a larger id
 * @param changed only items whose revision is larger: new ones and changed ones
 * @param contains only items whose text or subject contains this
 * @param limit at most so many, the newest
 */
public record InboxQuery(
    @Nullable String channel,
    @Nullable String to,
    @Nullable Instant since,
    long after,
    long changed,
    @Nullable String contains,
    int limit) {

  public static final InboxQuery ALL =
      new InboxQuery(null, null, null, 0, 0, null, Integer.MAX_VALUE);

  boolean takes(InboxItem item) {
    return (channel == null || channel.equals(item.channel()))
        && (to == null || item.isFor(to))
        && (since == null || !item.at().isBefore(since))
        && item.id() > after
        && item.revision() > changed
        && (contains == null
            || item.text().contains(contains)
            || item.subject().contains(contains));
  }
}
