package dev.tocsin.identity.setup;

import dev.tocsin.platform.id.Ids;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The secret that set-up takes, from {@code tocsin.setup.token}. Kept as its SHA-256: presented
 * ones are compared with it in a time that does not depend on where they differ.
 */
@Singleton
class SetupToken {

  /** Beyond guessing at five tries in five minutes, whoever chose it. */
  static final int SHORTEST = 20;

  private final Optional<byte[]> hash;

  SetupToken(@ConfigProperty(name = "tocsin.setup.token") Optional<String> token) {
    Optional<String> given = token.map(String::strip).filter(text -> !text.isEmpty());
    if (given.filter(text -> text.length() < SHORTEST).isPresent()) {
      throw new ConfigurationException(
          "tocsin.setup.token is too short: set TOCSIN_SETUP_TOKEN to %d characters or more, for"
                  .formatted(SHORTEST)
              + " example the output of `openssl rand -hex 20`, or leave it out to switch set-up by"
              + " browser off");
    }
    this.hash = given.map(Ids::sha256);
  }

  /** Makes this at the start, so that a token that is too short is told then. */
  void atStart(@Observes StartupEvent start) {}

  /** SHA-256 of the token; empty when none is set. */
  Optional<byte[]> hash() {
    return hash.map(byte[]::clone);
  }

  /** Whether this is the token. */
  boolean is(String presented) {
    return hash.filter(own -> MessageDigest.isEqual(own, Ids.sha256(presented.strip())))
        .isPresent();
  }
}
