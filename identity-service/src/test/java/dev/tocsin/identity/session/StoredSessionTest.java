package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.session.StoredSession.Verdict;
import dev.tocsin.proto.platform.v1.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredSessionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Optional<Instant> NOT_USED = Optional.empty();

  @Test
  void renewsAnOpenSession() {
    assertEquals(Verdict.RENEW, session(Optional.empty(), true, NOT_USED).verdict(NOW, GRACE));
  }

  @Test
  void takesASecondUseForATheft() {
    assertEquals(Verdict.STOLEN, session(Optional.empty(), true, used(GRACE)).verdict(NOW, GRACE));
    assertEquals(
        Verdict.STOLEN,
        session(Optional.empty(), true, used(Duration.ZERO)).verdict(NOW, Duration.ZERO));
  }

  @Test
  void renewsAgainForTabsThatRefreshAtOnce() {
    Optional<Instant> justNow = used(GRACE.minusNanos(1));

    assertEquals(Verdict.RENEW, session(Optional.empty(), true, justNow).verdict(NOW, GRACE));
  }

  @Test
  void takesTheUseOfTwoTokensOfOneParentForATheftUnlessTheyAreUsedAtOnce() {
    Optional<Instant> longAgo = used(GRACE);
    Optional<Instant> justNow = used(GRACE.minusNanos(1));

    assertEquals(Verdict.STOLEN, withSibling(NOT_USED, longAgo).verdict(NOW, GRACE));
    assertEquals(Verdict.STOLEN, withSibling(justNow, longAgo).verdict(NOW, GRACE));
    assertEquals(Verdict.RENEW, withSibling(NOT_USED, justNow).verdict(NOW, GRACE));
  }

  @Test
  void endedSessionsAreOverWhoeverAsks() {
    assertEquals(Verdict.OVER, session(Optional.of(NOW), true, NOT_USED).verdict(NOW, GRACE));
    assertEquals(Verdict.OVER, session(Optional.of(NOW), true, used(GRACE)).verdict(NOW, GRACE));
  }

  @Test
  void aDeactivatedPersonsSessionIsOver() {
    assertEquals(Verdict.OVER, session(Optional.empty(), false, NOT_USED).verdict(NOW, GRACE));
  }

  @Test
  void aSessionOfAOneTimePasswordDoesNotGoOn() {
    assertEquals(Verdict.OVER, session(Optional.empty(), true, true, NOT_USED).verdict(NOW, GRACE));
  }

  @Test
  void isOverFromItsEndOn() {
    StoredSession session = session(Optional.empty(), true, NOT_USED);

    assertEquals(Verdict.RENEW, session.verdict(session.expireTime().minusNanos(1), GRACE));
    assertEquals(Verdict.OVER, session.verdict(session.expireTime(), GRACE));
  }

  private static Optional<Instant> used(Duration ago) {
    return Optional.of(NOW.minus(ago));
  }

  private static StoredSession session(
      Optional<Instant> ended, boolean active, Optional<Instant> used) {
    return session(ended, active, false, used);
  }

  private static StoredSession session(
      Optional<Instant> ended, boolean active, boolean oneTime, Optional<Instant> used) {
    return new StoredSession(
        new UUID(0, 1),
        new UUID(0, 2),
        new UUID(0, 3),
        NOW.minus(Duration.ofDays(1)),
        NOW.plus(Duration.ofDays(1)),
        ended,
        Role.ROLE_VIEWER,
        active,
        oneTime,
        used,
        Optional.empty());
  }

  private static StoredSession withSibling(Optional<Instant> used, Optional<Instant> sibling) {
    StoredSession alone = session(Optional.empty(), true, used);
    return new StoredSession(
        alone.tenantId(),
        alone.id(),
        alone.userId(),
        alone.createTime(),
        alone.expireTime(),
        alone.endTime(),
        alone.role(),
        alone.active(),
        alone.mustChangePassword(),
        used,
        sibling);
  }
}
