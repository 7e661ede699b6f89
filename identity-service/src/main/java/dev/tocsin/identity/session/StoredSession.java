package dev.tocsin.identity.session;

import dev.tocsin.proto.platform.v1.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session at the moment one of its refresh tokens is presented.
 *
 * @param endTime when it was ended; empty while it is open
 * @param active whether its person may sign in
 * @param tokenUsed whether the presented token was exchanged before
 */
record StoredSession(
    UUID tenantId,
    UUID id,
    UUID userId,
    Instant createTime,
    Instant expireTime,
    Optional<Instant> endTime,
    Role role,
    boolean active,
    boolean mustChangePassword,
    boolean tokenUsed) {

  /** What becomes of the presented token. */
  enum Verdict {
    /** It is exchanged for a new pair. */
    RENEW,
    /** The session is over: nothing happens. */
    OVER,
    /** It was exchanged before, so somebody has a copy: the session ends. */
    STOLEN
  }

  Verdict verdict(Instant now) {
    if (endTime.isPresent() || !active || !now.isBefore(expireTime)) {
      return Verdict.OVER;
    }
    return tokenUsed ? Verdict.STOLEN : Verdict.RENEW;
  }
}
