package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.source.mapping.Mapping;
import dev.tocsin.alerting.source.mapping.MappingLanguage;
import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.platform.error.Invalid;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The compiled mappings of integrations. */
@Singleton
class IntegrationMappings {

  private static final Logger LOG = Logger.getLogger(IntegrationMappings.class);

  private final MappingLanguage language;

  IntegrationMappings(MappingLanguage language) {
    this.language = language;
  }

  /**
   * An integration's mapping. One that was fine when it was saved and is no longer (the limits were
   * lowered) is passed over: an alert read by the documented names is better than none.
   */
  Optional<Mapping> of(Integration integration) {
    MappingText text = integration.mapping();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(language.compile("mapping", text));
    } catch (Invalid wrong) {
      LOG.warnf(
          "The mapping of integration %s is passed over: %s", integration.id(), wrong.getMessage());
      return Optional.empty();
    }
  }
}
