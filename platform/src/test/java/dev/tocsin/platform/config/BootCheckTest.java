package dev.tocsin.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootCheckTest {

  private static List<String> missing(Map<String, String> settings) {
    return BootCheck.missing(name -> Optional.ofNullable(settings.get(name)));
  }

  @Test
  void namesEachMissingSettingAndTheFix() {
    List<String> sentences = missing(Map.of());

    assertEquals(3, sentences.size());
    assertTrue(sentences.get(0).contains("TOCSIN_SERVICE_SECRET"));
    assertTrue(sentences.get(1).contains("TOCSIN_KEYRING"));
    assertTrue(sentences.get(2).contains("TOCSIN_DB_PASSWORD"));
  }

  @Test
  void refusesAShortServiceSecret() {
    List<String> sentences =
        missing(
            Map.of(
                "tocsin.service-secret",
                "short",
                "tocsin.keyring",
                "1:x",
                "tocsin.db.password",
                "p"));

    assertEquals(1, sentences.size());
    assertTrue(sentences.get(0).contains("too short"));
  }

  @Test
  void isContentWithADatabaseOfTheServicesOwn() {
    assertEquals(
        List.of(),
        missing(
            Map.of(
                "tocsin.service-secret",
                "0123456789abcdef0123456789abcdef",
                "tocsin.keyring",
                "1:x",
                "tocsin.identity.db.password",
                "p")));
  }
}
