package dev.tocsin.identity.notice;

import java.time.Instant;
import java.util.UUID;

/**
 * Something to tell a person.
 *
 * @param id the same for repetitions: a notice that is there already is not told again
 * @param user whom to tell
 * @param kind what it is about, for templates; lower case with underscores
 * @param title one line; times in it by {@link #time}
 * @param text more; times in it by {@link #time}
 * @param path the page in the browser, from the root; empty for none
 */
public record Notice(UUID id, UUID user, String kind, String title, String text, String path) {

  /** A time within a text, which is told in the zone of whoever reads it. */
  public static String time(Instant time) {
    return "<t:" + time.getEpochSecond() + ">";
  }
}
