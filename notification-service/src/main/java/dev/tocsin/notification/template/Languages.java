package dev.tocsin.notification.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Which languages may stand for another, best first: itself, then without its region, then the
 * default.
 */
final class Languages {

  private Languages() {}

  /** {@code pt-BR}, {@code pt} and the empty one for {@code pt-BR}. */
  static List<String> fallbacks(String locale) {
    List<String> all = new ArrayList<>();
    if (!locale.isEmpty()) {
      all.add(locale);
      int dash = locale.indexOf('-');
      if (dash > 0) {
        all.add(locale.substring(0, dash));
      }
    }
    all.add("");
    return all;
  }
}
