package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kinds that operators bring: which fields of theirs the chart uses, as their own references name
 * them, and which it must not leave out.
 */
final class ForeignKinds {
  private record Shape(Set<String> required, Set<String> allowed) {}

  private static final Map<String, Shape> SPECS =
      Map.of(
          "postgresql.cnpg.io/v1/Cluster",
              new Shape(
                  Set.of("instances", "imageName", "bootstrap", "managed", "storage"),
                  Set.of(
                      "primaryUpdateStrategy", "resources", "postgresql", "backup", "monitoring")),
          "redis.redis.opstreelabs.in/v1beta2/Redis",
              new Shape(
                  Set.of("kubernetesConfig", "podSecurityContext", "securityContext"), Set.of()),
          "cert-manager.io/v1/Certificate",
              new Shape(
                  Set.of("secretName", "dnsNames", "issuerRef", "usages", "privateKey", "duration"),
                  Set.of("commonName")));

  private ForeignKinds() {}

  static void check(Map<String, Object> object) {
    String kind = Objects.kind(object);
    assertTrue(SPECS.containsKey(kind), () -> kind + " is of a kind that nobody checks");
    assertEquals(Set.of("apiVersion", "kind", "metadata", "spec"), object.keySet());
    Map<String, Object> spec = map(object.get("spec"));
    Shape shape = SPECS.get(kind);
    assertTrue(spec.keySet().containsAll(shape.required()), () -> kind + " has " + spec.keySet());
    assertTrue(
        spec.keySet().stream()
            .allMatch(f -> shape.required().contains(f) || shape.allowed().contains(f)),
        () -> kind + " has " + spec.keySet());
    if (kind.endsWith("/Cluster")) {
      cluster(spec);
    }
  }

  private static void cluster(Map<String, Object> spec) {
    Map<String, Object> initdb = map(map(spec.get("bootstrap")).get("initdb"));
    assertEquals(
        Set.of("database", "owner", "encoding", "postInitApplicationSQL"), initdb.keySet());
    assertEquals(1, ((List<?>) initdb.get("postInitApplicationSQL")).size());
    Map<String, Object> role = map(((List<?>) map(spec.get("managed")).get("roles")).getFirst());
    assertEquals(Set.of("name", "ensure", "login", "inherit", "passwordSecret"), role.keySet());
    assertTrue(Set.of("size", "storageClass").containsAll(map(spec.get("storage")).keySet()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
