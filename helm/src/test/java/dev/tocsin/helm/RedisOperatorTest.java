package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The Redis that the operator of OT-Container-Kit makes. */
class RedisOperatorTest {

  /** Of its pods: that operator takes over what stands at the object. */
  static Map<String, String> podLabels() {
    Map<String, Object> metadata = map(redis(Rendering.of("operators")).get("metadata"));
    Map<String, String> labels = new HashMap<>(Map.of("app", metadata.get("name").toString()));
    map(metadata.get("labels")).forEach((name, value) -> labels.put(name, value.toString()));
    return labels;
  }

  @Test
  void noPolicyOfTheReleasesOwnPodsSelectsIt() {
    Map<String, String> labels = podLabels();
    assertTrue(labels.containsKey("app.kubernetes.io/part-of"), labels.toString());
    List<String> selecting =
        Rendering.of("operators").of(NetworkPolicy.class).stream()
            .filter(
                policy ->
                    labels
                        .entrySet()
                        .containsAll(policy.getSpec().getPodSelector().getMatchLabels().entrySet()))
            .map(policy -> policy.getMetadata().getName())
            .toList();
    assertEquals(List.of("pager-tocsin-to-redis"), selecting);
  }

  @Test
  void asksForThePasswordThatTheChartWasGiven() {
    assertEquals(
        Map.of("name", "pager-tocsin", "key", "redis-password"), secret(Rendering.of("operators")));
    assertTrue(servicesShowOne(Rendering.of("operators")));
    assertEquals(null, secret(Rendering.of("operators", "secrets.redisPassword=")));
  }

  @Test
  void asksForThatOfAnExistingSecretOnlyWhenTold() {
    Objects without = Rendering.of("operators-existing-secret");
    assertEquals(null, secret(without));
    assertFalse(servicesShowOne(without), "Redis refuses a password where it asks for none");

    Objects with = Rendering.of("operators-existing-secret", "redisOperator.password=true");
    assertEquals(Map.of("name", "our-secrets", "key", "redis-password"), secret(with));
    assertTrue(servicesShowOne(with));
  }

  private static boolean servicesShowOne(Objects objects) {
    return objects.pod("alerting").getSpec().getContainers().getFirst().getEnv().stream()
        .anyMatch(env -> env.getName().equals("QUARKUS_REDIS_PASSWORD"));
  }

  private static @Nullable Object secret(Objects objects) {
    return map(map(redis(objects).get("spec")).get("kubernetesConfig")).get("redisSecret");
  }

  private static Map<String, Object> redis(Objects objects) {
    return objects.foreign().stream()
        .filter(object -> "Redis".equals(object.get("kind")))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) java.util.Objects.requireNonNull(value);
  }
}
