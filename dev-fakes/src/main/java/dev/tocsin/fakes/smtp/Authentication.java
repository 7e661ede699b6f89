package dev.tocsin.fakes.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * AUTH PLAIN and AUTH LOGIN (RFC 4954): a short conversation that ends with a name or a refusal.
 */
final class Authentication {

  /** What the server says next; {@code user} is set when the client has proved who it is. */
  record Step(String reply, boolean finished, @Nullable String user) {}

  private static final String WRONG = "535 5.7.8 wrong user name or password";

  private final Map<String, String> users;
  private final boolean plain;
  private @Nullable String loginName;

  private Authentication(Map<String, String> users, boolean plain) {
    this.users = users;
    this.plain = plain;
  }

  /** Starts the named mechanism, or empty when it is not offered. */
  static Optional<Authentication> start(String mechanism, Map<String, String> users) {
    return switch (mechanism.toUpperCase(Locale.ROOT)) {
      case "PLAIN" -> Optional.of(new Authentication(users, true));
      case "LOGIN" -> Optional.of(new Authentication(users, false));
      default -> Optional.empty();
    };
  }

  /** The first challenge, when the client sent no initial response. */
  Step challenge() {
    return more(plain ? "334 " : "334 VXNlcm5hbWU6");
  }

  /** Takes the client's next line. */
  Step take(String line) {
    if (line.equals("*")) {
      return new Step("501 5.7.0 authentication cancelled", true, null);
    }
    Optional<String> decoded = decode(line);
    if (decoded.isEmpty()) {
      return new Step("501 5.5.2 that is not base64", true, null);
    }
    if (plain) {
      String[] parts = decoded.get().split("\0", -1);
      return parts.length == 3
          ? verdict(parts[1], parts[2])
          : new Step("501 5.5.2 PLAIN is authzid NUL authcid NUL password", true, null);
    }
    if (loginName == null) {
      loginName = decoded.get();
      return more("334 UGFzc3dvcmQ6");
    }
    return verdict(loginName, decoded.get());
  }

  private Step verdict(String name, String password) {
    return password.equals(users.get(name))
        ? new Step("235 2.7.0 welcome", true, name)
        : new Step(WRONG, true, null);
  }

  private static Step more(String reply) {
    return new Step(reply, false, null);
  }

  private static Optional<String> decode(String line) {
    try {
      String encoded = line.equals("=") ? "" : line;
      return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
