package dev.tocsin.notification.render;

import java.util.Locale;

/** What a message is about. */
public enum EventKind {
  /** Somebody is paged. */
  PAGE,
  /** The alert was acknowledged. */
  ACKNOWLEDGED,
  /** The alert was resolved. */
  RESOLVED;

  /**
   * Name in the database and in templates: {@code page}, {@code acknowledged}, {@code resolved}.
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of this code. */
  public static EventKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
