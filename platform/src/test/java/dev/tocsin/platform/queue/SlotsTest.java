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
  void leavesHalfOfTheSlotsToOthers() {
    int claimed = slots.claimable(1000);
    assertEquals(50, claimed);
    for (int i = 0; i < claimed; i++) {
      slots.take(storm);
    }

    assertArrayEquals(new UUID[] {storm}, slots.passedOver());
    slots.release(storm);
    assertEquals(0, slots.passedOver().length);
  }

  @Test
  void keepsASlotHoweverManyTenantsHang() {
    for (int tenant = 0; tenant < 6; tenant++) {
      UUID hanging = UUID.randomUUID();
      int claimed = slots.claimable(1000);
      assertTrue(claimed > 0, "tenant " + tenant + " found a slot");
      for (int i = 0; i < claimed; i++) {
        slots.take(hanging);
      }
    }

    assertEquals(99, slots.total(), 1);
  }

  @Test
  void claimsNothingWhenFull() {
    for (int i = 0; i < 100; i++) {
      slots.take(storm);
    }

    assertEquals(0, slots.claimable(1000));
  }
}
