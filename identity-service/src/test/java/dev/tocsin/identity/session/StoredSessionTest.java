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

  @Test
  void renewsAnOpenSession() {
    assertEquals(Verdict.RENEW, session(Optional.empty(), true, false).verdict(NOW));
  }

  @Test
  void takesASecondUseForATheft() {
    assertEquals(Verdict.STOLEN, session(Optional.empty(), true, true).verdict(NOW));
  }

  @Test
  void endedSessionsAreOverWhoeverAsks() {
    assertEquals(Verdict.OVER, session(Optional.of(NOW), true, false).verdict(NOW));
    assertEquals(Verdict.OVER, session(Optional.of(NOW), true, true).verdict(NOW));
  }

  @Test
  void aDeactivatedPersonsSessionIsOver() {
    assertEquals(Verdict.OVER, session(Optional.empty(), false, false).verdict(NOW));
  }

  @Test
  void isOverFromItsEndOn() {
    StoredSession session = session(Optional.empty(), true, false);

    assertEquals(Verdict.RENEW, session.verdict(session.expireTime().minusNanos(1)));
    assertEquals(Verdict.OVER, session.verdict(session.expireTime()));
  }

  private static StoredSession session(Optional<Instant> ended, boolean active, boolean used) {
    return new StoredSession(
        new UUID(0, 1),
        new UUID(0, 2),
        new UUID(0, 3),
        NOW.minus(Duration.ofDays(1)),
        NOW.plus(Duration.ofDays(1)),
        ended,
        Role.ROLE_VIEWER,
        active,
        false,
        used);
  }
}
