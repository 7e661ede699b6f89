package dev.tocsin.alerting.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.handoff.Drill.Result;
import dev.tocsin.alerting.handoff.DrillVerdict.Answer;
import dev.tocsin.alerting.handoff.DrillVerdict.Evidence;
import dev.tocsin.alerting.timeline.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How drills end. */
class DrillVerdictTest {

  private static final UUID ANN = new UUID(0, 1);
  private static final Instant END = Instant.parse("2026-01-05T09:15:00Z");
  private static final Instant NOW = END.minusSeconds(60);

  @Test
  void goesOnWhileThePageIsOutAndThereIsTime() {
    assertEquals(Optional.empty(), verdict(paged(2, 0), NOW));
    assertEquals(Optional.empty(), verdict(paged(2, 1), END.minusNanos(1)));
    assertEquals(Optional.empty(), verdict(new Evidence(Optional.empty(), false, 0, 0, ""), NOW));
  }

  @Test
  void isAnsweredByThePersonWhateverElseIsKnown() {
    Answer hers = new Answer(new Actor("user", ANN.toString()), NOW);
    DrillVerdict verdict =
        verdict(new Evidence(Optional.of(hers), true, 2, 2, "no"), END.plusSeconds(60)).get();
    assertEquals(Result.ANSWERED, verdict.result());
    assertEquals(Optional.of(NOW), verdict.answeredAt());
  }

  @Test
  void saysNothingOfThePersonWhenAnotherAnswers() {
    Answer theirs = new Answer(new Actor("user", new UUID(0, 2).toString()), NOW);
    DrillVerdict verdict = verdict(new Evidence(Optional.of(theirs), true, 2, 0, ""), NOW).get();
    assertEquals(Result.ENDED_BY_ANOTHER, verdict.result());
    assertEquals(Optional.empty(), verdict.answeredAt());
  }

  /** However it came: by a key, in a chat that nobody knows the member of, or by a timer. */
  @ParameterizedTest
  @CsvSource({"key,019a", "service,notification", "service,ticket", "operator,operator"})
  void saysNothingOfThePersonWhenTheAnswerNamesNobody(String kind, String id) {
    Answer nobodys = new Answer(new Actor(kind, id), NOW);
    DrillVerdict verdict = verdict(new Evidence(Optional.of(nobodys), true, 2, 0, ""), NOW).get();
    assertEquals(Result.ENDED_BY_ANOTHER, verdict.result());
    assertEquals(Optional.empty(), verdict.answeredAt());
    assertEquals("Ended by " + kind + " " + id + ", and nothing says for whom", verdict.detail());
  }

  /** An id alone does not make it the person: kinds have ids of their own. */
  @Test
  void isNotAnsweredByAKeyOfTheSameId() {
    Answer keys = new Answer(new Actor("key", ANN.toString()), NOW);
    assertEquals(
        Result.ENDED_BY_ANOTHER,
        verdict(new Evidence(Optional.of(keys), true, 2, 0, ""), NOW).get().result());
  }

  @Test
  void isUndeliveredAsSoonAsNothingCanArrive() {
    assertEquals(Result.UNDELIVERED, verdict(paged(2, 2), NOW).get().result());
    DrillVerdict nowhere =
        verdict(new Evidence(Optional.empty(), false, 0, 0, "no contact method"), NOW).get();
    assertEquals(Result.UNDELIVERED, nowhere.result());
    assertEquals("no contact method", nowhere.detail());
    assertEquals(
        Result.UNDELIVERED,
        verdict(new Evidence(Optional.empty(), false, 0, 0, ""), END).get().result());
  }

  @Test
  void isUnansweredAtTheEndAndTellsWhatFailed() {
    assertEquals(Result.UNANSWERED, verdict(paged(2, 0), END).get().result());
    String detail = verdict(paged(2, 1), END).get().detail();
    assertTrue(detail.startsWith("1 of 2 messages failed"), detail);
  }

  private static Evidence paged(int deliveries, int failed) {
    return new Evidence(Optional.empty(), true, deliveries, failed, "the provider said no");
  }

  private static Optional<DrillVerdict> verdict(Evidence evidence, Instant now) {
    return DrillVerdict.of(ANN, END, evidence, now);
  }
}
