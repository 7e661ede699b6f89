package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Server;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FAULTS 1: the process dies between every two steps of an alert's way, as by {@code kill -9}, and
 * is started again. Nothing accepted is lost, nobody is paged twice but where the provider cannot
 * be asked, and then the message says so; no step of the escalation happens twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault01KilledAtEveryFailpoint {
  /** More than any lease, so that what the dead process held is free again. */
  private static final Duration PAST_LEASES = Duration.ofMinutes(2);

  /**
   * Where a mail may be sent again, since a mail server cannot be asked what it took: once pages
   * are handed over their sending is under way, while the step is still being finished.
   */
  private static final Set<String> MAY_REPEAT =
      Set.of(
          "step.after_send",
          "step.before_commit",
          "step.after_commit",
          "delivery.attempt_recorded",
          "delivery.after_send",
          "delivery.before_commit");

  private OneProcess tocsin;
  private Server server;
  private Tenant tenant;

  @BeforeAll
  void start() {
    tocsin = OneProcess.in("killed", false).start();
    server = tocsin.server();
    tenant = Tenants.make(tocsin, "killed");
  }

  @AfterAll
  void end() {
    tocsin.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest.before_commit",
        "ingest.after_commit",
        "step.after_claim",
        "step.before_send",
        "step.after_send",
        "step.before_commit",
        "step.after_commit",
        "delivery.after_claim",
        "delivery.attempt_recorded",
        "delivery.after_send",
        "delivery.before_commit"
      })
  void pagesOnceThoughKilledAt(String place) {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Killed", "critical");
    server.dieAt(place);

    tellUntilTaken(timeline, alarm);
    server.process().awaitEnd();
    server.start();
    tellUntilTaken(timeline, alarm);
    timeline.advance(PAST_LEASES);

    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    assertEquals(1, timeline.alerts(alarm).size());
    onlyMarkedRepeats(timeline, place);
    timeline.at("4M");
    JsonNode alert = timeline.alerts(alarm).getFirst();
    eachStepOnce(timeline, alert);
    timeline.act("responder", alert, "acknowledge").ok();
    timeline.settle();
    onlyMarkedRepeats(timeline, place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ack.before_commit",
        "ack.after_commit",
        "outbox.before_send",
        "outbox.after_send"
      })
  void keepsAnAnswerThatItTookThoughKilledAt(String place) {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Answered", "major");
    timeline.fires(alarm).expectPage("email", "Ada").expectPage("slack", "Ada");
    server.dieAt(place);

    boolean taken = acknowledge(timeline, alarm);
    server.process().awaitEnd();
    server.start();
    boolean acknowledged =
        timeline.alerts(alarm).getFirst().path("state").asText().equals("ALERT_STATE_ACKNOWLEDGED");
    assertTrue(acknowledged || !taken, "an answer that was taken is kept");
    if (!acknowledged) {
      assertTrue(acknowledge(timeline, alarm));
    }

    timeline.advance(PAST_LEASES).expectChanged("acknowledged");
    timeline.expectAlert(alarm, "ACKNOWLEDGED");
    timeline.expectNoPageFor("2H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snooze.before_commit", "snooze.after_commit"})
  void pagesAnewOnceWhenASnoozeEndsThoughKilledAt(String place) {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Snoozed", "critical");
    timeline.fires(alarm).expectPage("email", "Ada").expectPage("slack", "Ada");
    JsonNode alert = timeline.alerts(alarm).getFirst();
    String path = "/api/v1/alerts/" + alert.path("id").asText();
    tenant.as("responder").post(path + "/snooze", Map.of("duration", "600s")).ok();
    timeline.settle();
    server.dieAt(place);

    tocsin.advanceThroughDeath(Duration.ofSeconds(601));
    server.process().awaitEnd();
    server.start();
    timeline.advance(PAST_LEASES);

    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.expectAlert(alarm, "OPEN");
    assertEquals(
        1, timeline.reasons(alert).stream().filter("snooze_over"::equals).count(), "ended once");
    assertEquals(
        List.of("0/0", "0/1", "0/0", "0/1"), steps(timeline, alert), "before it, and once anew");
    timeline.act("responder", alert, "acknowledge").ok();
    timeline.settle().expectNoPageFor("1H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"silence.before_commit", "silence.after_commit"})
  void pagesWhatASilenceHeldWhenItIsEndedThoughKilledAt(String place) {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Silenced", "critical").with("kind", timeline.mark());
    String silence = silence("labels.kind", timeline.mark());
    timeline.fires(alarm).settle().expectNothingElse();
    server.dieAt(place);

    boolean ended = expire(silence);
    server.process().awaitEnd();
    server.start();
    boolean active =
        tenant
            .owner()
            .get("/api/v1/silences/" + silence)
            .ok()
            .text("state")
            .equals("SILENCE_STATE_ACTIVE");
    assertTrue(!active || !ended, "an end that was told is kept");
    if (active) {
      assertTrue(expire(silence));
    }
    timeline.advance(PAST_LEASES);

    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    JsonNode alert = timeline.alerts(alarm).getFirst();
    eachStepOnce(timeline, alert);
    timeline.act("responder", alert, "acknowledge").ok();
    timeline.settle();
  }

  private String silence(String name, String value) {
    var matcher = Map.of("name", name, "operator", "MATCH_OPERATOR_EQUAL", "value", value);
    return tenant
        .owner()
        .post("/api/v1/silences", Map.of("matchers", List.of(matcher), "duration", "86400s"))
        .ok()
        .text("id");
  }

  private boolean expire(String silence) {
    try {
      return tenant.owner().post("/api/v1/silences/" + silence + "/expire", Map.of()).succeeded();
    } catch (UncheckedIOException died) {
      return false;
    }
  }

  @Test
  void opensOneTicketThoughKilledAfterTheDeskTookIt() {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Ticketed", "critical");
    server.dieAt("ticket.after_send");

    tellUntilTaken(timeline, alarm);
    server.process().awaitEnd();
    server.start();
    timeline.advance(PAST_LEASES).expectPage("slack", "Ada");

    String group = timeline.alerts(alarm).getFirst().path("groupId").asText();
    Wait.untilTrue(() -> tickets(group).contains("TICKET_STATE_OPEN"), () -> tickets(group));
    assertEquals(1, timeline.tickets().size(), () -> "" + timeline.tickets());
  }

  private String tickets(String group) {
    return tenant.owner().get("/api/v1/tickets?alertGroupId=" + group).ok().body();
  }

  /** As Alertmanager does: sends until it gets a success. */
  private static void tellUntilTaken(Timeline timeline, Alarm alarm) {
    try {
      timeline.fires(alarm);
    } catch (UncheckedIOException died) {
      // It is told again after the restart.
    }
  }

  private static boolean acknowledge(Timeline timeline, Alarm alarm) {
    try {
      JsonNode alert = timeline.alerts(alarm).getFirst();
      return timeline.act("responder", alert, "acknowledge").succeeded();
    } catch (UncheckedIOException died) {
      return false;
    }
  }

  private static void onlyMarkedRepeats(Timeline timeline, String place) {
    Set<String> met = new HashSet<>();
    for (Page page : timeline.pages()) {
      boolean first = met.add(page.channel() + " " + page.to());
      boolean allowed =
          page.channel().equals("email") && MAY_REPEAT.contains(place) && page.saysPossibleRepeat();
      assertTrue(first || allowed, () -> "told again without saying so: " + timeline.pages());
    }
  }

  private static void eachStepOnce(Timeline timeline, JsonNode alert) {
    List<String> fired = steps(timeline, alert);
    assertEquals(List.copyOf(new java.util.LinkedHashSet<>(fired)), fired, "no step twice");
  }

  /** The steps that there are, as {@code round/order}. */
  private static List<String> steps(Timeline timeline, JsonNode alert) {
    var fired = new ArrayList<String>();
    String path = "/api/v1/alerts/" + alert.path("id").asText() + "/explain";
    for (JsonNode step : timeline.tenant().owner().get(path).ok().json().path("steps")) {
      fired.add(step.path("round").asInt() + "/" + step.path("stepOrder").asInt());
    }
    return fired;
  }
}
