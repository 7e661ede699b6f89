package dev.tocsin.alerting.handoff;

import java.time.Instant;

/**
 * What a notice says.
 *
 * @param kind for templates
 * @param title one line; times in it by {@link #time}
 * @param text more, in lines
 * @param path the page in the browser, from the root
 */
record Words(String kind, String title, String text, String path) {

  private static final int LONGEST_TITLE = 300;

  /** A section of a Slack message has 3,000 characters, its title and what is escaped included. */
  private static final int LONGEST_TEXT = 2_400;

  /** Cuts what is too long. */
  Words {
    title = cut(title, LONGEST_TITLE);
    text = cut(text, LONGEST_TEXT);
  }

  /** A time, which each reader is told in the own zone. */
  static String time(Instant time) {
    return "<t:" + time.getEpochSecond() + ">";
  }

  /** The text, shortened at its end when it has more characters. */
  static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
