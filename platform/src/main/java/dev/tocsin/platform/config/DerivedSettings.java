package dev.tocsin.platform.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Quarkus's settings that follow from Tocsin's own: {@code tocsin.log.format} ({@code json} or
 * {@code text}), {@code OTEL_EXPORTER_OTLP_ENDPOINT}, without which no telemetry leaves, and {@code
 * tocsin.tls.*}, which opens the port for other services.
 */
public final class DerivedSettings implements ConfigSourceFactory {
  private static final int ABOVE_DEFAULTS = 150;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Map<String, String> derived = new HashMap<>();
    String format = value(context, "tocsin.log.format");
    if (format != null) {
      derived.put("quarkus.log.console.json.enabled", Boolean.toString(!format.equals("text")));
    }
    String endpoint = value(context, "otel.exporter.otlp.endpoint");
    if (endpoint != null) {
      derived.put("quarkus.otel.sdk.disabled", "false");
      derived.put("quarkus.otel.exporter.otlp.endpoint", endpoint);
    }
    String certificate = value(context, "tocsin.tls.certificate");
    String key = value(context, "tocsin.tls.key");
    if (certificate != null && key != null) {
      String port = value(context, "tocsin.tls.port");
      derived.put("quarkus.http.ssl-port", port == null ? "8443" : port);
      derived.put("quarkus.http.ssl.certificate.files", certificate);
      derived.put("quarkus.http.ssl.certificate.key-files", key);
      derived.put("quarkus.http.insecure-requests", "enabled");
    }
    return List.of(new PropertiesConfigSource(derived, "derived settings", ABOVE_DEFAULTS));
  }

  private static @Nullable String value(ConfigSourceContext context, String name) {
    ConfigValue value = context.getValue(name);
    String text = value == null ? null : value.getValue();
    return text == null || text.isBlank() ? null : text;
  }
}
