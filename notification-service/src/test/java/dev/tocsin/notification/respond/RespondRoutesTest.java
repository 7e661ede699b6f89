package dev.tocsin.notification.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.link.AnswerLinks;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.notification.v1.DeliveryState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RespondRoutesTest {

  private static final String USER = "11111111-1111-4111-8111-111111111111";

  @Inject AnswerLinks links;
  @Inject TocsinClock clock;

  @AfterEach
  void up() {
    Neighbours.get().alertingIsDown(false);
  }

  @Test
  void aLookChangesNothingAndThePressAnswers() throws Exception {
    Acme acme = Acme.create();
    String path = mailedLink(acme);

    HttpResponse<String> page = get(path);
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("Disk almost full on db-1"), page.body());
    assertTrue(page.body().contains("<form method=\"post\">"), page.body());
    assertEquals("no-store", page.headers().firstValue("cache-control").orElse(""));
    get(path);
    assertEquals(List.of(), Neighbours.get().answers(acme.group));

    HttpResponse<String> done = post(path, "answer=acknowledge");
    assertTrue(done.body().contains("Acknowledged. Nobody further is paged."), done.body());
    assertEquals(
        List.of(new Neighbours.Answered("acknowledge", acme.group, USER, "")),
        Neighbours.get().answers(acme.group));
    post(path, "answer=resolve");
    assertEquals("resolve", Neighbours.get().answers(acme.group).get(1).verb());
  }

  @Test
  void saysWhenItIsTooLate() throws Exception {
    Acme acme = Acme.create();
    Neighbours.get()
        .answer(
            acme.group,
            ChangeOutcome.CHANGE_OUTCOME_ALREADY_RESOLVED,
            "Resolved by <b>Ben</b> at 03:10 UTC");
    String body =
        post(path(links.make(tenant(acme), acme.group, USER, UUID.randomUUID(), clock.now())), "")
            .body();
    assertTrue(
        body.contains(
            "Too late: it is resolved already. Resolved by &lt;b&gt;Ben&lt;/b&gt; at 03:10 UTC"),
        body);
  }

  @Test
  void saysThatItDidNotWork() throws Exception {
    Acme acme = Acme.create();
    Neighbours.get().alertingIsDown(true);
    var answer =
        post(
            path(links.make(tenant(acme), acme.group, USER, UUID.randomUUID(), clock.now())),
            "answer=acknowledge");
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("until then it goes on paging"), answer.body());
  }

  @Test
  void expires() throws Exception {
    Acme acme = Acme.create();
    Instant longAgo = clock.now().minus(Duration.ofDays(8));
    String path = path(links.make(tenant(acme), acme.group, USER, UUID.randomUUID(), longAgo));
    assertEquals(410, get(path).statusCode());
    assertEquals(410, post(path, "answer=acknowledge").statusCode());
    assertEquals(List.of(), Neighbours.get().answers(acme.group));
  }

  @Test
  void takesNoAlteredLinkAndNoneOfAnotherTenant() throws Exception {
    Acme acme = Acme.create();
    String path = path(links.make(tenant(acme), acme.group, USER, UUID.randomUUID(), clock.now()));
    for (int at : List.of(9, 12, 40, 60, path.length() - 3)) {
      char other = path.charAt(at) == 'A' ? 'B' : 'A';
      String altered = path.substring(0, at) + other + path.substring(at + 1);
      assertEquals(404, post(altered, "answer=acknowledge").statusCode(), altered);
    }
    assertEquals(404, get("/respond/x").statusCode());
    assertEquals(404, get("/respond/" + "A".repeat(500)).statusCode());
    assertEquals(List.of(), Neighbours.get().answers(acme.group));
  }

  private static String mailedLink(Acme acme) {
    acme.email();
    acme.await(acme.send(Acme.mail("ada@acme.test")).getId(), DeliveryState.DELIVERY_STATE_SENT);
    Matcher link = Pattern.compile("/respond/[A-Za-z0-9_-]+").matcher(acme.mails().get(0).text());
    assertTrue(link.find(), acme.mails().get(0).text());
    return link.group();
  }

  private static UUID tenant(Acme acme) {
    return UUID.fromString(acme.tenant);
  }

  private static String path(String link) {
    return URI.create(link).getPath();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(Acme.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String form) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(Acme.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
