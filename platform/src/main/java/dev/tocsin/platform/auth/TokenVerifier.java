package dev.tocsin.platform.auth;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Tells whose access token this is. Access tokens are JWTs signed RS256 by identity with the claims
 * {@code iss} "tocsin", {@code sub} user id, {@code tid} tenant id, {@code rol} role, {@code sid}
 * session id and {@code exp}. They are checked offline against identity's published key set, which
 * is fetched once and again when a token names a key that is not in it.
 */
public interface TokenVerifier {

  /**
   * @param token the token as presented
   * @return the caller behind it with an empty request id, or empty when the token is not genuine
   *     or has expired; fails with {@code Unavailable} when the key set was never received
   */
  Uni<Optional<Caller>> verify(String token);
}
