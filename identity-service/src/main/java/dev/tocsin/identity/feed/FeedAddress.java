package dev.tocsin.identity.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.secret.KeyRing;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.UUID;

/**
 * Addresses of calendars: read, sealed, opened. They often are the only secret that guards a
 * calendar, so that only the host is shown.
 */
@Singleton
class FeedAddress {

  /** Also named in {@code IdentitySecrets}. */
  static final String PURPOSE = "calendar_feed.sealed_url";

  private static final String WEBCAL = "webcal:";

  private final KeyRing keys;

  FeedAddress(KeyRing keys) {
    this.keys = keys;
  }

  /** The address; {@code webcal://} means {@code https://}. Fails with {@link Invalid}. */
  static URI read(String field, String text) {
    String bare = text.strip();
    String http =
        bare.regionMatches(true, 0, WEBCAL, 0, WEBCAL.length())
            ? "https:" + bare.substring(WEBCAL.length())
            : bare;
    try {
      URI uri = new URI(http);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("https") && !scheme.equals("http")) {
        throw Invalid.field(field, "must begin with https://, http:// or webcal://");
      }
      if (uri.getHost() == null) {
        throw Invalid.field(field, "names no host");
      }
      if (uri.getRawUserInfo() != null) {
        throw Invalid.field(
            field, "must not hold a user name or password: use the calendar's secret address");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw Invalid.field(field, "is no address: " + e.getReason());
    }
  }

  /** As much as may be seen. */
  static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost() + port + "/…";
  }

  byte[] sealed(UUID tenant, URI uri) {
    return keys.seal(tenant, PURPOSE, uri.toString().getBytes(UTF_8));
  }

  URI open(UUID tenant, byte[] sealed) {
    return URI.create(new String(keys.open(tenant, PURPOSE, sealed), UTF_8));
  }
}
