package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Traces;
import dev.tocsin.e2e.harness.Traces.Told;
import dev.tocsin.e2e.harness.Wait;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody sees who looks at the traces: each is one story, across every queue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesTest {
  private Traces traces;
  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void start() {
    traces = Traces.collect();
    tocsin = OneProcess.in("traces", false, traces.settings()).start();
    tenant = Tenants.make(tocsin, "traces");
  }

  @AfterAll
  void end() {
    tocsin.close();
    traces.close();
  }

  @Test
  void aPageIsInTheTraceOfItsWebhookAndACorrectionInThatOfTheAcknowledgement() {
    var timeline = Timeline.in(tenant);
    Alarm first = timeline.alarm("First", "critical");
    Alarm second = timeline.alarm("Second", "critical");
    timeline.fires(first);
    timeline.fires(second);
    for (Alarm alarm : List.of(first, second)) {
      timeline
          .expectPage("slack", "Ada", page -> page.text().contains(alarm.name()))
          .expectPage("email", "Ada", page -> page.text().contains(alarm.name()));
    }
    timeline.act("responder", timeline.expectAlert(first, "OPEN"), "acknowledge").ok();
    tocsin.awaitQuiet();

    for (String send : List.of("send slack", "send email")) {
      for (Told span : await(send, 2)) {
        List<String> way = awaitWay(span, "POST /api/v1/webhooks");
        assertInOrder(
            way,
            "alerting.escalation_step step",
            "notification",
            "notification.delivery " + send.substring("send ".length()),
            send);
      }
    }
    Told slack = await("send slack", 2).getFirst();
    Wait.untilTrue(
        () -> named("POST 127.0.0.1").stream().anyMatch(s -> s.parent().equals(slack.parent())),
        () -> "no request of " + slack + " among " + named("POST 127.0.0.1"));
    assertInOrder(
        awaitWay(await("revise slack", 1).getFirst(), "POST /api/"),
        "alerting.outbox notification",
        "notification.delivery slack",
        "revise slack");
  }

  /** The spans of that name, once they are of so many traces. */
  private List<Told> await(String name, int traceCount) {
    Wait.untilTrue(
        () -> named(name).stream().map(Told::trace).distinct().count() == traceCount,
        () -> "the spans '" + name + "' are not of " + traceCount + " traces: " + named(name));
    return named(name);
  }

  private List<Told> named(String name) {
    return traces.spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  /** Waits until the whole way to a span is known; spans are told when they end. */
  private List<String> awaitWay(Told span, String root) {
    Wait.untilTrue(
        () -> names(span).getFirst().startsWith(root) && isRoot(span),
        () -> "'" + root + "' is not what led to " + names(span));
    return names(span);
  }

  private boolean isRoot(Told span) {
    return traces.wayTo(span).getFirst().parent().isEmpty();
  }

  private List<String> names(Told span) {
    return traces.wayTo(span).stream().map(Told::name).toList();
  }

  private static void assertInOrder(List<String> way, String... parts) {
    int at = 0;
    for (String part : parts) {
      int from = at;
      int found =
          IntStream.range(from, way.size())
              .filter(i -> way.get(i).contains(part))
              .findFirst()
              .orElse(-1);
      assertTrue(found >= 0, () -> "'" + part + "' is missing after " + from + " in " + way);
      at = found;
    }
  }
}
