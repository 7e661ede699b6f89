package dev.tocsin.notification.render;

import java.util.List;
import java.util.Locale;

/** What a message is about. */
public enum EventKind {
  /** Somebody is paged. */
  PAGE,
  /** The alert was acknowledged. */
  ACKNOWLEDGED,
  /** The alert was resolved. */
  RESOLVED,
  /** A code that shows that an address reaches its owner; the tenant has no templates for it. */
  CONTACT_CODE,
  /** Something that a person should know and that wants no answer. */
  NOTICE;

  /** Those that are about alerts; a template without an event is tried with each. */
  public static final List<EventKind> OF_ALERTS = List.of(PAGE, ACKNOWLEDGED, RESOLVED);

  /**
   * Name in the database and in templates: {@code page}, {@code acknowledged}, {@code resolved},
   * {@code notice}.
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of this code. */
  public static EventKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
