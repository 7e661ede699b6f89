package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.FourProcesses;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Server;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Due steps in the hands of one replica of alerting-service, which is then kept from finishing them
 * for longer than its lease, so that the other takes them over.
 */
record HeldSteps(FourProcesses tocsin, Timeline timeline, Server holder) {
  private static final int STEPS = 20;
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final String CLAIMED = "tocsin_queue_claims_total";
  private static final String ABANDONED = "tocsin_queue_leases_abandoned_total";
  private static final String QUEUE = "queue=\"step\"";

  /**
   * What the holder needs: more real time for an attempt than a loaded machine takes to halt it.
   */
  static final String[] PATIENT = {"tocsin.escalation.lease=PT3M", "tocsin.services.deadline=PT2M"};

  /** Longer than that lease. */
  private static final Duration PAST_LEASE = Duration.ofMinutes(4);

  /** Has the holder claim the steps and wait for identity's answer, which does not come yet. */
  static HeldSteps by(Server holder, FourProcesses tocsin, String name) {
    Tenant tenant = Tenants.make(tocsin, name);
    String policy =
        tenant.policy(
            "One step", List.of(tenant.pages(WAIT.toSeconds() + "s", "Ada", "email")), Map.of());
    tenant.route("All", "", policy, Map.of());
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Held", "critical");
    var alarms = new ArrayList<Alarm>();
    for (int i = 0; i < STEPS; i++) {
      alarms.add(alarm.with("number", Integer.toString(i)));
    }
    timeline.fires(alarms.toArray(Alarm[]::new)).settle();

    tocsin.service("identity").halt();
    tocsin.service("alerting").halt();
    double before = holder.metric(CLAIMED, QUEUE);
    tocsin.advance(WAIT);
    Wait.untilTrue(
        () -> holder.metric(CLAIMED, QUEUE) >= before + STEPS,
        () -> "the replica claimed " + (holder.metric(CLAIMED, QUEUE) - before));
    return new HeldSteps(tocsin, timeline, holder);
  }

  /** The others go on; once the lease is over they have paged for every step, and say so. */
  void areTakenOver() {
    Server other = tocsin.service("alerting");
    tocsin.service("identity").goOn();
    other.goOn();
    double before = other.metric(ABANDONED, QUEUE);
    tocsin.advance(PAST_LEASE);
    Wait.untilTrue(() -> mails() == STEPS && fired() == STEPS, this::state);
    double abandoned = other.metric(ABANDONED, QUEUE) - before;
    assertTrue(abandoned >= STEPS, () -> "steps said to be taken over: " + abandoned);
  }

  /** The holder is back and at rest again: what it held was not its own any more. */
  void areLostToTheHolder() {
    timeline.settle();
    assertEquals(STEPS, fired(), this::state);
    assertEquals(STEPS, mails(), this::state);
    timeline
        .tenant()
        .alertsWith("severity", "critical")
        .forEach(
            alert -> {
              List<String> reasons = timeline.reasons(alert);
              assertEquals(
                  1,
                  reasons.stream().filter("paged"::equals).count(),
                  () -> "each step once: " + reasons);
            });
  }

  /** Mails that do not say that they may be repetitions. */
  private long mails() {
    List<Page> pages = timeline.pages();
    assertTrue(pages.stream().noneMatch(Page::saysPossibleRepeat), () -> "" + pages);
    return pages.size();
  }

  private long fired() {
    return tocsin
        .history()
        .count(
            "SELECT count(*) FROM alerting.escalation_step WHERE state = 'fired' AND tenant_id ="
                + " ?::uuid",
            timeline.tenant().id());
  }

  private String state() {
    return fired() + " steps fired, " + mails() + " mails came, of " + STEPS + " steps";
  }
}
