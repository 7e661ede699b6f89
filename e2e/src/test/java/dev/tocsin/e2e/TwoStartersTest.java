package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Two processes that begin one installation at the same moment, on one empty database: migrations,
 * the first owner and what a file declares are made once, whoever is faster at which.
 */
class TwoStartersTest {
  private static final Pattern PASSWORD = Pattern.compile("password  (\\S+)");
  private static final String OWNER = "olive@starters.example";

  private static final String DECLARED =
      """
      teams:
        - name: Databases
          members: [%1$s]
      channels:
        - name: Hook
          webhook: {url: "http://127.0.0.1:9/x", secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3}
      escalation_policies:
        - name: Databases
          default: true
          steps:
            - notify: "channel(Hook)"
      routes:
        - name: Databases
          match: {team: db}
          policy: Databases
      integrations:
        - name: Alertmanager
          source: alertmanager
          key: tci_0123456789abcdefghijklmnopstarts
      """
          .formatted(OWNER);

  @Test
  void endWithOneOwnerOneOfEachAndNoError() {
    try (var pair = OneProcess.pair("starters", OWNER, DECLARED)) {
      List<String> said = new ArrayList<>();
      for (OneProcess each : pair.both()) {
        Wait.untilTrue(
            () -> followed(each.server().process().output()),
            () -> "the file was not followed; " + each.server().process().lastWords());
        said.add(each.server().process().output());
      }

      List<String> passwords =
          said.stream()
              .flatMap(words -> PASSWORD.matcher(words).results().map(r -> r.group(1)))
              .toList();
      assertEquals(1, passwords.size(), () -> "one owner is made: " + String.join("\n", said));
      for (String words : said) {
        assertFalse(words.contains(" ERROR "), words);
        assertFalse(words.contains("was not followed"), words);
      }
      for (OneProcess each : pair.both()) {
        Rest owner = owner(each, passwords.getFirst());
        assertEquals(List.of(OWNER), names(owner, "users", "email"));
        assertEquals(List.of("Databases"), names(owner, "teams", "name"));
        assertEquals(List.of("Hook"), names(owner, "channels", "name"));
        assertEquals(List.of("Databases"), names(owner, "routes", "name"));
        assertEquals(List.of("Alertmanager"), names(owner, "integrations", "name"));
      }
    }
  }

  private static boolean followed(String output) {
    return output.contains("The configuration file was followed")
        || output.contains("Everything is as the configuration file declares");
  }

  private static Rest owner(OneProcess tocsin, String password) {
    var credentials = Map.of("tenant", "default", "email", OWNER, "password", password);
    return tocsin
        .nobody()
        .bearing(
            tocsin.nobody().post("/api/v1/auth/sign-in", credentials).ok().text("accessToken"));
  }

  private static List<String> names(Rest owner, String kind, String field) {
    JsonNode all = owner.get("/api/v1/" + kind).ok().json().path(kind);
    return StreamSupport.stream(all.spliterator(), false)
        .map(one -> one.path(field).asText())
        .toList();
  }
}
