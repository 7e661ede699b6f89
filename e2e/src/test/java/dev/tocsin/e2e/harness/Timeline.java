package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A scenario told in time: {@code at("0m").fires(…).expectPage(…)}, {@code at("5m").…}. Its time is
 * Tocsin's, which it moves; expectations wait in real time until they are met. It sees only
 * messages about its own alarms, which carry its mark in their names.
 */
public final class Timeline {
  private static final long MARKS = 1L << 60;

  private final Tenant tenant;
  private final Installation system;
  private final String mark;
  private final Instant start;
  private final Set<Long> seen = new HashSet<>();
  private Duration now = Duration.ZERO;
  private Duration patience = Wait.PATIENCE;
  private @Nullable Page last;

  private Timeline(Tenant tenant) {
    this.tenant = tenant;
    this.system = tenant.system();
    // Long enough that no id or token in a stranger's message holds it by chance.
    this.mark = Long.toString(ThreadLocalRandom.current().nextLong(MARKS), 36);
    this.start = Instant.parse(clock(system).path("now").asText());
  }

  /** Begins a scenario in a tenant, now. */
  public static Timeline in(Tenant tenant) {
    return new Timeline(tenant);
  }

  /** What the first process says about its time. */
  static JsonNode clock(Installation system) {
    return Rest.at(system.servers().getFirst().url()).get("/internal/test/clock").ok().json();
  }

  /** Tocsin's time. */
  public Instant instant() {
    return start.plus(now);
  }

  /** In every name of this scenario's alarms. */
  public String mark() {
    return mark;
  }

  public Tenant tenant() {
    return tenant;
  }

  /** Moves on to a point of time since the beginning, for example {@code 5m}. */
  public Timeline at(String time) {
    Duration target = Duration.parse("PT" + time);
    return target.compareTo(now) > 0 ? advance(target.minus(now)) : this;
  }

  /** Moves on by some time, once what is under way is done: a jump would look like a halt to it. */
  public Timeline advance(Duration by) {
    system.awaitQuiet(patience);
    system.advance(by);
    now = now.plus(by);
    return this;
  }

  /** How long the next expectations wait, in real time, when longer than {@link Wait#PATIENCE}. */
  public Timeline within(String time) {
    patience = Wait.atLeastUsual(Duration.parse("PT" + time));
    return this;
  }

  /** An alarm of this scenario, which began now. */
  public Alarm alarm(String name, String severity) {
    return Alarm.of(name + "-" + mark, severity, instant());
  }

  /** Alertmanager says that these fire; Tocsin takes it. */
  public Timeline fires(Alarm... alarms) {
    tenant.webhook(Alarm.firing(List.of(alarms))).ok();
    return this;
  }

  /** Alertmanager says that these are over; Tocsin takes it. */
  public Timeline resolves(Alarm... alarms) {
    tenant.webhook(Alarm.resolved(List.of(alarms), instant())).ok();
    return this;
  }

  /** A page that was not seen before, to a person or a {@code #channel}. */
  public Timeline expectPage(String channel, String receiver) {
    return expectPage(channel, receiver, page -> true);
  }

  public Timeline expectPage(String channel, String receiver, Predicate<Page> fits) {
    last =
        system
            .world()
            .await(
                channel,
                tenant.address(channel, receiver),
                mark,
                page -> !seen.contains(page.id()) && fits.test(page),
                patience);
    seen.add(last.id());
    return this;
  }

  /** The page expected last, as it looks now. */
  public Page page() {
    Page page = Objects.requireNonNull(last, "no page was expected yet");
    return Page.of(system.world().http().get("/inbox/" + page.id()).ok().json());
  }

  /**
   * Waits until everything that is due by now has been done; see {@link Installation#awaitQuiet}.
   */
  public Timeline settle() {
    system.awaitQuiet(patience);
    return this;
  }

  /** Time passes, everything due is done, and no page came that no expectation has met. */
  public Timeline expectNoPageFor(String time) {
    advance(Duration.parse("PT" + time));
    system.awaitQuiet(patience);
    return expectNothingElse();
  }

  /** No page is there that no expectation has met. */
  public Timeline expectNothingElse() {
    List<Page> unmet = pages().stream().filter(page -> !seen.contains(page.id())).toList();
    if (!unmet.isEmpty()) {
      throw new AssertionError("nobody was to be told, but there came: " + unmet);
    }
    return this;
  }

  /** The page met last was changed in place and says this now. */
  public Timeline expectChanged(String words) {
    Page before = Objects.requireNonNull(last, "no page was expected yet");
    Wait.untilTrue(
        patience,
        () -> {
          Page now = page();
          return now.updates() > 0 && now.text().toLowerCase(java.util.Locale.ROOT).contains(words);
        },
        () -> before + " was not changed to say '" + words + "', it says: " + page());
    return this;
  }

  /** Presses a button of the page met last, as its receiver; again when nothing comes of it. */
  public Timeline press(String button) {
    var answers = new ArrayList<Answer>();
    Wait.untilTrue(
        () -> {
          answers.add(pressing(button));
          return answers.getLast().json().path("ok").asBoolean();
        },
        () -> "pressing " + button + " came to nothing: " + answers.getLast().body());
    return this;
  }

  /** Presses a button, whatever comes of it. */
  public Answer pressing(String button) {
    Page page = page();
    JsonNode action =
        page.action(button)
            .orElseThrow(
                () -> new AssertionError("no button '" + button + "' on " + page.labels()));
    return system.world().http().post(action.path("url").asText(), action.path("body"));
  }

  /** All messages about this scenario except tickets and issues, oldest first. */
  public List<Page> pages() {
    return system.world().inbox("", "", mark).stream()
        .filter(page -> !page.channel().equals("ticket") && !page.channel().equals("jira"))
        .toList();
  }

  /** The ticket desk's messages about this scenario. */
  public List<Page> tickets() {
    return system.world().inbox("ticket", "", mark);
  }

  /** Waits until the only alert of an alarm is as asked. */
  public JsonNode expectAlert(Alarm alarm, String state) {
    return Wait.until(
        patience,
        () ->
            alerts(alarm).stream()
                .filter(alert -> alert.path("state").asText().equals("ALERT_STATE_" + state))
                .findFirst(),
        () -> "no alert of " + alarm.name() + " is " + state + "; there are " + alerts(alarm));
  }

  /** Every alert that an alarm's labels opened. */
  public List<JsonNode> alerts(Alarm alarm) {
    return tenant.alertsWith("alertname", alarm.name());
  }

  /** The codes of an alert's timeline, oldest first. */
  public List<String> reasons(JsonNode alert) {
    var codes = new ArrayList<String>();
    timeline(alert).forEach(entry -> codes.add(entry.path("reason").path("code").asText()));
    return codes;
  }

  /** An alert's timeline, oldest first. */
  public List<JsonNode> timeline(JsonNode alert) {
    var entries = new ArrayList<JsonNode>();
    tenant
        .owner()
        .get("/api/v1/alerts/" + alert.path("id").asText() + "/timeline?pageSize=500")
        .ok()
        .json()
        .path("entries")
        .forEach(entries::add);
    return entries;
  }

  /** Somebody with a role does something to an alert. */
  public Answer act(String role, JsonNode alert, String verb) {
    return tenant
        .as(role)
        .post("/api/v1/alerts/" + alert.path("id").asText() + "/" + verb, Map.of());
  }
}
