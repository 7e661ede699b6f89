package dev.tocsin.notification.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.secret.KeyRing;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes and reads the links that answer a page. */
@Singleton
public class AnswerLinks {

  private static final String PURPOSE = "answer-link";
  private static final int LONGEST = 1000;

  private final KeyRing keys;
  private final LinkConfig config;
  private final String publicUrl;

  AnswerLinks(
      KeyRing keys,
      LinkConfig config,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.keys = keys;
    this.config = config;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  /** The address to put into a message that is sent at {@code now}. */
  public String make(UUID tenant, String group, String user, UUID delivery, Instant now) {
    JsonArray claims =
        new JsonArray()
            .add(group)
            .add(user)
            .add(delivery.toString())
            .add(now.plus(config.validity()).getEpochSecond());
    byte[] sealed = keys.seal(tenant, PURPOSE, claims.encode().getBytes(UTF_8));
    ByteBuffer token =
        ByteBuffer.allocate(16 + sealed.length)
            .putLong(tenant.getMostSignificantBits())
            .putLong(tenant.getLeastSignificantBits())
            .put(sealed);
    return publicUrl
        + "/respond/"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /** A path of this installation as those outside reach it; empty for none. */
  public String absolute(String path) {
    return path.isEmpty() ? "" : publicUrl + path;
  }

  /**
   * What a token allows; empty when it is none of ours. Whether it is still valid is the caller's
   * to ask.
   */
  public Optional<AnswerLink> read(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      UUID tenant = new UUID(buffer.getLong(), buffer.getLong());
      byte[] clear = keys.open(tenant, PURPOSE, Arrays.copyOfRange(bytes, 16, bytes.length));
      JsonArray claims = new JsonArray(new String(clear, UTF_8));
      return Optional.of(
          new AnswerLink(
              tenant,
              claims.getString(0),
              claims.getString(1),
              UUID.fromString(claims.getString(2)),
              Instant.ofEpochSecond(claims.getLong(3))));
    } catch (IllegalArgumentException
        | IllegalStateException
        | java.nio.BufferUnderflowException
        | DecodeException e) {
      return Optional.empty();
    }
  }
}
