package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls the network policies let through, decided as Kubernetes defines it. */
class NetworkTest {
  private static final List<String> SERVICES =
      List.of("identity", "alerting", "notification", "ticket");
  private static final String ANYBODY = "198.51.100.7";
  private static final String CREDENTIALS_OF_THE_CLOUD = "169.254.169.254";

  @Test
  void servicesReachOneAnotherAndWhatTheyStoreIn() {
    Network network = Network.of("external");
    for (String from : SERVICES) {
      for (String to : SERVICES) {
        assertTrue(network.lets(from, to, 8080), from + " to " + to);
      }
      assertTrue(network.letsOut(from, ANYBODY, 6432), from + " to the database");
      assertTrue(network.letsOut(from, ANYBODY, 6380), from + " to Redis");
      assertTrue(network.letsOut(from, ANYBODY, 53), from + " to names");
    }
    assertTrue(network.letsOut("migrate", ANYBODY, 6432));
    assertFalse(network.letsOut("migrate", ANYBODY, 6380));
    assertTrue(network.letsOut("retention", ANYBODY, 6432));
    assertFalse(network.letsOut("retention", ANYBODY, 443));
  }

  @Test
  void onlyThoseThatSpeakToProvidersReachThem() {
    Network network = Network.of("external");
    for (int port : List.of(443, 25, 465, 587)) {
      assertTrue(network.letsOut("notification", ANYBODY, port));
      assertTrue(network.letsOut("ticket", ANYBODY, port));
      assertFalse(network.letsOut("alerting", ANYBODY, port));
      assertFalse(network.letsOut("identity", ANYBODY, port));
      assertFalse(network.letsOut("ui", ANYBODY, port));
      assertFalse(network.letsOut("notification", CREDENTIALS_OF_THE_CLOUD, port));
    }
    assertFalse(network.letsOut("notification", ANYBODY, 22));
  }

  @Test
  void peopleReachTheServicesAndTheInterfaceAndNothingElse() {
    Network network = Network.of("external");
    for (String to : SERVICES) {
      assertTrue(network.letsIn(ANYBODY, to, 8080));
      assertTrue(network.lets("ui", to, 8080), "the interface passes calls on");
      assertFalse(network.lets(to, "ui", 5432));
    }
    assertTrue(network.letsIn(ANYBODY, "ui", 8080));
    assertFalse(network.letsIn(ANYBODY, "migrate", 8080));
    assertFalse(network.letsIn(ANYBODY, "identity", 8443));
    assertFalse(network.letsOut("ui", ANYBODY, 6432));
  }

  @Test
  void thePortForCertificatesIsForServicesAlone() {
    Network network = Network.of("mutual-tls");
    for (String from : SERVICES) {
      for (String to : SERVICES) {
        assertTrue(network.lets(from, to, 8443), from + " to " + to);
      }
      assertFalse(network.letsIn(ANYBODY, from, 8443));
      assertFalse(network.lets("ui", from, 8443));
    }
  }

  @Test
  void namedPeersAreTheOnlyOnes() {
    Network network = Network.of("everything");
    assertFalse(network.letsIn(ANYBODY, "identity", 8080));
    assertFalse(network.letsOut("identity", ANYBODY, 5432));
    assertTrue(network.letsOut("identity", "10.2.3.4", 5432));
    assertTrue(network.lets("identity", Map.of("app", "redis"), 6379));
    assertFalse(network.letsOut("identity", ANYBODY, 6379));
    assertTrue(network.letsOut("notification", ANYBODY, 8080), "extraEgress");
    assertTrue(network.letsOut("alerting", ANYBODY, 4318), "the collector");
  }

  @Test
  void theOperatorsPodsAreReached() {
    Network network = Network.of("operators");
    Map<String, String> redis = RedisOperatorTest.podLabels();
    for (String from : SERVICES) {
      assertTrue(
          network.lets(from, Map.of("cnpg.io/cluster", "pager-tocsin-postgres"), 5432), from);
      assertTrue(network.lets(from, redis, 6379), from);
      assertFalse(network.lets(from, redis, 6380), from);
      assertFalse(network.letsOut(from, ANYBODY, 5432));
    }
    assertFalse(network.letsIn(ANYBODY, redis, 6379), "Redis is for the services alone");
  }

  @Test
  void aServiceWithADatabaseOfItsOwnReachesIt() {
    Network network = Network.of("existing-secret");
    assertTrue(network.letsOut("identity", ANYBODY, 5433));
    assertTrue(network.letsOut("alerting", ANYBODY, 5432));
  }

  @Test
  void theStandaloneIsReachedAndReachesProviders() {
    Network network = Network.of("standalone");
    assertTrue(network.letsIn(ANYBODY, "standalone", 8080));
    assertTrue(network.letsOut("standalone", ANYBODY, 443));
    assertFalse(network.letsOut("standalone", ANYBODY, 5432));
    assertFalse(network.letsOut("standalone", CREDENTIALS_OF_THE_CLOUD, 443));
  }

  @Test
  void thereAreNoneWhereTheyAreSwitchedOff() {
    assertEquals(List.of(), Rendering.of("bare").of(NetworkPolicy.class));
  }
}
