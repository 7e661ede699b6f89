package dev.tocsin.fakes.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.InboxDraft;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WallTest {

  private static FakeWorld world;
  private final Http http = new Http();

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String policy(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Security-Policy").orElse("");
  }

  @Test
  void servesThePageAndEverythingThatItNames() {
    HttpResponse<String> page = http.get(world.url() + "/");
    assertEquals(200, page.statusCode());
    Matcher named = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"").matcher(page.body());
    int files = 0;
    while (named.find()) {
      assertEquals(200, http.get(world.url() + named.group(1)).statusCode(), named.group(1));
      files++;
    }
    assertTrue(files >= 2);
    for (String script : List.of("/wall.js", "/cards.js", "/mrkdwn.js")) {
      HttpResponse<String> file = http.get(world.url() + script);
      assertTrue(
          file.headers().firstValue("Content-Type").orElse("").startsWith("text/javascript"));
      Matcher imports = Pattern.compile("from '\\.(/[a-z]+\\.js)'").matcher(file.body());
      while (imports.find()) {
        assertEquals(200, http.get(world.url() + imports.group(1)).statusCode());
      }
    }
  }

  @Test
  void thePageRunsItsOwnScriptOnlyAndWritesNoMarkup() {
    String policy = policy(http.get(world.url() + "/"));
    assertTrue(
        policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    for (String script : List.of("/wall.js", "/cards.js", "/mrkdwn.js")) {
      String source = http.get(world.url() + script).body();
      assertFalse(
          Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(")
              .matcher(source)
              .find(),
          script + " writes markup");
    }
  }

  @Test
  void showsAMailsHtmlOnlyUnderAPolicyWithoutScripts() {
    long id =
        world
            .inbox()
            .add(
                new InboxDraft(
                    "email",
                    "ada@acme.test",
                    List.of(),
                    "x",
                    "s",
                    "t",
                    Json.object().put("html", "<script>alert(1)</script>"),
                    Instant.EPOCH,
                    List.of()))
            .id();
    HttpResponse<String> mail = http.get(world.url() + "/inbox/" + id + "/html");
    assertEquals(200, mail.statusCode());
    String policy = policy(mail);
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("sandbox") && !policy.contains("allow-scripts"), policy);
    assertEquals("nosniff", mail.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals(404, http.get(world.url() + "/inbox/999999/html").statusCode());
  }

  @Test
  void saysWhereEverythingIs() {
    var described = http.getJson(world.url() + "/world");
    assertEquals(world.slack().apiUrl(), described.path("slack").path("api_url").asText());
    assertEquals(world.smtp().port(), described.path("smtp").path("port").asInt());
    assertEquals(3, described.path("slack").path("users").size());
    assertEquals(404, http.get(world.url() + "/nowhere").statusCode());
  }
}
