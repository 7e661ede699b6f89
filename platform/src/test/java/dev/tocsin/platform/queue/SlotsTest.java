package dev.tocsin.platform.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SlotsTest {

  final UUID storm = UUID.randomUUID();
  final Slots slots = new Slots(100);

  @Test
  void keepsTheLastQuarterForTenantsThatHaveFew() {
    int claimed = slots.open(1000);
    assertEquals(75, claimed);
    take(storm, claimed);

    assertEquals(0, slots.open(1000));
    assertEquals(12, slots.reserved(1000));
    assertArrayEquals(new UUID[] {storm}, slots.passedOver());
    slots.release(storm);
    assertEquals(1, slots.open(1000));
  }

  @Test
  void keepsASlotHoweverManyTenantsHang() {
    take(storm, slots.open(1000));
    for (int tenant = 0; tenant < 5; tenant++) {
      UUID hanging = UUID.randomUUID();
      int claimed = slots.reserved(1000);
      assertTrue(claimed > 0, "tenant " + tenant + " found a slot");
      take(hanging, claimed);
    }
  }

  private void take(UUID tenant, int count) {
    for (int i = 0; i < count; i++) {
      slots.take(tenant);
    }
  }

  @Test
  void claimsNothingWhenFull() {
    take(storm, 100);

    assertEquals(0, slots.open(1000));
    assertEquals(0, slots.reserved(1000));
  }
}
