package dev.tocsin.ticketing.provider;

import java.util.Map;

/** Settings of a configured provider with its secrets in clear; lives only as long as a call. */
public sealed interface ProviderSettings {

  /**
   * A receiver of signed webhooks.
   *
   * @param url where they go
   * @param secret signing secret, {@code whsec_} and base64
   * @param headers sent along
   */
  record Webhook(String url, String secret, Map<String, String> headers)
      implements ProviderSettings {
    public Webhook {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Webhook[url=" + url + "]";
    }
  }
}
