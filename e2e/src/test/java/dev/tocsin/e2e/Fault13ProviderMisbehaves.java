package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;

/**
 * FAULTS 13: a provider is slow, angry, silent or breaks off; the page goes out none the less. Each
 * scenario has a tenant of its own, so that they wait for their slow providers at the same time.
 */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault13ProviderMisbehaves {
  private OneProcess tocsin;

  @BeforeAll
  void begin(OneProcess shared) {
    tocsin = shared;
  }

  @AfterAll
  void heal() {
    tocsin.world().heal();
  }

  @Test
  @Execution(CONCURRENT)
  void waitsAsLongAsSlackAsksAndThenPagesOnce() {
    var timeline = scenario("limited");
    slack(timeline, "rate_limit", Map.of("retry_after", 2, "count", 1));
    long begin = System.nanoTime();

    timeline.fires(timeline.alarm("RateLimited", "critical"));

    timeline.expectPage("slack", "Ada");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.toMillis() >= 1900, () -> "did not wait: " + took);
    once(timeline, "slack");
  }

  @Test
  @Execution(CONCURRENT)
  void triesAgainAfterServerErrors() {
    var timeline = scenario("failing");
    slack(timeline, "fail", Map.of("status", 500, "count", 2));

    timeline.fires(timeline.alarm("Failing", "critical"));

    timeline.expectPage("slack", "Ada");
    once(timeline, "slack");
  }

  @Test
  @Execution(CONCURRENT)
  void pagesByMailAtOnceWhileSlackHangsAndBySlackAfterwards() {
    var timeline = scenario("hanging");
    slack(timeline, "hang", Map.of("delay_ms", 60_000, "count", 1));

    timeline.fires(timeline.alarm("Hanging", "critical"));

    long mail = timeline.expectPage("email", "Ada").page().id();
    long slack = timeline.expectPage("slack", "Ada").page().id();
    assertTrue(mail < slack, "the mail did not wait for Slack");
    once(timeline, "slack");
  }

  @Test
  @Execution(CONCURRENT)
  void findsItsMessageAfterSlackBrokeOffTheAnswer() {
    var timeline = scenario("broken-off");
    slack(timeline, "reset_after_accept", Map.of("count", 1));

    timeline.fires(timeline.alarm("BrokenOff", "critical"));

    timeline.expectPage("slack", "Ada");
    Wait.untilTrue(
        () -> sent(timeline, "SLACK"), () -> "the delivery does not end: " + deliveries(timeline));
    once(timeline, "slack");
    timeline.press("Acknowledge").expectChanged("acknowledged");
  }

  @Test
  @Execution(CONCURRENT)
  void readsAnAnswerThatDripsOrFindsItsMessage() {
    var timeline = scenario("dripping");
    slack(timeline, "drip", Map.of("delay_ms", 50, "count", 1));

    timeline.fires(timeline.alarm("Dripping", "critical"));

    timeline.expectPage("slack", "Ada");
    Wait.untilTrue(
        () -> sent(timeline, "SLACK"), () -> "the delivery does not end: " + deliveries(timeline));
    once(timeline, "slack");
  }

  @Test
  @Execution(CONCURRENT)
  void saysThatAMailMayBeARepetitionWhenTheServerBrokeOff() {
    var timeline = scenario("mail-cut");
    arm(timeline, "smtp", "reset_after_accept", Map.of("count", 1));

    timeline.fires(timeline.alarm("MailBrokenOff", "critical"));

    timeline.expectPage("email", "Ada");
    timeline.expectPage("email", "Ada", Page::saysPossibleRepeat);
  }

  @Test
  @Execution(CONCURRENT)
  void mailsAgainAfterATemporaryRefusal() {
    var timeline = scenario("greylisted");
    arm(timeline, "smtp", "fail", Map.of("status", 451, "count", 2));

    timeline.fires(timeline.alarm("Greylisted", "critical"));

    timeline.expectPage("email", "Ada");
    once(timeline, "email");
  }

  /** Patient, since the others want the processor as well. */
  private Timeline scenario(String name) {
    return Timeline.in(Tenants.make(tocsin, name)).within("180s");
  }

  private static void slack(Timeline timeline, String mode, Map<String, ?> more) {
    var fault = new HashMap<String, Object>(more);
    fault.put("method", "chat.postMessage");
    arm(timeline, "slack", mode, fault);
  }

  /** For this tenant alone: its token or addresses are in the call. */
  private static void arm(Timeline timeline, String target, String mode, Map<String, ?> more) {
    var fault = new HashMap<String, Object>(more);
    fault.put("target", target);
    fault.put("mode", mode);
    fault.put("match", timeline.tenant().slug());
    timeline.tenant().system().world().arm(fault);
  }

  private static void once(Timeline timeline, String channel) {
    timeline.settle();
    List<Page> pages =
        timeline.pages().stream().filter(page -> page.channel().equals(channel)).toList();
    assertEquals(1, pages.size(), () -> "" + pages);
  }

  private static boolean sent(Timeline timeline, String kind) {
    return deliveries(timeline).stream()
        .anyMatch(
            line -> line.contains("CHANNEL_KIND_" + kind) && line.contains("DELIVERY_STATE_SENT"));
  }

  private static List<String> deliveries(Timeline timeline) {
    return timeline.tenant().alertsWith("severity", "critical").stream()
        .filter(alert -> alert.path("labels").path("alertname").asText().contains(timeline.mark()))
        .flatMap(
            alert -> {
              String query = "/api/v1/deliveries?alertGroupId=" + alert.path("groupId").asText();
              var lines = new java.util.ArrayList<String>();
              timeline
                  .tenant()
                  .owner()
                  .get(query)
                  .ok()
                  .json()
                  .path("deliveries")
                  .forEach(delivery -> lines.add(delivery.toString()));
              return lines.stream();
            })
        .toList();
  }
}
