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
 * @param siblingUseTime when another token that was made from the same one was first exchanged;
 *     empty while none was
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
    Optional<Instant> tokenUseTime,
    Optional<Instant> siblingUseTime) {

  /** What becomes of the presented token. */
  enum Verdict {
    /** It is exchanged for a new pair. */
    RENEW,
    /** The session is over, or was opened with a one-time password: nothing happens. */
    OVER,
    /**
     * It was exchanged longer ago, or its sibling was, so somebody has a copy: the session ends.
     */
    STOLEN
  }

  /**
   * The verdict.
   *
   * @param grace a token may be exchanged again this long: tabs of a browser that refresh at once
   *     share it, and an answer that got lost is asked for again. Of the tokens that were made so
   *     only one is used later on; a second one that is has been copied
   */
  Verdict verdict(Instant now, Duration grace) {
    if (endTime.isPresent() || !active || mustChangePassword || !now.isBefore(expireTime)) {
      return Verdict.OVER;
    }
    return isWithin(tokenUseTime, grace, now) && isWithin(siblingUseTime, grace, now)
        ? Verdict.RENEW
        : Verdict.STOLEN;
  }

  private static boolean isWithin(Optional<Instant> used, Duration grace, Instant now) {
    return used.map(at -> now.isBefore(at.plus(grace))).orElse(true);
  }
}
