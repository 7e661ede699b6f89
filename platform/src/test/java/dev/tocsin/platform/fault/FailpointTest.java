package dev.tocsin.platform.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FailpointTest {

  @Test
  void diesAtTheNamedHitOfTheNamedPlace() {
    Failpoint third = Failpoint.parse("step.after_claim:3").orElseThrow();

    assertFalse(third.diesAt("step.after_claim"));
    assertFalse(third.diesAt("step.before_send"));
    assertFalse(third.diesAt("step.after_claim"));
    assertTrue(third.diesAt("step.after_claim"));
    assertFalse(third.diesAt("step.after_claim"));
  }

  @Test
  void diesAtTheFirstHitUnlessToldOtherwise() {
    assertTrue(Failpoint.parse("ack.before_commit").orElseThrow().diesAt("ack.before_commit"));
    assertTrue(Failpoint.parse("").isEmpty());
  }
}
