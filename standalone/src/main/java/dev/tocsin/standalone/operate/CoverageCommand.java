package dev.tocsin.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whom pages will not reach, with an exit code for CI. */
@Command(
    name = "coverage",
    description =
        "Says when a page would reach nobody at an address that is known to work, and which steps"
            + " never do, for the days to come, by policy and severity. Asks a running"
            + " installation; changes nothing.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is covered",
      "1:there are holes, steps that reach nobody, or alerts that may come to no policy; with"
          + " --strict also warnings",
      "2:it could not be asked"
    },
    exitCodeOnExecutionException = CoverageCommand.NOT_ASKED,
    mixinStandardHelpOptions = true)
public final class CoverageCommand implements Callable<Integer> {

  static final int COVERED = 0;
  static final int HOLES = 1;
  static final int NOT_ASKED = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "the running installation (default: ${DEFAULT-VALUE})")
  String url = "";

  @Option(
      names = "--key",
      description = "API key of a viewer of the tenant; or TOCSIN_KEY in the environment")
  String key = "";

  @Option(
      names = "--days",
      defaultValue = "90",
      description = "days from now on, 1 to 366 (default: ${DEFAULT-VALUE})")
  int days = 90;

  @Option(names = "--policy", paramLabel = "ID", description = "only this policy")
  String policy = "";

  @Option(
      names = "--within",
      paramLabel = "DURATION",
      description =
          "how long an escalation may take to reach somebody, as PT30M; beyond it counts as"
              + " nobody (at most and by default PT24H)")
  @Nullable Duration within;

  @Option(
      names = "--time-zone",
      defaultValue = "UTC",
      description = "zone of the times that are printed (default: ${DEFAULT-VALUE})")
  ZoneId zone = ZoneId.of("UTC");

  @Option(names = "--strict", description = "warnings count as holes do")
  boolean strict;

  @Override
  public Integer call() {
    return run(key(), System.out, System.err);
  }

  int run(String key, PrintStream out, PrintStream err) {
    List<JsonNode> pages = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      String token = "";
      do {
        JsonNode page = ask(http, key, token);
        pages.add(page);
        token = page.path("nextPageToken").asText();
      } while (!token.isEmpty());
    } catch (NotAsked e) {
      err.println("tocsin: " + e.getMessage());
      return NOT_ASKED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("tocsin: interrupted");
      return NOT_ASKED;
    }
    var table = new CoverageTable(pages, zone, policy.isEmpty());
    table.lines().forEach(out::println);
    return table.uncovered() || strict && table.hasWarnings() ? HOLES : COVERED;
  }

  /** The question could not be put, or was not answered. */
  private static final class NotAsked extends Exception {
    private static final long serialVersionUID = 1L;

    NotAsked(String message) {
      super(message);
    }
  }

  private JsonNode ask(HttpClient http, String key, String token)
      throws NotAsked, InterruptedException {
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    StringBuilder address = new StringBuilder(base + "/api/v1/coverage?days=" + days);
    add(address, "policyId", policy);
    add(address, "within", within == null ? "" : within.toSeconds() + "s");
    add(address, "pageToken", token);
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(address.toString()))
              .timeout(Duration.ofSeconds(60))
              .header("X-API-Key", key)
              .build();
    } catch (IllegalArgumentException e) {
      throw new NotAsked("--url: '%s' is no address: %s".formatted(url, e.getMessage()));
    }
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new NotAsked(
            "%s answered %d: %s".formatted(base, answer.statusCode(), words(answer.body())));
      }
      return page(base, answer.body());
    } catch (IOException e) {
      throw new NotAsked("%s does not answer: %s".formatted(base, e));
    }
  }

  private static JsonNode page(String base, String body) throws NotAsked {
    try {
      JsonNode page = JSON.readTree(body);
      if (page.has("startTime")) {
        return page;
      }
    } catch (IOException e) {
      // Told below, as any other answer that is none.
    }
    throw new NotAsked(base + " answered something else than Tocsin would: check --url");
  }

  private static void add(StringBuilder address, String name, String value) {
    if (!value.isEmpty()) {
      address
          .append('&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /** What a problem document says; the beginning of anything else. */
  private static String words(String body) {
    try {
      JsonNode problem = JSON.readTree(body);
      StringBuilder words = new StringBuilder(problem.path("detail").asText());
      problem
          .path("errors")
          .forEach(
              error ->
                  words
                      .append(words.isEmpty() ? "" : "; ")
                      .append(error.path("field").asText())
                      .append(": ")
                      .append(error.path("message").asText()));
      return words.isEmpty() ? problem.path("title").asText() : words.toString();
    } catch (IOException e) {
      return body.length() > 200 ? body.substring(0, 200) + "…" : body;
    }
  }

  private String key() {
    String fromEnvironment = System.getenv("TOCSIN_KEY");
    if (!key.isEmpty()) {
      return key;
    }
    if (fromEnvironment == null) {
      throw new IllegalStateException(
          "no key: give --key, or set TOCSIN_KEY to an API key of the tenant");
    }
    return fromEnvironment;
  }
}
