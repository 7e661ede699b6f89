package dev.tocsin.alerting.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private final List<Entry> entries = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not_routed",
        "not_paged.nobody_on_call",
        "not_paged.nobody_next",
        "not_paged.schedule_deleted",
        "not_paged.team_empty",
        "not_paged.team_deleted",
        "not_paged.user_unknown",
        "not_paged.user_inactive",
        "not_paged.no_contact_method",
        "not_paged.no_contact_method_for_step",
        "not_paged.refused",
        "not_paged.answered",
        "not_paged.group_acknowledged",
        "not_paged.identity_unreachable",
        "not_paged.no_fallback"
      })
  void saysWhyNobodyWasPaged(String code) {
    happened(code, "It was so");
    happened("not_paged.nobody_reachable", "Nobody could be reached");

    assertEquals("Nobody was paged: it was so.", Summary.of(entries, List.of()));
  }

  @Test
  void saysThatTheFirstStepIsStillToCome() {
    assertEquals(
        "Nobody was paged yet; next is step 1, round 1 at 2026-11-21T03:00:00Z.",
        Summary.of(entries, List.of(step(0, "pending"))));
  }

  @Test
  void tellsPagesAndTheAnswer() {
    happened("paged", "Paged Ada (on call by schedule Primary) by Slack and e-mail");
    happened("acknowledged", "Acknowledged by Ada");
    happened("resolved.by_source", "The source says that it is over");

    assertEquals(
        "Paged Ada (on call by schedule Primary) by Slack and e-mail at 2026-11-21T03:00:00Z;"
            + " acknowledged by Ada at 2026-11-21T03:00:00Z; the source says that it is over at"
            + " 2026-11-21T03:00:00Z.",
        Summary.of(entries, List.of(step(0, "fired"))));
  }

  @Test
  void countsFurtherPages() {
    for (int i = 0; i < 5; i++) {
      happened("paged", "Paged user " + i);
    }

    assertEquals(
        "Paged user 0 at 2026-11-21T03:00:00Z, paged user 1 at 2026-11-21T03:00:00Z, paged user 2"
            + " at 2026-11-21T03:00:00Z, and 2 more pages; next is the fallback at"
            + " 2026-11-21T03:00:00Z.",
        Summary.of(entries, List.of(step(-1, "pending"))));
  }

  private void happened(String code, String summary) {
    entries.add(
        new Entry(
            UUID.randomUUID(),
            NOW,
            UUID.randomUUID(),
            Optional.empty(),
            Actor.SYSTEM,
            new Reason(code, summary, Map.of())));
  }

  private static PlannedStep step(int order, String state) {
    return new PlannedStep(UUID.randomUUID(), UUID.randomUUID(), order, 0, NOW, state);
  }
}
