package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.timeline.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What becomes of one recipient of a step. */
public sealed interface PageDecision permits PageDecision.Page, PageDecision.Hold {

  /**
   * The recipient is paged.
   *
   * @param key tells this recipient from the others of the step, the same at each repetition
   * @param user the person; empty for a channel
   * @param name the person's name for the message; empty for a channel
   * @param timeZone IANA zone in which the message tells times
   * @param destinations at least one, at most one for each kind of channel
   * @param facts whom and by what, for the reason
   * @param counts false for who only shadows: the page does not count as somebody reached
   * @param because the same in words, for example {@code on call by schedule …}
   */
  record Page(
      String key,
      Optional<UUID> user,
      String name,
      String timeZone,
      List<Destination> destinations,
      Map<String, Object> facts,
      boolean counts,
      String because)
      implements PageDecision {

    /** Copies the collections. */
    public Page {
      destinations = List.copyOf(destinations);
      facts = Map.copyOf(facts);
    }

    /** The recipient in words. */
    String who() {
      return user.map(id -> "user " + id).orElse("channel " + facts.get("channel_id"));
    }
  }

  /** The recipient is not paged. */
  record Hold(Reason reason) implements PageDecision {}
}
