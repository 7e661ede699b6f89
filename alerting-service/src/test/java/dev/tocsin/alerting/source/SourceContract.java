package dev.tocsin.alerting.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.alert.SignalText;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every source has to do, however its tool writes. A source's test extends this and says how
 * its tool writes an alarm.
 */
public abstract class SourceContract {

  protected static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
  protected static final UUID INTEGRATION = UUID.fromString("019c0000-0000-7000-8000-0000000000aa");

  /** A problem, or its end; the labels tell problems apart. */
  public record Alarm(String key, boolean firing, Map<String, String> labels) {
    static Alarm of(String key, boolean firing) {
      return new Alarm(key, firing, Map.of("host", key));
    }
  }

  /** The source under test. */
  protected abstract InboundSource source();

  /** How the tool writes these alarms, in one payload. */
  protected abstract Object payload(List<Alarm> alarms);

  /** The circumstances under which it reads. */
  protected Reading reading() {
    return new Reading(INTEGRATION, Optional.empty(), new UsualLimits(), NOW);
  }

  @Test
  void meetsEndUnderTheKeyOfItsFiring() {
    Signal firing = only(payload(List.of(Alarm.of("db1", true))));
    Signal over = only(payload(List.of(Alarm.of("db1", false))));
    Signal other = only(payload(List.of(Alarm.of("db2", true))));

    assertTrue(firing.firing());
    assertFalse(over.firing());
    assertEquals(firing.fingerprint(), over.fingerprint());
    assertFalse(firing.fingerprint().equals(other.fingerprint()));
    assertFalse(firing.title().isBlank());
  }

  @Test
  void keepsTheOrderOfFiringAndEndInOnePayload() {
    List<Signal> signals =
        read(payload(List.of(Alarm.of("a", true), Alarm.of("b", false), Alarm.of("c", true))));

    assertEquals(List.of(true, false, true), signals.stream().map(Signal::firing).toList());
  }

  @Test
  void passesOverFieldsThatNobodyKnows() {
    Object plain = payload(List.of(Alarm.of("db1", true)));
    Object strange =
        Mutations.everyObject(
            Mutations.copy(plain),
            object ->
                object
                    .put("zzz", new JsonObject().put("deep", new JsonArray().add(1).addNull()))
                    .put("zzzz", 1));

    assertEquals(only(plain).fingerprint(), only(strange).fingerprint());
    assertEquals(only(plain).title(), only(strange).title());
    assertTrue(only(strange).firing());
  }

  @Test
  void namesPlaceOfWhatIsNotJson() {
    String whole = Json.encode(payload(List.of(Alarm.of("db1", true))));

    for (int end = 1; end < whole.length() - 1; end += 1 + whole.length() / 20) {
      Violation broken = violation(whole.substring(0, end).getBytes(StandardCharsets.UTF_8));
      assertEquals(1, broken.line(), whole.substring(0, end));
    }
  }

  @Test
  void refusesWhatIsNoPayloadByName() {
    assertTrue(violation(new byte[0]).message().contains("JSON"), violation(new byte[0]).message());
    for (String body : List.of("null", "1", "\"x\"", "true", "[1]", "[[]]", "{}")) {
      assertFalse(violation(body.getBytes(StandardCharsets.UTF_8)).message().isBlank(), body);
    }
    assertFalse(violation("{}".getBytes(StandardCharsets.UTF_8)).field().isBlank());
  }

  @Test
  void refusesSecondDocument() {
    String whole = Json.encode(payload(List.of(Alarm.of("db1", true))));

    violation((whole + " {}").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] latin =
        Json.encode(payload(List.of(new Alarm("db1", true, Map.of("host", "gr\u00f6\u00df")))))
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide =
        Json.encode(payload(List.of(Alarm.of("db1", true)))).getBytes(StandardCharsets.UTF_16);

    violation(latin);
    violation(wide);
  }

  @Test
  void keepsAlertWhateverItsTextsHold() {
    Object nasty =
        Mutations.everyText(
            payload(List.of(Alarm.of("db1", true))),
            (name, text) -> Mutations.isState(name) ? text : text + "\0\uD83D<script>&\u202E");

    Signal signal = only(nasty);

    assertTrue(signal.firing());
    assertTrue(SignalText.isClean(signal.title()));
    assertTrue(SignalText.isClean(signal.fingerprint()));
    signal.labels().forEach((name, value) -> assertTrue(SignalText.isClean(name + value)));
    signal.annotations().forEach((name, value) -> assertTrue(SignalText.isClean(name + value)));
    assertFalse(signal.remarks().isEmpty());
  }

  @Test
  void cutsLabelOfMegabyte() {
    Signal signal =
        only(payload(List.of(new Alarm("db1", true, Map.of("big", "x".repeat(1_000_000))))));

    assertTrue(signal.labels().get("big").endsWith("of 1000000 characters]"));
    assertFalse(signal.remarks().isEmpty());
  }

  @Test
  void takesTenThousandAlertsAndNotOneMore() {
    assertEquals(10_000, read(payload(alarms(10_000))).size());
    assertThrows(TooManyAlerts.class, () -> read(payload(alarms(10_001))));
  }

  @Test
  void takesPayloadWithoutAlerts() {
    assertEquals(List.of(), read(payload(List.of())));
  }

  @Test
  void boundsDepthAndPassesOverNumbersThatNothingHolds() {
    String whole = Json.encode(payload(List.of(Alarm.of("db1", true))));
    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    violation(inserted(whole, "\"zzz\":" + deep));
    assertTrue(only(inserted(whole, "\"zzz\":1e400")).firing());
    assertTrue(only(inserted(whole, "\"zzz\":-9223372036854775809")).firing());
  }

  @Test
  void takesLastOfFieldsWithTheSameName() {
    String whole = Json.encode(payload(List.of(Alarm.of("db1", true))));

    assertTrue(only(inserted(whole, "\"zzz\":1,\"zzz\":{\"zzz\":2,\"zzz\":3}")).firing());
  }

  @Test
  void readsOrRefusesByNameWhereTypesAreWrong() {
    Object plain = payload(List.of(Alarm.of("db1", true)));

    for (Object wrong :
        List.of(7, -1.5, true, "", "text", new JsonObject(), new JsonArray(), Mutations.NULL)) {
      for (Object mutated : Mutations.oneValueReplaced(plain, wrong)) {
        try {
          read(mutated);
        } catch (Invalid named) {
          assertFalse(String.valueOf(named.getMessage()).isBlank(), Json.encode(mutated));
        }
      }
    }
  }

  /** The signals of a payload. */
  protected final List<Signal> read(Object payload) {
    return heard(payload).signals();
  }

  /** Everything that was made of a payload. */
  protected final Heard heard(Object payload) {
    byte[] body =
        switch (payload) {
          case byte[] bytes -> bytes;
          case String text -> text.getBytes(StandardCharsets.UTF_8);
          default -> Json.encode(payload).getBytes(StandardCharsets.UTF_8);
        };
    return PayloadJson.read(source(), body, reading());
  }

  /** The signal of a payload that holds one. */
  protected final Signal only(Object payload) {
    List<Signal> signals = read(payload);
    assertEquals(1, signals.size());
    return signals.getFirst();
  }

  private Violation violation(byte[] body) {
    Invalid refused =
        assertThrows(
            Invalid.class, () -> read(body), () -> new String(body, StandardCharsets.UTF_8));
    // What is wrong with the request as a whole names no place in it.
    return refused.violations().stream()
        .findFirst()
        .orElseGet(() -> new Violation("", String.valueOf(refused.getMessage()), null, null));
  }

  private static List<Alarm> alarms(int count) {
    List<Alarm> alarms = new ArrayList<>(count);
    IntStream.range(0, count).forEach(i -> alarms.add(Alarm.of("h" + i, true)));
    return alarms;
  }

  private static byte[] inserted(String json, String field) {
    int brace = json.indexOf('{') + 1;
    String more = json.substring(0, brace) + field + "," + json.substring(brace);
    return more.getBytes(StandardCharsets.UTF_8);
  }
}
