package dev.tocsin.platform.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.error.Invalid;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTokenTest {
  @Test
  void readsBackTheKeyItWasMadeFrom() {
    String token = PageToken.after("alerts", "2026-01-01T00:00:00Z", "é€");
    assertEquals(
        List.of("2026-01-01T00:00:00Z", "é€"), PageToken.read("alerts", token, 2).orElseThrow());
  }

  @Test
  void startsAtTheBeginningWithoutAToken() {
    assertTrue(PageToken.read("alerts", "", 2).isEmpty());
  }

  @Test
  void refusesATokenOfAnotherList() {
    String token = PageToken.after("users", "a", "b");
    assertThrows(Invalid.class, () -> PageToken.read("alerts", token, 2));
  }

  @Test
  void refusesAnAlteredOrCutToken() {
    String token = PageToken.after("alerts", "key");
    for (int i = 0; i < token.length(); i++) {
      String altered =
          token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
      String cut = token.substring(0, i);
      if (i > 0) {
        assertThrows(Invalid.class, () -> PageToken.read("alerts", cut, 1), cut);
      }
      if (i < token.length() - 1) {
        assertThrows(Invalid.class, () -> PageToken.read("alerts", altered, 1), altered);
      }
    }
  }

  @Test
  void refusesWhatIsNoToken() {
    assertThrows(Invalid.class, () -> PageToken.read("alerts", "%%%", 1));
  }
}
