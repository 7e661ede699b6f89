package dev.tocsin.platform.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.proto.identity.v1.TenantRetention;
import java.time.Duration;
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
  void keepsAsLongAsTheInstallationForATenantThatWishesNothing() {
    assertEquals(
        INSTALLATION, Keeping.DELIVERIES.of(TenantRetention.getDefaultInstance(), INSTALLATION));
  }
}
