package dev.tocsin.alerting.paging;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a person wants to be told.
 *
 * @param locale language of messages; empty for the usual one
 * @param timeZone IANA zone in which messages tell times
 * @param mediaBySeverity the kinds of address for pages of a severity, by its word; a severity that
 *     is not there goes to all
 */
public record Preferences(
    String locale, String timeZone, Map<String, List<Medium>> mediaBySeverity) {

  /** Nothing in particular. */
  public static final Preferences NONE = new Preferences("", "UTC", Map.of());

  /** Copies the map. */
  public Preferences {
    mediaBySeverity = Map.copyOf(mediaBySeverity);
  }

  /**
   * Those of the media that the person wants for this severity, in the wanted order; all of them
   * when none is left: a page is not lost to a preference.
   */
  List<Medium> among(Set<Medium> media, String severity) {
    Set<Medium> wanted = new LinkedHashSet<>(mediaBySeverity.getOrDefault(severity, List.of()));
    wanted.retainAll(media);
    return new ArrayList<>(wanted.isEmpty() ? media : wanted);
  }
}
