package dev.tocsin.notification.channel;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where a channel's trial finds the template that a page would have; {@code template} knows. */
public interface PageTemplates {

  /**
   * A template of the tenant.
   *
   * @param locale its language; empty for the default one
   * @param parts the text of each part
   */
  record Named(UUID id, String name, int version, String locale, Map<String, String> parts) {

    /** {@code the template 'Ops' (language de, version 3)}. */
    String words() {
      String language = locale.isEmpty() ? "" : "language " + locale + ", ";
      return "the template '" + name + "' (" + language + "version " + version + ")";
    }
  }

  /** The tenant's own for a page on this kind of channel; empty when the built-in one is used. */
  Uni<Optional<Named>> ofPage(UUID tenant, String kind, String locale);
}
