package dev.tocsin.e2e;

import dev.tocsin.e2e.harness.Answer;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Rest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page behind a mail's link, used as a browser would. */
record MailAnswer(String link) {
  private static final Pattern FORM = Pattern.compile("(?is)<form\\b([^>]*)>(.*?)</form>");
  private static final Pattern FIELD =
      Pattern.compile("(?i)\\b(name|value|action|method)\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern INPUT = Pattern.compile("(?i)<(?:input|button)\\b[^>]*>");

  /** The link that answers a page. */
  static MailAnswer of(Page mail) {
    for (var action : mail.json().path("actions")) {
      String url = action.path("url").asText();
      if (url.contains("/respond/")) {
        return new MailAnswer(url);
      }
    }
    throw new AssertionError("no link to answer by in " + mail.json().path("actions"));
  }

  /** Opens it, as a scanner of mail does too. */
  Answer look() {
    return Rest.at("").get(link).ok();
  }

  /** Presses its first button. */
  Answer answer() {
    String html = look().body();
    Matcher form = FORM.matcher(html);
    if (!form.find()) {
      throw new AssertionError("no form on the page behind the link: " + html);
    }
    String action = attribute(form.group(1), "action");
    var fields = new ArrayList<String>();
    Matcher input = INPUT.matcher(form.group(2));
    while (input.find()) {
      String name = attribute(input.group(), "name");
      if (!name.isEmpty() && fields.stream().noneMatch(field -> field.startsWith(name + "="))) {
        fields.add(name + "=" + attribute(input.group(), "value"));
      }
    }
    return Rest.at("")
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send(
            "POST",
            action.isEmpty() ? link : URI.create(link).resolve(action).toString(),
            HttpRequest.BodyPublishers.ofString(String.join("&", fields)))
        .ok();
  }

  private static String attribute(String tag, String name) {
    List<String> found =
        FIELD
            .matcher(tag)
            .results()
            .filter(match -> match.group(1).equalsIgnoreCase(name))
            .map(match -> match.group(2))
            .toList();
    return found.isEmpty() ? "" : found.getFirst();
  }
}
