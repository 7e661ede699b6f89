package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import dev.tocsin.e2e.harness.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 13: a provider is slow, angry, silent or breaks off; the page goes out none the less. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault13ProviderMisbehaves {
  private World world;
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    world = tocsin.world();
    tenant = Tenants.make(tocsin, "provider");
  }

  @AfterEach
  void heal() {
    world.heal();
  }

  @Test
  void waitsAsLongAsSlackAsksAndThenPagesOnce() {
    var timeline = Timeline.in(tenant);
    slack("rate_limit", Map.of("retry_after", 2, "count", 1));
    long begin = System.nanoTime();

    timeline.fires(timeline.alarm("RateLimited", "critical"));

    timeline.expectPage("slack", "Ada");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.toMillis() >= 1900, () -> "did not wait: " + took);
    once(timeline, "slack");
  }

  @Test
  void triesAgainAfterServerErrors() {
    var timeline = Timeline.in(tenant);
    slack("fail", Map.of("status", 500, "count", 2));

    timeline.fires(timeline.alarm("Failing", "critical"));

    timeline.expectPage("slack", "Ada");
    once(timeline, "slack");
  }

  @Test
  void pagesByMailAtOnceWhileSlackHangsAndBySlackAfterwards() {
    var timeline = Timeline.in(tenant);
    slack("hang", Map.of("delay_ms", 60_000, "count", 1));

    timeline.fires(timeline.alarm("Hanging", "critical"));

    long mail = timeline.expectPage("email", "Ada").page().id();
    long slack = timeline.expectPage("slack", "Ada").page().id();
    assertTrue(mail < slack, "the mail did not wait for Slack");
    once(timeline, "slack");
  }

  @Test
  void findsItsMessageAfterSlackBrokeOffTheAnswer() {
    var timeline = Timeline.in(tenant);
    slack("reset_after_accept", Map.of("count", 1));

    timeline.fires(timeline.alarm("BrokenOff", "critical"));

    timeline.expectPage("slack", "Ada");
    Wait.untilTrue(
        () -> sent(timeline, "SLACK"), () -> "the delivery does not end: " + deliveries(timeline));
    once(timeline, "slack");
    timeline.press("Acknowledge").expectChanged("acknowledged");
  }

  @Test
  void readsAnAnswerThatDripsOrFindsItsMessage() {
    var timeline = Timeline.in(tenant);
    slack("drip", Map.of("delay_ms", 50, "count", 1));

    timeline.fires(timeline.alarm("Dripping", "critical"));

    timeline.expectPage("slack", "Ada");
    Wait.untilTrue(
        () -> sent(timeline, "SLACK"), () -> "the delivery does not end: " + deliveries(timeline));
    once(timeline, "slack");
  }

  @Test
  void saysThatAMailMayBeARepetitionWhenTheServerBrokeOff() {
    var timeline = Timeline.in(tenant);
    arm("smtp", "reset_after_accept", Map.of("count", 1));

    timeline.fires(timeline.alarm("MailBrokenOff", "critical"));

    timeline.expectPage("email", "Ada");
    timeline.expectPage("email", "Ada", Page::saysPossibleRepeat);
  }

  @Test
  void mailsAgainAfterATemporaryRefusal() {
    var timeline = Timeline.in(tenant);
    arm("smtp", "fail", Map.of("status", 451, "count", 2));

    timeline.fires(timeline.alarm("Greylisted", "critical"));

    timeline.expectPage("email", "Ada");
    once(timeline, "email");
  }

  private void slack(String mode, Map<String, ?> more) {
    var fault = new HashMap<String, Object>(more);
    fault.put("method", "chat.postMessage");
    arm("slack", mode, fault);
  }

  /** For this tenant alone: its token or addresses are in the call. */
  private void arm(String target, String mode, Map<String, ?> more) {
    var fault = new HashMap<String, Object>(more);
    fault.put("target", target);
    fault.put("mode", mode);
    fault.put("match", tenant.slug());
    world.arm(fault);
  }

  private void once(Timeline timeline, String channel) {
    timeline.settle();
    List<Page> pages =
        timeline.pages().stream().filter(page -> page.channel().equals(channel)).toList();
    assertEquals(1, pages.size(), () -> "" + pages);
  }

  private boolean sent(Timeline timeline, String kind) {
    return deliveries(timeline).stream()
        .anyMatch(
            line -> line.contains("CHANNEL_KIND_" + kind) && line.contains("DELIVERY_STATE_SENT"));
  }

  private List<String> deliveries(Timeline timeline) {
    return tenant.alertsWith("severity", "critical").stream()
        .filter(alert -> alert.path("labels").path("alertname").asText().contains(timeline.mark()))
        .flatMap(
            alert -> {
              String query = "/api/v1/deliveries?alertGroupId=" + alert.path("groupId").asText();
              var lines = new java.util.ArrayList<String>();
              tenant
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
