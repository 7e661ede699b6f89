package dev.tocsin.notification.respond;

import dev.tocsin.notification.render.Escape;
import java.util.List;

/**
 * The page behind a link in an e-mail: no script, no other file, readable on a phone, in the dark
 * and in the light.
 */
final class RespondPage {

  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>%s</title><style>
      :root{color-scheme:light dark;--back:#f5f6f8;--card:#fff;--text:#1b1f24;--soft:#59636e;--main:#0b5cad;--line:#d5dae0}
      @media (prefers-color-scheme:dark){:root{--back:#14171a;--card:#1f2429;--text:#f0f3f6;--soft:#aab4be;--main:#4f9cf0;--line:#3a424a}}
      body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--back);color:var(--text);
      font:18px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
      main{box-sizing:border-box;width:min(32rem,100vw - 2rem);padding:1.5rem;background:var(--card);
      border:1px solid var(--line);border-radius:.75rem}
      h1{font-size:1.4rem;margin:0 0 .5rem;overflow-wrap:anywhere}p{margin:.5rem 0;color:var(--soft);overflow-wrap:anywhere}
      form{margin:1rem 0 0}button{width:100%%;min-height:3.5rem;font:inherit;font-weight:600;border-radius:.6rem;
      cursor:pointer;border:2px solid var(--main)}button.first{background:var(--main);color:var(--card)}
      button.second{background:none;color:var(--main);margin-top:.75rem}button:focus-visible{outline:3px solid var(--text)}
      </style></head><body><main>%s</main></body></html>
      """;

  private RespondPage() {}

  /** Asks for the answer. */
  static String ask(String title) {
    String heading = title.isEmpty() ? "You were paged" : title;
    return page(
        heading,
        """
        <h1>%s</h1><p>Take it, and nobody further is paged.</p>
        <form method="post"><button class="first" name="answer" value="acknowledge">Acknowledge</button>
        <button class="second" name="answer" value="resolve">Resolve</button></form>\
        """
            .formatted(html(heading)));
  }

  /** Says what happened. */
  static String say(String heading, List<String> lines) {
    StringBuilder body = new StringBuilder("<h1>").append(html(heading)).append("</h1>");
    lines.stream()
        .filter(line -> !line.isEmpty())
        .forEach(line -> body.append("<p>").append(html(line)).append("</p>"));
    return page(heading, body.toString());
  }

  private static String page(String title, String body) {
    return FRAME.formatted(html(title), body);
  }

  private static String html(String text) {
    return Escape.HTML.apply(text);
  }
}
