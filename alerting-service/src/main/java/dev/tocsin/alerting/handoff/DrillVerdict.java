package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.handoff.Drill.Result;
import dev.tocsin.alerting.timeline.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How a drill ended.
 *
 * @param answeredAt empty when nobody answered
 */
record DrillVerdict(Result result, String detail, Optional<Instant> answeredAt) {

  /**
   * What is known of the page.
   *
   * @param answer who took or resolved the alert, and when; empty while it is open
   * @param isPaged whether a page was handed over
   * @param deliveries how many messages it went out in; 0 when that is not known
   * @param failed how many of them were given up
   * @param trouble why nothing was or could be delivered, in words; empty when nothing is known
   */
  record Evidence(
      Optional<Answer> answer, boolean isPaged, int deliveries, int failed, String trouble) {}

  /** An answer. */
  record Answer(Actor by, Instant at) {}

  /** Decides; empty while the drill goes on. */
  static Optional<DrillVerdict> of(UUID person, Instant answerBy, Evidence evidence, Instant now) {
    if (evidence.answer().isPresent()) {
      return Optional.of(answered(person, evidence.answer().get()));
    }
    if (!evidence.isPaged() && !evidence.trouble().isEmpty()) {
      return Optional.of(none(Result.UNDELIVERED, evidence.trouble()));
    }
    if (evidence.deliveries() > 0 && evidence.failed() >= evidence.deliveries()) {
      return Optional.of(none(Result.UNDELIVERED, evidence.trouble()));
    }
    if (now.isBefore(answerBy)) {
      return Optional.empty();
    }
    return Optional.of(
        evidence.isPaged()
            ? none(Result.UNANSWERED, unanswered(evidence))
            : none(Result.UNDELIVERED, "The page was not sent in time"));
  }

  /**
   * Only an answer that names the person is theirs. Those that a page to them asks for do: whoever
   * answers by its link, by a text message from its number or in its direct message is the one it
   * went to. What a key or an unknown member of a chat did says nothing about the person.
   */
  private static DrillVerdict answered(UUID person, Answer answer) {
    Actor by = answer.by();
    if (!by.kind().equals("user")) {
      return none(
          Result.ENDED_BY_ANOTHER,
          "Ended by %s %s, and nothing says for whom".formatted(by.kind(), by.id()));
    }
    return by.id().equals(person.toString())
        ? new DrillVerdict(Result.ANSWERED, "", Optional.of(answer.at()))
        : none(Result.ENDED_BY_ANOTHER, "Ended by user " + by.id() + " in place of the person");
  }

  private static String unanswered(Evidence evidence) {
    return evidence.failed() == 0
        ? "Delivered, and not answered in time"
        : "%d of %d messages failed, and the others were not answered in time: %s"
            .formatted(evidence.failed(), evidence.deliveries(), evidence.trouble());
  }

  private static DrillVerdict none(Result result, String detail) {
    return new DrillVerdict(result, detail, Optional.empty());
  }
}
