package dev.tocsin.fakes.smtp;

import dev.tocsin.fakes.inbox.InboxAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links that a reader can click: those of the HTML with their words, then those of the text.
 */
final class MailLinks {

  private static final int MOST = 50;
  private static final Pattern ANCHOR =
      Pattern.compile(
          "<a\\s[^>]*?href\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>(.*?)</a>",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern BARE = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]");

  private static final Pattern NUMERIC =
      Pattern.compile("&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));");

  private MailLinks() {}

  static List<InboxAction> in(ParsedMail mail) {
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher anchor = ANCHOR.matcher(mail.html());
    while (anchor.find() && labels.size() < MOST) {
      String href = unescape(anchor.group(1) == null ? anchor.group(2) : anchor.group(1)).strip();
      if (href.matches("(?i)https?://.*")) {
        labels.putIfAbsent(href, words(anchor.group(3)));
      }
    }
    Matcher bare = BARE.matcher(mail.text());
    while (bare.find() && labels.size() < MOST) {
      labels.putIfAbsent(bare.group(), bare.group());
    }
    List<InboxAction> actions = new ArrayList<>();
    labels.forEach((url, label) -> actions.add(new InboxAction(label, "GET", url, null)));
    return actions;
  }

  /** What an HTML fragment says without its tags. */
  static String words(String html) {
    String plain =
        html.replaceAll("(?is)<(style|script|head)\\b.*?</\\1>", " ")
            .replaceAll("(?i)<(br|/p|/div|/tr|/h[1-6]|/li)[^>]*>", "\n")
            .replaceAll("(?s)<[^>]*>", " ");
    return unescape(plain)
        .replaceAll("[ \t\\x0B\f\r]+", " ")
        .replaceAll(" ?\n[ \n]*", "\n")
        .strip();
  }

  private static String unescape(String text) {
    String plain =
        NUMERIC
            .matcher(text)
            .replaceAll(
                m -> {
                  String hex = m.group(1);
                  int code = hex == null ? Integer.parseInt(m.group(2)) : Integer.parseInt(hex, 16);
                  return Matcher.quoteReplacement(
                      Character.isValidCodePoint(code) ? Character.toString(code) : "\uFFFD");
                });
    return plain
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
  }
}
