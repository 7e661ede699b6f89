package dev.tocsin.identity.session;

import dev.tocsin.proto.platform.v1.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session at the moment one of its refresh tokens is presented.
 *
 * @param endTime when it was ended; empty while it is open
 * @param active whether its person may sign in
 * @param mustChangePassword whether the password is the one-time one. Who may have read that while
 *     it was handed over gets one access token, not a session that goes on unseen
 * @param tokenUseTime when the presented token was first exchanged; empty while it was not
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
    Optional<Instant> tokenUseTime) {

  /** What becomes of the presented token. */
  enum Verdict {
    /** It is exchanged for a new pair. */
    RENEW,
    /** The session is over, or was opened with a one-time password: nothing happens. */
    OVER,
    /** It was exchanged longer ago, so somebody has a copy: the session ends. */
    STOLEN
  }

  /**
   * The verdict.
   *
   * @param grace a token may be exchanged again this long: tabs of a browser that refresh at once
   *     share it, and an answer that got lost is asked for again
   */
  Verdict verdict(Instant now, Duration grace) {
    if (endTime.isPresent() || !active || mustChangePassword || !now.isBefore(expireTime)) {
      return Verdict.OVER;
    }
    return tokenUseTime.map(used -> now.isBefore(used.plus(grace))).orElse(true)
        ? Verdict.RENEW
        : Verdict.STOLEN;
  }
}
