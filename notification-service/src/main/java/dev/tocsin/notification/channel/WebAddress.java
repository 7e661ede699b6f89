package dev.tocsin.notification.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Web addresses that a setting holds. */
public final class WebAddress {

  private WebAddress() {}

  /** The address, when it is one of {@code http} or {@code https} with a host and no user name. */
  public static Optional<URI> of(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Its host alone, which may be shown though the path may not. */
  public static String host(String text) {
    return of(text).map(URI::getHost).orElse("…");
  }
}
