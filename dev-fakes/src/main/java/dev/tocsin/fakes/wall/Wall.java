package dev.tocsin.fakes.wall;

import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxItem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the page, its script and style, and the HTML of one mail for the page's frame. */
public final class Wall implements Site {

  private static final Map<String, String> FILES =
      Map.of(
          "/", "wall.html",
          "/wall.css", "wall.css",
          "/wall.js", "wall.js",
          "/cards.js", "cards.js",
          "/mrkdwn.js", "mrkdwn.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** A mail may bring its own style and inline images, and nothing else. */
  private static final String MAIL_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; sandbox allow-same-origin allow-popups"
          + " allow-popups-to-escape-sandbox";

  private static final Pattern MAIL = Pattern.compile("/inbox/([0-9]{1,18})/html");

  private final Inbox inbox;

  public Wall(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public boolean serves(Call call) {
    return FILES.containsKey(call.path()) || MAIL.matcher(call.path()).matches();
  }

  @Override
  public Future<Answer> serve(Call call) {
    if (!call.method().equals("GET")) {
      return Future.succeededFuture(Answer.problem(405, "use GET"));
    }
    Matcher mail = MAIL.matcher(call.path());
    return Future.succeededFuture(
        mail.matches() ? mail(Long.parseLong(mail.group(1))) : file(call.path()));
  }

  private Answer mail(long id) {
    String html =
        inbox.get(id).map(InboxItem::payload).map(p -> p.path("html").asText()).orElse("");
    if (html.isEmpty()) {
      return Answer.problem(404, "item " + id + " has no HTML");
    }
    return Answer.of(
            200,
            "text/html; charset=utf-8",
            Buffer.buffer("<!doctype html><base target=\"_blank\">" + html))
        .with("Content-Security-Policy", MAIL_POLICY)
        .with("Referrer-Policy", "no-referrer");
  }

  private static Answer file(String path) {
    String name = FILES.getOrDefault(path, "wall.html");
    String type = TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), "text/plain");
    try (InputStream in = Wall.class.getResourceAsStream(name)) {
      if (in == null) {
        return Answer.problem(500, "the jar lacks " + name);
      }
      return Answer.of(200, type, Buffer.buffer(in.readAllBytes()))
          .with("Content-Security-Policy", PAGE_POLICY)
          .with("Cache-Control", "no-cache");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
