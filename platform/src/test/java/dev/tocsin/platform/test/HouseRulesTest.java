package dev.tocsin.platform.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** The rules find what they forbid. */
class HouseRulesTest {

  /** Asks the machine. */
  static class Hasty {
    Instant now() {
      return Instant.now();
    }
  }

  /** Asks the machine in the old way. */
  static class Dated {
    Date now() {
      return new Date();
    }
  }

  private static boolean finds(ArchRule rule, Class<?> offender) {
    return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
  }

  @Test
  void findsWhoAsksTheMachineForTheTime() {
    assertTrue(finds(HouseRules.nobody_asks_the_machine_for_the_time, Hasty.class));
    assertTrue(finds(HouseRules.nobody_asks_the_machine_for_the_time, Dated.class));
  }

  @Test
  void findsAReactiveValue() {
    assertTrue(finds(HouseRules.values_and_decisions_are_synchronous, ReactiveValue.class));
  }
}

record ReactiveValue(Uni<String> later) {}
