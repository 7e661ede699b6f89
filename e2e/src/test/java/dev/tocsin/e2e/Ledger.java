package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Flow;
import dev.tocsin.e2e.harness.History;
import dev.tocsin.e2e.harness.Installation;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The oracle of faults under a flow of alerts: whatever was taken is one alert, whose one step
 * fired once and told Ada on both channels, and whoever was told again was told that it may be a
 * repetition.
 */
record Ledger(Supplier<History> history, Timeline timeline) {
  /** More than any lease, so that what a dead process held is free again. */
  private static final Duration PAST_LEASES = Duration.ofMinutes(2);

  private static final Set<String> CHANNELS = Set.of("slack", "email");

  /** A tenant whose policy tells Ada once. */
  static Ledger of(OneProcess tocsin, String name) {
    return of(tocsin, tocsin::history, name);
  }

  /** The same in any shape. */
  static Ledger of(Installation tocsin, Supplier<History> history, String name) {
    Tenant tenant = Tenants.make(tocsin, name);
    String policy =
        tenant.policy("Once", List.of(tenant.pages("0s", "Ada", "slack", "email")), Map.of());
    tenant.route("All", "", policy, Map.of());
    return new Ledger(history, Timeline.in(tenant).within("300s"));
  }

  /** Lets everything come to its end and looks. */
  void balances(Flow flow) {
    flow.close();
    timeline.settle();
    timeline.advance(PAST_LEASES).settle();
    timeline.advance(PAST_LEASES).settle();
    Set<String> taken = flow.taken().stream().map(Alarm::name).collect(Collectors.toSet());

    assertEquals(new TreeSet<>(taken), alerts(taken), "alerts of what was taken");
    assertEquals(List.of(), notOnce(), "groups whose step did not fire exactly once");
    var told = new HashSet<String>();
    var again = 0;
    for (Page page : timeline.pages()) {
      String who = page.channel() + " " + subject(page);
      if (!told.add(who)) {
        again++;
        assertTrue(page.saysPossibleRepeat(), () -> "told again without saying so: " + page);
      }
    }
    for (String channel : CHANNELS) {
      var missing = new TreeSet<String>();
      taken.stream().filter(name -> !told.contains(channel + " " + name)).forEach(missing::add);
      assertEquals(Set.of(), missing, "nobody was told by " + channel);
    }
    System.out.printf("%d alerts taken, all told, %d messages repeated%n", taken.size(), again);
  }

  /** The names of what was taken that are exactly one alert each. */
  private TreeSet<String> alerts(Set<String> taken) {
    return history
        .get()
        .ask(
            "SELECT labels->>'alertname' FROM alerting.alert WHERE tenant_id = ?::uuid"
                + " GROUP BY 1 HAVING count(*) = 1",
            timeline.tenant().id())
        .stream()
        .filter(taken::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> notOnce() {
    return history
        .get()
        .ask(
            "SELECT g.id FROM alerting.alert_group g LEFT JOIN alerting.escalation_step s"
                + " ON s.tenant_id = g.tenant_id AND s.group_id = g.id AND s.state = 'fired'"
                + " WHERE g.tenant_id = ?::uuid GROUP BY g.id HAVING count(s.id) <> 1",
            timeline.tenant().id());
  }

  /** The alarm that a page is about: the first name on it that carries the scenario's mark. */
  private String subject(Page page) {
    var name = Pattern.compile("[A-Za-z]+[0-9]+-" + timeline.mark());
    return name.matcher(page.subject() + " " + page.text())
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow(() -> new AssertionError("about nothing that was sent: " + page));
  }
}
