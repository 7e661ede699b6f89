package dev.tocsin.alerting.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.ingest.Fold.Folded;
import dev.tocsin.alerting.ingest.Fold.Wave;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FoldTest {

  private final Fold fold = new Fold();

  @Test
  void makesOneOfWhatSaysTheSame() {
    fold.add(0, List.of(firing("a"), firing("b"), firing("a")));
    fold.add(1, List.of(firing("a")));

    Wave wave = only();

    assertEquals(List.of("a", "b"), wave.firing().stream().map(Folded::fingerprint).toList());
    assertEquals(3, wave.firing().getFirst().count());
    assertEquals(3, wave.firing().getFirst().places().size());
  }

  @Test
  void keepsOrderOfFiringAndItsEnd() {
    fold.add(0, List.of(firing("a"), over("a"), over("a"), firing("a"), over("b")));

    List<Wave> waves = fold.waves();

    assertEquals(3, waves.size());
    assertEquals(1, waves.get(0).firing().size());
    assertEquals("b", waves.get(0).over().getFirst().fingerprint());
    assertEquals(2, waves.get(1).over().getFirst().count());
    assertEquals(1, waves.get(2).firing().size());
  }

  @Test
  void executesInOneOrderOfFingerprints() {
    fold.add(0, List.of(firing("c"), firing("a")));
    fold.add(1, List.of(firing("b")));

    assertEquals(
        List.of("a", "b", "c"), only().firing().stream().map(Folded::fingerprint).toList());
  }

  @Test
  void letsNewAlertsOfOneKeyShareTheirGroup() {
    fold.add(0, List.of(firing("a", "key"), firing("b", "key"), firing("c", "other")));

    List<Folded> firing = only().firing();

    assertEquals(group(firing.get(0)), group(firing.get(1)));
    assertNotEquals(group(firing.get(0)), group(firing.get(2)));
  }

  private Wave only() {
    assertEquals(1, fold.waves().size());
    return fold.waves().getFirst();
  }

  private static UUID group(Folded folded) {
    return ((Verdict.Firing) folded.first()).group().id();
  }

  private static Verdict firing(String fingerprint) {
    return firing(fingerprint, null);
  }

  private static Verdict firing(String fingerprint, String key) {
    GroupPlan group =
        new GroupPlan(UUID.randomUUID(), Optional.ofNullable(key), Optional.empty(), List.of());
    return new Verdict.Firing(
        signal(fingerprint, true),
        UUID.randomUUID(),
        "alertmanager",
        UUID.randomUUID(),
        group,
        List.of());
  }

  private static Verdict over(String fingerprint) {
    return new Verdict.Over(signal(fingerprint, false), UUID.randomUUID());
  }

  private static Signal signal(String fingerprint, boolean firing) {
    return new Signal(
        firing,
        fingerprint,
        "t",
        Severity.INFO,
        Map.of(),
        Map.of(),
        "",
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
