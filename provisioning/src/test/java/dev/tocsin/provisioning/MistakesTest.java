package dev.tocsin.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.yaml.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file must not say. */
class MistakesTest {

  @Test
  void turnsWithoutAnybodyAreAMistake() {
    assertEquals(
        List.of(
            "t.yaml line 4: the layer has no `participants`: who takes turns?",
            "t.yaml line 6: `handoff` without `participants`: who takes turns?",
            "t.yaml line 7: `length` without `participants`: who takes turns?",
            "t.yaml line 8: `start_date` without `participants`: who takes turns?"),
        mistakes(
            """
            schedules:
              - name: P
                layers:
                  - name: night
              - name: Q
                handoff: monday 09:00
                length: 2
                start_date: 2026-01-05
            """));
  }

  @Test
  void theLanguageOfAPersonIsNotDeclared() {
    assertEquals(
        List.of(
            "t.yaml line 2: unknown key `locale`: people choose their language themselves, in their"
                + " preferences"),
        mistakes("users:\n  - {email: ada@x.example, locale: de}\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slack: ${SECRET}",
        "users: ${SECRET}",
        "users: [\"${SECRET}\"]",
        "channels: [{name: C, email: \"${SECRET}\"}]",
        "ticket_providers: [{name: T, webhook: {url: 'http://x', headers: \"${SECRET}\"}}]",
        "integrations: [{name: I, source: generic, rate: \"${SECRET}\"}]",
      })
  void aTextWhereAGroupBelongsIsNotShown(String text) {
    List<String> mistakes = mistakes(text);

    assertTrue(String.join("\n", mistakes).contains("a text"), mistakes.toString());
    assertFalse(String.join("\n", mistakes).contains("hunter2"), mistakes.toString());
  }

  @Test
  void aTenantAloneIsSomethingToDo() {
    assertFalse(read("tenant: acme\n").isEmpty());
    assertTrue(read("delivery.max-attempts: 3\n").isEmpty());
  }

  private static List<String> mistakes(String text) {
    return read(text).problems().stream().map(Problem::toString).toList();
  }

  private static Declarations read(String text) {
    SettingsFile file = SettingsFile.parse("t.yaml", text, name -> "hunter2");
    assertEquals(List.of(), file.problems());
    return Declarations.of(file.declarations());
  }
}
