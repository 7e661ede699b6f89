package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The look-alikes of other companies, over their HTTP interface. */
public final class World implements AutoCloseable {
  private final String url;
  private final Rest http;
  private final @Nullable FakeWorld own;

  private World(String url, @Nullable FakeWorld own) {
    this.url = url;
    this.http = Rest.at(url);
    this.own = own;
  }

  /** Look-alikes in this JVM, which outlive a killed Tocsin. */
  static World start() {
    FakeWorld fakes = FakeWorld.start(FakeWorldConfig.usual().keeping(50_000));
    return new World(fakes.url(), fakes);
  }

  /** Look-alikes that somebody else runs. */
  public static World at(String url) {
    return new World(url, null);
  }

  public String url() {
    return url;
  }

  public Rest http() {
    return http;
  }

  /** Where SMTP is spoken. */
  int smtpPort() {
    return http.get("/world").ok().json().path("smtp").path("port").asInt();
  }

  /** What arrived for a receiver, oldest first; for everybody when empty. */
  public List<Page> inbox(String channel, String to, String containing) {
    return inbox(query(channel, to, containing));
  }

  /**
   * The oldest message that fits; waits for it.
   *
   * @throws AssertionError with what there is instead when none comes in time
   */
  public Page await(
      String channel, String to, String containing, Predicate<Page> fits, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    String query = query(channel, to, containing);
    long seen = 0;
    while (true) {
      List<Page> all = inbox(query);
      Optional<Page> found = all.stream().filter(fits).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      seen = all.stream().mapToLong(Page::revision).max().orElse(seen);
      double left = (deadline - System.nanoTime()) / 1e9;
      if (left <= 0) {
        throw new AssertionError(
            "no %s message for '%s' with '%s' within %s; the inbox holds: %s"
                .formatted(channel, to, containing, patience, inbox(query("", "", containing))));
      }
      http.get(query + "&changed=" + seen + "&wait=" + Math.min(left, 5));
    }
  }

  /** Makes a look-alike misbehave; the README of dev-fakes lists the fields. */
  public void arm(Map<String, Object> fault) {
    http.post("/faults", fault).ok();
  }

  /** Everything behaves again. */
  public void heal() {
    http.delete("/faults").ok();
  }

  void advance(Duration by) {
    http.post("/clock", Map.of("advance_ms", by.toMillis())).ok();
  }

  private List<Page> inbox(String query) {
    var pages = new ArrayList<Page>();
    for (JsonNode item : http.get(query).ok().json()) {
      pages.addFirst(Page.of(item));
    }
    return pages;
  }

  private static String query(String channel, String to, String containing) {
    return "/inbox?limit=10000"
        + (channel.isEmpty() ? "" : "&channel=" + encode(channel))
        + (to.isEmpty() ? "" : "&to=" + encode(to))
        + (containing.isEmpty() ? "" : "&contains=" + encode(containing));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
