package dev.tocsin.platform.config;

import dev.tocsin.platform.yaml.Problem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * Stops a start that would fail later and less clearly: at a mistake in the configuration file, and
 * in production at what is missing.
 */
@Singleton
class BootCheck {
  private static final int BEFORE_MIGRATIONS = 1;
  private final Config config;

  BootCheck(Config config) {
    this.config = config;
  }

  void atStart(@Observes @Priority(BEFORE_MIGRATIONS) StartupEvent start) {
    List<String> mistakes = mistakes();
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(String.join("\n", mistakes));
    }
    if (LaunchMode.current() != LaunchMode.NORMAL) {
      return;
    }
    List<String> missing =
        missing(name -> config.getOptionalValue(name, String.class).filter(v -> !v.isBlank()));
    if (!missing.isEmpty()) {
      throw new ConfigurationException(String.join("\n", missing));
    }
  }

  /** The mistakes of the configuration file, as sentences. */
  private List<String> mistakes() {
    return config
        .getOptionalValue(SettingsFile.SETTING, String.class)
        .filter(name -> !name.isBlank())
        .map(name -> SettingsFile.read(Path.of(name)).problems())
        .orElse(List.of())
        .stream()
        .map(Problem::toString)
        .toList();
  }

  /** A sentence for each setting that is missing or weak. */
  static List<String> missing(Function<String, Optional<String>> settings) {
    List<String> sentences = new ArrayList<>();
    Optional<String> secret = settings.apply("tocsin.service-secret");
    if (secret.isEmpty()) {
      sentences.add(
          "tocsin.service-secret is not set: set TOCSIN_SERVICE_SECRET to the same secret for"
              + " every service, for example the output of `openssl rand -base64 32`.");
    } else if (secret.get().getBytes(StandardCharsets.UTF_8).length < 32) {
      sentences.add(
          "tocsin.service-secret is too short: set TOCSIN_SERVICE_SECRET to 32 characters or more,"
              + " for example the output of `openssl rand -base64 32`.");
    }
    if (settings.apply("tocsin.keyring").isEmpty()) {
      sentences.add(
          "tocsin.keyring is not set: set TOCSIN_KEYRING to `1:` followed by the output of"
              + " `openssl rand -base64 32`; keep it, stored secrets cannot be read without it.");
    }
    boolean password =
        settings.apply("tocsin.db.password").isPresent()
            || List.of("identity", "alerting", "notification", "ticketing").stream()
                .anyMatch(s -> settings.apply("tocsin." + s + ".db.password").isPresent());
    if (!password) {
      sentences.add(
          "tocsin.db.password is not set: set TOCSIN_DB_PASSWORD to the password of the role"
              + " tocsin_app, or TOCSIN_<SERVICE>_DB_PASSWORD for a database of its own.");
    }
    return sentences;
  }
}
