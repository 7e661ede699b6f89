package dev.tocsin.standalone.serve;

import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.id.Ids;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells Quarkus what the command line and the data folder say. Flags win over everything; what the
 * data folder gives is taken where neither a flag nor the environment nor the file says it.
 */
final class Settings {
  private Settings() {}

  /** Sets system properties; must run before Quarkus starts. */
  static void apply(
      Installation installation, Configuration configuration, EmbeddedServers servers) {
    configuration
        .path()
        .ifPresent(path -> System.setProperty(SettingsFile.SETTING, path.toString()));
    installation.flags().forEach(System::setProperty);
    Map<String, String> given = new HashMap<>(servers.settings());
    given.putAll(Secrets.of(installation.data()));
    given.put("quarkus.http.host", installation.host());
    given.put("quarkus.http.port", Integer.toString(installation.port()));
    given.put("tocsin.public-url", installation.publicUrl());
    given.put("tocsin.provision-key", Ids.secret("tcp_"));
    given.putAll(installation.demo() ? demo() : empty());
    given.forEach(
        (name, value) -> {
          if (configuration.said(name).isEmpty() && System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  private static Map<String, String> demo() {
    return Map.of(
        "tocsin.outbound.allow", "127.0.0.0/8",
        "tocsin.test.clock", "true",
        "tocsin.log.format", "text");
  }

  /** Whoever opens the link that is printed with this begins the installation. */
  private static Map<String, String> empty() {
    return Map.of("tocsin.setup.token", Ids.secret("tss_"));
  }
}
