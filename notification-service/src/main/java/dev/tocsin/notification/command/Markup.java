package dev.tocsin.notification.command;

import dev.tocsin.notification.render.Escape;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Slack's markup of messages, in both directions.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Slack: formatting message
 *     text</a>
 */
final class Markup {

  /**
   * Around a member who is mentioned: the id, then the label if there is one. No text has these.
   */
  private static final char MENTION = '\uE000';

  private static final char LABEL = '\uE001';
  private static final char END = '\uE002';

  private static final Pattern ANGLE = Pattern.compile("<([^<>]{1,3000})>");
  private static final Pattern MENTIONED =
      Pattern.compile(MENTION + "([A-Z0-9]{2,30})" + LABEL + "([^" + END + "]*)" + END);
  private static final Pattern LEADING = Pattern.compile("^" + MENTIONED.pattern());

  private Markup() {}

  /** The member whom a text begins with, and what comes after. */
  record Mention(String member, String rest) {}

  /**
   * One line as a person reads it: links and channels as their labels, escapes as characters. Those
   * mentioned stay marked, for {@link #leading} and {@link #unmarked}.
   */
  static String marked(String text) {
    String own = text.replaceAll("[" + MENTION + LABEL + END + "]", "");
    return ANGLE
        .matcher(own)
        .replaceAll(found -> Matcher.quoteReplacement(shown(found.group(1))))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replaceAll("[\\s\\p{Cntrl}\\u00A0\\u2028\\u2029]+", " ")
        .strip();
  }

  /** The member whom a marked text begins with; null when it begins with words. */
  static @Nullable Mention leading(String marked) {
    Matcher mention = LEADING.matcher(marked);
    return mention.find()
        ? new Mention(mention.group(1), marked.substring(mention.end()).strip())
        : null;
  }

  /** A marked text with those mentioned as {@code @label}, or {@code @id} where there is none. */
  static String unmarked(String marked) {
    return MENTIONED
        .matcher(marked)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "@" + (found.group(2).isEmpty() ? found.group(1) : found.group(2))));
  }

  private static String shown(String inside) {
    int bar = inside.indexOf('|');
    String target = bar < 0 ? inside : inside.substring(0, bar);
    String label = bar < 0 ? "" : inside.substring(bar + 1);
    if (target.matches("@[A-Z0-9]{2,30}")) {
      return MENTION + target.substring(1) + LABEL + label + END;
    }
    if (target.startsWith("!")) {
      String name = label.isEmpty() ? target.substring(1) : label;
      return name.startsWith("@") ? name : "@" + name;
    }
    if (target.startsWith("#")) {
      return "#" + (label.isEmpty() ? target.substring(1) : label);
    }
    return label.isEmpty() ? target : label;
  }

  /** A text of ours or of a stranger as it may stand in a message, never as markup. */
  static String escaped(String text) {
    return Escape.SLACK.apply(Escape.LINE.apply(text));
  }

  static String bold(String text) {
    return "*" + escaped(text) + "*";
  }

  static String link(String url, String label) {
    return "<" + url + "|" + escaped(label).replace('|', '¦') + ">";
  }

  /** The instant in the reader's own time zone. */
  static String time(Instant at) {
    return "<!date^%d^{date_short_pretty} {time}|%s>".formatted(at.getEpochSecond(), at);
  }
}
