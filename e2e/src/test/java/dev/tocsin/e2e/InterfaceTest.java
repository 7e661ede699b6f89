package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The browser interface is served beside the API, and neither stands in the other's way. */
@ExtendWith(Shared.class)
class InterfaceTest {
  private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void sendsThePageForEveryAddressOfItsOwn(OneProcess tocsin) throws Exception {
    for (String path : new String[] {"/", "/alerts", "/alerts/0190-any/deeper", "/setup?token=x"}) {
      HttpResponse<String> page = get(tocsin, path, "text/html");

      assertEquals(200, page.statusCode(), path);
      assertTrue(page.body().contains("<div id=\"root\">"), path + ": " + page.body());
      assertEquals("no-cache", header(page, "Cache-Control"), path);
      assertTrue(header(page, "Content-Security-Policy").contains("script-src 'self';"), path);
      assertEquals("DENY", header(page, "X-Frame-Options"), path);
    }
  }

  @Test
  void keepsHashedFilesForAYearAndSendsThemCompressed(OneProcess tocsin) throws Exception {
    Matcher script = SCRIPT.matcher(get(tocsin, "/", "text/html").body());
    assertTrue(script.find(), "the page names its script");

    HttpResponse<String> file = get(tocsin, script.group(1), "*/*", "Accept-Encoding", "gzip");

    assertEquals(200, file.statusCode());
    assertEquals("public, max-age=31536000, immutable", header(file, "Cache-Control"));
    assertEquals("gzip", header(file, "Content-Encoding"));
  }

  @Test
  void leavesTheApiItsOwnAnswers(OneProcess tocsin) throws Exception {
    HttpResponse<String> unknown = get(tocsin, "/api/v1/no-such-thing", "text/html");
    assertEquals(404, unknown.statusCode());
    assertTrue(header(unknown, "Content-Type").startsWith("application/problem+json"));

    assertEquals(404, get(tocsin, "/assets/old-0123.js", "text/html,*/*").statusCode());
    assertEquals(404, get(tocsin, "/no-such-file.png", "image/*").statusCode());
    assertFalse(get(tocsin, "/metrics", "*/*").body().contains("<html"));
  }

  private HttpResponse<String> get(OneProcess tocsin, String path, String accept, String... more)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(tocsin.server().url() + path)).header("Accept", accept);
    if (more.length > 0) {
      request.headers(more);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
