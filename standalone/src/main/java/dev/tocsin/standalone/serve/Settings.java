package dev.tocsin.standalone.serve;

import java.util.Locale;
import java.util.Map;

/** Tells Quarkus what the command line and the data folder say; what the environment says wins. */
final class Settings {
  private Settings() {}

  /** Sets system properties; must run before Quarkus starts. */
  static void apply(Installation installation, EmbeddedServers servers) {
    put(servers.settings());
    put(Secrets.of(installation.data()));
    put(
        Map.of(
            "quarkus.http.host", installation.host(),
            "quarkus.http.port", Integer.toString(installation.port()),
            "tocsin.public-url", installation.publicUrl()));
    String self = "127.0.0.1:" + installation.port();
    for (String service : new String[] {"identity", "alerting", "notification", "ticketing"}) {
      put(Map.of("tocsin.services." + service + ".address", self));
    }
    if (installation.demo()) {
      put(
          Map.of(
              "tocsin.outbound.allow", "127.0.0.0/8",
              "tocsin.test.clock", "true",
              "tocsin.log.format", "text"));
    } else {
      put(
          Map.of(
              "tocsin.first-run.tenant",
              "default",
              "tocsin.first-run.owner-email",
              installation.ownerEmail()));
    }
  }

  private static void put(Map<String, String> settings) {
    settings.forEach(
        (name, value) -> {
          String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
          if (System.getenv(variable) == null && System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
