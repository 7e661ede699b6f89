package dev.tocsin.ticketing.provider.webhook;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.webhook.StandardWebhooks;
import dev.tocsin.ticketing.provider.ProviderSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/** Checks what a person entered for a receiver of webhooks. */
final class WebhookForm {
  private static final String FIELD = "provider.webhook.";

  private WebhookForm() {}

  static ProviderSettings checked(ProviderSettings settings, SecureRandom random) {
    url(settings.text("url"));
    headers(settings.secretMap("headers"));
    String secret = settings.text("secret");
    if (secret.isEmpty()) {
      return settings.withSecret("secret", StandardWebhooks.newSecret(random));
    }
    if (!StandardWebhooks.isSecret(secret)) {
      throw Invalid.field(
          FIELD + "secret",
          "must be whsec_ and the base64 of 24 to 64 bytes; leave it empty to have one made");
    }
    return settings;
  }

  private static void url(String url) {
    URI uri = URI.create(url);
    if (uri.getHost() == null
        || uri.getScheme() == null
        || !uri.getScheme().matches("(?i)https?")) {
      throw Invalid.field(FIELD + "url", "must begin with https:// or http:// and name a host");
    }
  }

  private static void headers(Map<String, String> headers) {
    headers.forEach(
        (name, value) -> {
          if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
              || value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw Invalid.field(
                FIELD + "headers",
                "'%s' is not a header name, or its value holds a control character"
                    .formatted(name));
          }
          if (name.toLowerCase(Locale.ROOT)
              .matches("webhook-.*|host|content-length|content-type|transfer-encoding")) {
            throw Invalid.field(
                FIELD + "headers", "'%s' is set by Tocsin itself; leave it out".formatted(name));
          }
        });
  }
}
