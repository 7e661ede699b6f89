package dev.tocsin.platform.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.proto.identity.v1.TenantRetention;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of two times the shorter holds. */
class KeepingTest {

  private static final Duration INSTALLATION = Duration.ofDays(90);

  @Test
  void keepsAsLongAsTheTenantWhenThatIsShorterThanTheInstallation() {
    TenantRetention wish =
        TenantRetention.newBuilder().setDeliveryDays(30).setTicketNoteDays(400).build();

    assertEquals(Duration.ofDays(30), Keeping.DELIVERIES.of(wish, INSTALLATION));
    assertEquals(INSTALLATION, Keeping.TICKET_NOTES.of(wish, INSTALLATION));
    assertEquals(INSTALLATION, Keeping.INSTALLATION.of(wish, INSTALLATION));
  }

  @Test
  void keepsAlertsForAWeekAtLeast() {
    TenantRetention wish = TenantRetention.newBuilder().setAlertDays(30).build();
    TenantRetention hasty = TenantRetention.newBuilder().setAlertDays(1).build();

    assertEquals(Duration.ofDays(30), Keeping.ALERTS.of(wish, INSTALLATION));
    assertEquals(Duration.ofDays(7), Keeping.ALERTS.of(hasty, INSTALLATION));
  }

  @Test
  void refusesAnInstallationThatKeepsForTooShortATime() {
    Keeping.ALERTS.check("tocsin.a", Duration.ofDays(7));
    Keeping.DELIVERIES.check("tocsin.a", Duration.ofMinutes(1));

    for (Duration kept : List.of(Duration.ofDays(6), Duration.ZERO, Duration.ofDays(-1))) {
      var refused =
          assertThrows(IllegalStateException.class, () -> Keeping.ALERTS.check("tocsin.a", kept));
      assertTrue(refused.getMessage().contains("tocsin.a is " + kept), refused.getMessage());
    }
    assertThrows(
        IllegalStateException.class, () -> Keeping.DELIVERIES.check("tocsin.a", Duration.ZERO));
  }

  @Test
  void keepsAsLongAsTheInstallationForATenantThatWishesNothing() {
    assertEquals(
        INSTALLATION, Keeping.DELIVERIES.of(TenantRetention.getDefaultInstance(), INSTALLATION));
  }
}
