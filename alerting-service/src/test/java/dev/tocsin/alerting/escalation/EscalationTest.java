package dev.tocsin.alerting.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tocsin.alerting.escalation.Decision.End;
import dev.tocsin.alerting.escalation.Decision.Fallback;
import dev.tocsin.alerting.escalation.Decision.Fire;
import dev.tocsin.alerting.escalation.Snapshot.Fired;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EscalationTest {

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final Target.Channel OPS = new Target.Channel(UUID.randomUUID(), "#ops");

  @Test
  void firesTheFirstStepAfterItsWait() {
    Policy policy = policy(0, true, 60, 300);

    Decision next = Escalation.next(state(policy, null, false), NOW);

    Fire fire = assertInstanceOf(Fire.class, next);
    assertEquals(Position.FIRST, fire.position());
    assertEquals(NOW.plusSeconds(60), fire.at());
  }

  @Test
  void givesPeopleTheNextStepsWaitToAnswer() {
    Policy policy = policy(0, true, 0, 300);

    Decision next = Escalation.next(state(policy, fired(0, 0, true), true), NOW);

    Fire fire = assertInstanceOf(Fire.class, next);
    assertEquals(new Position(1, 0), fire.position());
    assertEquals(NOW.plusSeconds(300), fire.at());
    assertEquals("unanswered", fire.why());
  }

  @Test
  void goesOnAtOnceWhenAStepReachedNobody() {
    Policy policy = policy(0, true, 0, 300);

    Decision next = Escalation.next(state(policy, fired(0, 0, false), false), NOW);

    Fire fire = assertInstanceOf(Fire.class, next);
    assertEquals(NOW, fire.at());
    assertEquals("nobody_reached", fire.why());
  }

  @Test
  void beginsTheNextRoundAfterTheLongestWait() {
    Policy policy = policy(1, true, 0, 300, 60);

    Decision next = Escalation.next(state(policy, fired(2, 0, true), true), NOW);

    Fire fire = assertInstanceOf(Fire.class, next);
    assertEquals(new Position(0, 1), fire.position());
    assertEquals(NOW.plusSeconds(300), fire.at());
  }

  @Test
  void pausesBetweenRoundsOfAPolicyThatNeverWaits() {
    Policy policy = policy(3, false, 0);

    Decision next = Escalation.next(state(policy, fired(0, 0, true), true), NOW);

    assertEquals(NOW.plus(PAUSE), assertInstanceOf(Fire.class, next).at());
  }

  @Test
  void pagesTheFallbackWhenTheRoundsAreOver() {
    Policy policy = policy(1, true, 0, 300);

    Decision next = Escalation.next(state(policy, fired(1, 1, true), true), NOW);

    Fallback fallback = assertInstanceOf(Fallback.class, next);
    assertEquals(OPS, fallback.channel());
    assertEquals(NOW.plusSeconds(300), fallback.at());
  }

  @Test
  void pagesTheFallbackAtOnceWhenAWholeRoundReachedNobody() {
    Policy policy = policy(5, true, 0, 300);

    Decision next = Escalation.next(state(policy, fired(1, 0, false), false), NOW);

    assertEquals(NOW, assertInstanceOf(Fallback.class, next).at());
  }

  @Test
  void endsWithoutAFallback() {
    assertEquals(
        new End("rounds_over"),
        Escalation.next(state(policy(0, false, 0), fired(0, 0, true), true), NOW));
    assertEquals(
        new End("nobody_reached"),
        Escalation.next(state(policy(0, false, 0), fired(0, 0, false), false), NOW));
  }

  @Test
  void endsAfterTheFallback() {
    Fired fallback = fired(Position.FALLBACK, 0, true);

    assertEquals(
        new End("fallback_paged"), Escalation.next(state(policy(0, true, 0), fallback, true), NOW));
  }

  @Test
  void goesOnWithTheChangedPolicy() {
    Policy changed = policy(0, true, 0, 10, 20);

    Decision due = Escalation.due(new Position(2, 0), state(changed, null, true), NOW);

    assertEquals(Duration.ofSeconds(20), assertInstanceOf(Fire.class, due).step().delay());
  }

  @Test
  void beginsTheNextRoundWhenThePolicyWasShortened() {
    Policy shortened = policy(1, true, 0, 300);

    Decision due = Escalation.due(new Position(4, 0), state(shortened, null, true), NOW);

    Fire fire = assertInstanceOf(Fire.class, due);
    assertEquals(new Position(0, 1), fire.position());
    assertEquals(NOW, fire.at());
    assertEquals("policy_changed", fire.why());
  }

  @Test
  void pagesTheFallbackWhenTheShortenedPolicyHasNoRoundLeft() {
    Policy shortened = policy(0, true, 0);

    Decision due = Escalation.due(new Position(1, 0), state(shortened, null, true), NOW);

    assertInstanceOf(Fallback.class, due);
  }

  @Test
  void endsWhenThePlannedFallbackWasRemoved() {
    Decision due =
        Escalation.due(
            new Position(Position.FALLBACK, 0), state(policy(0, false, 0), null, true), NOW);

    assertEquals(new End("fallback_removed"), due);
  }

  @Test
  void pagesTheDefaultPolicysFallbackWhenThePolicyWasDeleted() {
    Snapshot deleted =
        new Snapshot(Optional.empty(), Optional.of(OPS), Optional.empty(), false, PAUSE);

    Decision due = Escalation.due(new Position(1, 0), deleted, NOW);

    assertEquals(OPS, assertInstanceOf(Fallback.class, due).channel());
  }

  @Test
  void endsWithAReasonWhenThePolicyWasDeletedAndNothingIsLeftToPage() {
    Snapshot deleted =
        new Snapshot(Optional.empty(), Optional.empty(), Optional.empty(), false, PAUSE);

    assertEquals(new End("policy_deleted"), Escalation.due(Position.FIRST, deleted, NOW));
  }

  @Test
  void beginsAgainForAPersonWhoAsksAfterTheEnd() {
    Fired fallback = fired(Position.FALLBACK, 2, true);

    Decision next = Escalation.requested(state(policy(0, true, 60), fallback, true), NOW);

    Fire fire = assertInstanceOf(Fire.class, next);
    assertEquals(new Position(0, 3), fire.position());
    assertEquals(NOW, fire.at());
  }

  /**
   * Whatever is reached, each step of each round fires once, in order, then the fallback, and it
   * ends.
   */
  @Property(tries = 300)
  void goesThroughEveryStepOnceAndEnds(
      @ForAll @IntRange(min = 1, max = 6) int steps,
      @ForAll @IntRange(min = 0, max = 4) int repeat,
      @ForAll @IntRange(min = 0, max = 5) int firstReached) {
    int[] waits = new int[steps];
    for (int i = 0; i < steps; i++) {
      waits[i] = i * 60;
    }
    Policy policy = policy(repeat, true, waits);
    List<Position> seen = new ArrayList<>();
    Decision decision = Escalation.next(state(policy, null, false), NOW);
    boolean inRound = false;
    Instant now = NOW;
    while (!(decision instanceof End)) {
      Planned planned = Planned.of(decision).orElseThrow();
      inRound = planned.position().order() != 0 && inRound;
      boolean reached =
          planned.position().isFallback() || planned.position().order() >= firstReached;
      inRound |= reached;
      now = planned.at();
      seen.add(planned.position());
      Fired last = new Fired(planned.position(), now, reached);
      decision = Escalation.next(state(policy, last, inRound), now);
    }
    List<Position> expected = new ArrayList<>();
    boolean anybody = firstReached < steps;
    int rounds = anybody ? repeat + 1 : 1;
    for (int round = 0; round < rounds; round++) {
      for (int order = 0; order < steps; order++) {
        expected.add(new Position(order, round));
      }
    }
    expected.add(new Position(Position.FALLBACK, rounds - 1));
    assertEquals(expected, seen);
  }

  private static Fired fired(int order, int round, boolean reached) {
    return new Fired(new Position(order, round), NOW, reached);
  }

  private static Snapshot state(Policy policy, Fired last, boolean reachedInRound) {
    return new Snapshot(
        Optional.of(policy), Optional.empty(), Optional.ofNullable(last), reachedInRound, PAUSE);
  }

  private static Policy policy(int repeat, boolean fallback, int... waits) {
    List<Step> steps = new ArrayList<>();
    for (int wait : waits) {
      steps.add(
          new Step(
              Duration.ofSeconds(wait),
              List.of(new Target.Person(UUID.randomUUID())),
              List.of(),
              Optional.empty()));
    }
    return new Policy(
        UUID.randomUUID(), "p", steps, repeat, fallback ? Optional.of(OPS) : Optional.empty());
  }
}
