package dev.tocsin.standalone.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.standalone.Tocsin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CoverageCommandTest {

  private static final String RANGE =
      "\"startTime\":\"2030-05-05T12:00:00Z\",\"endTime\":\"2030-08-03T12:00:00Z\"";

  private static final String COVERED =
      "{\"policyId\":\"a\",\"policy\":\"Quiet\",\"counts\":true,\"covered\":true}";

  private static final String HOLED =
      """
      {"policyId":"b","policy":"Database","counts":true,"covered":false,"uncovered":"97200s",
       "holes":[{"startTime":"2030-06-01T08:00:00Z","endTime":"2030-06-02T11:00:00Z",
         "kind":"COVERAGE_KIND_NOBODY","severities":["SEVERITY_CRITICAL","SEVERITY_MAJOR"],
         "reasons":[{"code":"not_paged.nobody_on_call",
           "summary":"Nobody is on call by schedule Primary","facts":{"step":1}}]}],
       "unreachableSteps":[{"stepOrder":2,"severities":["SEVERITY_CRITICAL"],
         "reasons":[{"code":"x","summary":"Bob is deactivated","facts":{"step":2}}]}]}\
      """;

  private static final String LATE =
      """
      {"policyId":"c","policy":"Web","counts":true,"covered":true,
       "warnings":[{"startTime":"2030-06-01T08:00:00Z","endTime":"2030-06-01T09:00:00Z",
         "kind":"COVERAGE_KIND_LATE","stepOrder":1,"after":"1800s",
         "severities":["SEVERITY_CRITICAL","SEVERITY_MAJOR","SEVERITY_MINOR","SEVERITY_WARNING","SEVERITY_INFO"]}]}\
      """;

  private final List<String> asked = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private HttpServer server;
  private int status = 200;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-API-Key"));
    byte[] body = answers.removeFirst().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void endsWithZeroWhenEverythingIsCovered() {
    answers.add("{" + RANGE + ",\"covered\":true,\"policies\":[" + COVERED + "]}");

    Run run = run("--days", "30", "--within", "PT30M");

    assertEquals(0, run.status(), run.err());
    assertEquals(List.of("/api/v1/coverage?days=30&within=1800s tcs_key"), asked);
    assertTrue(run.out().contains("everything is covered; policies in use: 1"), run.out());
  }

  @Test
  void endsWithOneWhenThereIsAHoleOnAnyPage() {
    answers.add(
        "{"
            + RANGE
            + ",\"covered\":true,\"policies\":["
            + COVERED
            + "],\"nextPageToken\":\"n+1\"}");
    answers.add("{" + RANGE + ",\"covered\":false,\"policies\":[" + HOLED + "]}");

    Run run = run("--time-zone", "Europe/Vienna");

    assertEquals(1, run.status(), run.err());
    assertEquals("/api/v1/coverage?days=90&pageToken=n%2B1 tcs_key", asked.getLast());
    assertEquals(
        """
        Coverage from 2030-05-05 14:00 until 2030-08-03 14:00, times of Europe/Vienna

        Database: nobody is reached for 1 d 3 h
          HOLE  2030-06-01 10:00 until 2030-06-02 13:00 (1 d 3 h): nobody is paged, critical, major
                step 2: Nobody is on call by schedule Primary
          STEP  step 3 reaches nobody in the whole time, critical
                step 3: Bob is deactivated

        policies in use that have holes: 1 of 2
        """,
        run.out());
  }

  @Test
  void warningsFailOnlyWhereThatIsAsked() {
    String answer = "{" + RANGE + ",\"covered\":true,\"policies\":[" + LATE + "]}";
    answers.add(answer);
    answers.add(answer);

    Run lenient = run();
    Run strict = run("--strict");

    assertEquals(0, lenient.status(), lenient.err());
    assertTrue(
        lenient
            .out()
            .contains(
                "  LATE  2030-06-01 08:00 until 2030-06-01 09:00 (1 h): step 2 is the first to"
                    + " reach somebody, after 30 min\n"),
        lenient.out());
    assertEquals(1, strict.status());
  }

  @Test
  void alertsThatComeToNoPolicyAreNotCoveredHoweverWellThePoliciesAre() {
    String answer =
        "{"
            + RANGE
            + ",\"covered\":true,\"unroutedSeverities\":[\"SEVERITY_INFO\"],\"policies\":["
            + COVERED
            + "]}";
    answers.add(answer);
    answers.add(answer);

    Run whole = run();
    Run one = run("--policy", "a", "--strict");

    assertEquals(1, whole.status(), whole.err());
    assertTrue(whole.out().contains("Alerts of severity info may come to no route"), whole.out());
    assertTrue(
        whole
            .out()
            .endsWith(
                "the policies in use are covered, but some alerts may come to no policy; policies"
                    + " in use: 1\n"),
        whole.out());
    assertEquals(0, one.status(), "asked about one policy, which is covered");
    assertTrue(one.out().endsWith("everything is covered; policies in use: 1\n"), one.out());
  }

  @Test
  void withoutAPolicyInUseNothingIsCovered() {
    answers.add("{" + RANGE + ",\"covered\":true}");

    Run run = run();

    assertEquals(1, run.status(), run.err());
    assertTrue(run.out().endsWith("no policy is in use: alerts page nobody\n"), run.out());
  }

  @Test
  void aPolicyThatNothingUsesDoesNotFail() {
    answers.add(
        "{"
            + RANGE
            + ",\"covered\":true,\"policies\":["
            + COVERED
            + ","
            + HOLED.replace("\"counts\":true", "\"counts\":false")
            + "]}");

    Run run = run();

    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("Database (in use nowhere: does not count)"), run.out());
  }

  @Test
  void endsWithTwoWhenItCannotAsk() {
    status = 401;
    answers.add("{\"title\":\"Unauthenticated\",\"detail\":\"the API key is not known\"}");
    Run refused = run();
    status = 400;
    answers.add(
        "{\"title\":\"Invalid\",\"errors\":[{\"field\":\"days\",\"message\":\"at most 366\"}]}");
    Run invalid = run("--days", "400");
    status = 200;
    answers.add("<html>not Tocsin</html>");
    Run stranger = run();
    answers.add("{}");
    Run other = run();
    server.stop(0);
    Run nobody = run();
    Run wrong = run("--days", "many");

    for (Run run : Stream.of(refused, invalid, stranger, other, nobody, wrong).toList()) {
      assertEquals(2, run.status(), run.out() + run.err());
      assertEquals("", run.out());
    }
    assertTrue(refused.err().contains("answered 401: the API key is not known"), refused.err());
    assertTrue(invalid.err().contains("days: at most 366"), invalid.err());
    assertTrue(stranger.err().contains("check --url"), stranger.err());
    assertTrue(other.err().contains("check --url"), other.err());
    assertTrue(nobody.err().contains("does not answer"), nobody.err());
  }

  /** As the launcher runs it, but for the environment and the end of the process. */
  private Run run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    PrintStream before = System.out;
    PrintStream beforeErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      int status =
          new CommandLine(new Tocsin())
              .execute(
                  Stream.concat(
                          Stream.of("coverage", "--url", url, "--key", "tcs_key"),
                          Stream.of(arguments))
                      .toArray(String[]::new));
      return new Run(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.setErr(beforeErr);
    }
  }
}
