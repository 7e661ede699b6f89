package dev.tocsin.platform.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    // A factory does not see the sources of another one.
    Map<String, String> file =
        FileSettings.file(context).map(SettingsFile::values).orElse(Map.of());
    Map<String, String> derived = derived(name -> value(context, file, name));
    return List.of(new PropertiesConfigSource(derived, "derived settings", ABOVE_DEFAULTS));
  }

  private static Map<String, String> derived(Function<String, @Nullable String> settings) {
    Map<String, String> derived = new HashMap<>();
    @Nullable String format = settings.apply("tocsin.log.format");
    if (format != null) {
      derived.put("quarkus.log.console.json.enabled", Boolean.toString(!format.equals("text")));
    }
    @Nullable String endpoint = settings.apply("otel.exporter.otlp.endpoint");
    if (endpoint != null) {
      derived.put("quarkus.otel.sdk.disabled", "false");
      derived.put("quarkus.otel.exporter.otlp.endpoint", endpoint);
    }
    @Nullable String certificate = settings.apply("tocsin.tls.certificate");
    @Nullable String key = settings.apply("tocsin.tls.key");
    if (certificate != null && key != null) {
      @Nullable String port = settings.apply("tocsin.tls.port");
      derived.put("quarkus.http.ssl-port", port == null ? "8443" : port);
      derived.put("quarkus.http.ssl.certificate.files", certificate);
      derived.put("quarkus.http.ssl.certificate.key-files", key);
      @Nullable String reload = settings.apply("tocsin.tls.reload");
      derived.put("quarkus.http.ssl.certificate.reload-period", reload == null ? "PT10M" : reload);
      derived.put("quarkus.http.insecure-requests", "enabled");
    }
    return derived;
  }

  private static @Nullable String value(
      ConfigSourceContext context, Map<String, String> file, String name) {
    @Nullable ConfigValue value = context.getValue(name);
    boolean above = value != null && value.getConfigSourceOrdinal() > FileSettings.RANK;
    @Nullable String text =
        value == null || (!above && file.containsKey(name)) ? file.get(name) : value.getValue();
    return text == null || text.isBlank() ? null : text;
  }
}
