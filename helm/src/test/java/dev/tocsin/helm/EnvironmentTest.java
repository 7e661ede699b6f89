package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values that reach a container as a variable of its environment. */
class EnvironmentTest {

  @Test
  void theJobMigratesEachDatabaseAsItsOwnOwner() {
    Objects objects = Rendering.of("existing-secret");
    assertEquals(
        Optional.of("identity_owner"),
        variable(objects, "migrate", "TOCSIN_IDENTITY_DB_OWNER_USERNAME"));
    assertEquals(
        Optional.empty(), variable(objects, "migrate", "TOCSIN_ALERTING_DB_OWNER_USERNAME"));
  }

  @Test
  void theInterfaceBelievesTheProxiesThatAreNamedAndTheServicesBelieveTheInterface() {
    Objects objects = Rendering.of("bare");
    assertEquals(
        Optional.of("10.1.0.0/16 192.0.2.7"), variable(objects, "ui", "TOCSIN_UI_TRUSTED_PROXIES"));
    assertTrue(believed(objects));
  }

  @Test
  void nobodyIsBelievedWhereThereIsNothingInFront() {
    Objects objects = Rendering.of("external");
    assertEquals(Optional.empty(), variable(objects, "ui", "TOCSIN_UI_TRUSTED_PROXIES"));
    assertEquals(false, believed(objects));
  }

  private static Optional<String> variable(Objects objects, String component, String name) {
    List<EnvVar> env = objects.pod(component).getSpec().getContainers().getFirst().getEnv();
    return env.stream()
        .filter(variable -> variable.getName().equals(name))
        .map(EnvVar::getValue)
        .findFirst();
  }

  /** Do the services take a caller's address from X-Forwarded-For? */
  private static boolean believed(Objects objects) {
    Map<String, Object> settings =
        Chart.yaml(objects.one(ConfigMap.class, "pager-tocsin").getData().get("tocsin.yaml"));
    return settings.getOrDefault("rest", "").toString().contains("trusted-hops=1");
  }
}
