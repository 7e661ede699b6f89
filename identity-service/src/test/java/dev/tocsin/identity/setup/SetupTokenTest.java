package dev.tocsin.identity.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the environment may say of the set-up token. */
class SetupTokenTest {

  @Test
  void anEmptyOneSwitchesSetUpOff() {
    SetupToken token = new SetupToken(Optional.of(" "));
    assertEquals(Optional.empty(), token.hash());
    assertFalse(token.is(""));
    assertFalse(new SetupToken(Optional.of("")).is(""));
  }

  @Test
  void oneThatCouldBeGuessedStopsTheStart() {
    String message =
        assertThrows(ConfigurationException.class, () -> new SetupToken(Optional.of("short")))
            .getMessage();
    assertTrue(message.contains("TOCSIN_SETUP_TOKEN"), message);
  }
}
