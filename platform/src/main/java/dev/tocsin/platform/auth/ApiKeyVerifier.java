package dev.tocsin.platform.auth;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Tells whose API key this is. identity-service answers from its own store; elsewhere identity is
 * asked and the answer kept for at most 30 seconds.
 */
public interface ApiKeyVerifier {

  /**
   * @param key the key as presented
   * @return the caller behind it with an empty request id, or empty when the key is unknown,
   *     revoked or expired; fails with {@code Unavailable} when nobody could tell
   */
  Uni<Optional<Caller>> verify(String key);
}
