package dev.tocsin.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.proto.alerting.v1.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisionerTest {
  private static final String ID = "11111111-1111-1111-1111-111111111111";
  private static final String INTEGRATION =
      "{\"id\": \"%s\", \"name\": \"I\", \"source\": \"generic\"}".formatted(ID);
  private static final String WITH_KEY =
      "integrations: [{name: I, source: generic, key: tci_0123456789abcdefghijklmnop}]";

  private final FakeTocsin tocsin = new FakeTocsin();

  @AfterEach
  void close() {
    tocsin.close();
  }

  @Test
  void theKeyOfAnIntegrationMadeByHandIsNotReplacedUnlessAskedFor() {
    tocsin.has(Kind.INTEGRATION, INTEGRATION, "user:ada", "r1");

    ProvisioningException refused =
        assertThrows(ProvisioningException.class, () -> apply(WITH_KEY, false));

    assertTrue(refused.getMessage().contains("integration I was made by user:ada"));
    assertEquals(List.of(), tocsin.writes);
    assertEquals(List.of("gave integration I its key"), apply(WITH_KEY, true).lines());
  }

  @Test
  void anIntegrationMadeByHandIsFollowedWhereTheFileGivesNoKey() {
    tocsin.has(Kind.INTEGRATION, INTEGRATION, "user:ada", "r1");

    assertTrue(apply("integrations: [{name: I, source: generic}]", false).isEmpty());
  }

  @Test
  void whatWasAdoptedOnceIsFollowedFromThenOn() {
    tocsin.has(Kind.INTEGRATION, INTEGRATION, "user:ada", "r1");
    tocsin.happened(
        "integration.update", Kind.INTEGRATION.auditResource(ID), "key:k", "provision-1");
    tocsin.happened("integration.update", Kind.INTEGRATION.auditResource(ID), "user:ada", "r2");

    assertEquals(List.of("gave integration I its key"), apply(WITH_KEY, false).lines());
  }

  @Test
  void passwordsOfPeopleWhoWereMadeAreNotLostWhenALaterThingIsRefused() {
    tocsin.refused.add("POST /api/v1/teams");

    ProvisioningException stopped =
        assertThrows(
            ProvisioningException.class,
            () -> apply("users: [{email: ada@x.example}]\nteams: [{name: T}]", false));

    assertEquals(List.of("ada@x.example  once-only"), stopped.passwords());
    assertFalse(stopped.getMessage().contains("once-only"), stopped.getMessage());
    assertTrue(stopped.getMessage().contains("stopped after: made user ada@x.example"));
  }

  @Test
  void aPersonMayBeMadeInactive() {
    apply("users: [{email: ada@x.example, active: false}, {email: ben@x.example}]", false);

    assertFalse(tocsin.only(Kind.USER).path("active").asBoolean());
    assertEquals(1, tocsin.writes.stream().filter(call -> call.startsWith("PATCH ")).count());
  }

  @Test
  void theOrderOfRoutesFollowsTheFileWhenOneIsPutBetween() {
    Declarations declared =
        declared(
            """
            routes:
              - {name: A, policy: P}
              - {name: B, policy: P}
              - {name: C, policy: P}
              - {name: D, policy: P, position: 7}
            """);
    Route before = Route.newBuilder().setId(ID).setPosition(20).build();

    assertEquals(
        List.of(10, 20, 30, 7),
        declared.items().stream()
            .map(item -> Draft.of(item, new Names(false), before, new ArrayList<>()).after())
            .map(route -> ((Route) route).getPosition())
            .toList());
  }

  @Test
  void aRouteKeepsItsConditionUnlessTheFileSaysAnEmptyOne() {
    Route before = Route.newBuilder().setId(ID).setCondition("severity == 'critical'").build();

    assertEquals("severity == 'critical'", condition("{name: A, policy: P}", before));
    assertEquals("", condition("{name: A, policy: P, match: ''}", before));
  }

  private static String condition(String route, Route before) {
    Item item = declared("routes: [" + route + "]").items().getFirst();
    return ((Route) Draft.of(item, new Names(false), before, new ArrayList<>()).after())
        .getCondition();
  }

  private Report apply(String text, boolean adopt) {
    return new Provisioner(tocsin.api(), adopt).apply(declared(text));
  }

  private static Declarations declared(String text) {
    SettingsFile file = SettingsFile.parse("t.yaml", text, name -> null);
    assertEquals(List.of(), file.problems());
    Declarations declared = Declarations.of(file.declarations());
    assertEquals(List.of(), declared.problems());
    return declared;
  }
}
