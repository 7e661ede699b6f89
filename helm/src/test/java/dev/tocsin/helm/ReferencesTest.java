package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What objects say of one another is so. */
class ReferencesTest {
  /** Secrets that the sets of values take for granted, and those that operators make. */
  private static final Map<String, Set<String>> GIVEN =
      Map.of(
          "our-secrets",
          Set.of("service-secret", "keyring", "database-password", "database-owner-password"),
          "our-application-role",
          Set.of("username", "password"),
          "pager-tocsin-postgres-app",
          Set.of("username", "password"));

  static List<String> sets() {
    return Rendering.sets();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everySecretOfTheEnvironmentIsThere(String set) {
    Objects objects = Rendering.of(set);
    objects
        .pods()
        .forEach(
            (from, pod) ->
                secrets(pod)
                    .filter(key -> !Boolean.TRUE.equals(key.getOptional()))
                    .forEach(
                        key ->
                            assertTrue(
                                there(objects, key, Objects.isHook(from)),
                                from.getMetadata().getName() + " needs " + key)));
  }

  private static Stream<SecretKeySelector> secrets(PodTemplateSpec pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getEnv().stream())
        .map(EnvVar::getValueFrom)
        .filter(source -> source != null)
        .map(source -> source.getSecretKeyRef());
  }

  /** A hook sees what was there before it, and other hooks. */
  private static boolean there(Objects objects, SecretKeySelector key, boolean forHook) {
    Optional<Secret> made =
        objects.of(Secret.class).stream()
            .filter(secret -> secret.getMetadata().getName().equals(key.getName()))
            .filter(secret -> Objects.isHook(secret) == forHook)
            .findFirst();
    return made.map(secret -> secret.getStringData().containsKey(key.getKey()))
        .orElseGet(() -> GIVEN.getOrDefault(key.getName(), Set.of()).contains(key.getKey()));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void onlyMigrationsHaveTheOwnersPasswordUnlessServicesMigrate(String set) {
    Objects objects = Rendering.of(set);
    boolean atStart = set.startsWith("operators") || set.equals("migrate-at-start");
    objects
        .pods()
        .forEach(
            (from, pod) -> {
              boolean has =
                  pod.getSpec().getContainers().stream()
                      .flatMap(container -> container.getEnv().stream())
                      .anyMatch(env -> env.getName().endsWith("DB_OWNER_PASSWORD"));
              String name = from.getMetadata().getName();
              boolean service = name.matches(".*-(identity|alerting|notification|ticket)");
              assertEquals(name.endsWith("-migrate") || (atStart && service), has, name);
            });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyMountedObjectIsThere(String set) {
    Objects objects = Rendering.of(set);
    objects
        .pods()
        .forEach(
            (from, pod) -> {
              for (Volume volume : pod.getSpec().getVolumes()) {
                if (volume.getConfigMap() != null) {
                  String name = volume.getConfigMap().getName();
                  assertTrue(objects.names(ConfigMap.class).contains(name), name);
                  assertFalse(Objects.isHook(from), "a hook runs before the ConfigMap is made");
                }
              }
              Set<String> volumes =
                  pod.getSpec().getVolumes().stream()
                      .map(Volume::getName)
                      .collect(Collectors.toSet());
              pod.getSpec().getContainers().stream()
                  .flatMap(container -> container.getVolumeMounts().stream())
                  .filter(mount -> !mount.getName().equals("data"))
                  .forEach(mount -> assertTrue(volumes.contains(mount.getName()), mount.getName()));
            });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyServiceHasPodsThatListen(String set) {
    Objects objects = Rendering.of(set);
    for (Service service : objects.of(Service.class)) {
      List<PodTemplateSpec> pods = selected(objects, service.getSpec().getSelector());
      assertEquals(1, pods.size(), service.getMetadata().getName());
      for (ServicePort port : service.getSpec().getPorts()) {
        assertTrue(
            ports(pods.getFirst()).contains(port.getTargetPort().getStrVal()),
            service.getMetadata().getName() + " leads to " + port.getTargetPort());
      }
    }
  }

  private static List<PodTemplateSpec> selected(Objects objects, Map<String, String> selector) {
    return objects.pods().values().stream()
        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
        .toList();
  }

  private static Set<String> ports(PodTemplateSpec pod) {
    return pod.getSpec().getContainers().stream()
        .map(Container::getPorts)
        .flatMap(Collection::stream)
        .map(port -> port.getName())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("sets")
  void replicasAreSaidByTheChartOrByTheAutoscalerNeverByBoth(String set) {
    Objects objects = Rendering.of(set);
    Map<String, HorizontalPodAutoscaler> scalers =
        objects.of(HorizontalPodAutoscaler.class).stream()
            .collect(Collectors.toMap(s -> s.getSpec().getScaleTargetRef().getName(), s -> s));
    for (Deployment deployment : objects.of(Deployment.class)) {
      HorizontalPodAutoscaler scaler = scalers.remove(deployment.getMetadata().getName());
      if (scaler == null) {
        assertTrue(deployment.getSpec().getReplicas() >= 1);
      } else {
        assertNull(deployment.getSpec().getReplicas(), "an upgrade would undo the autoscaler");
        assertTrue(scaler.getSpec().getMinReplicas() <= scaler.getSpec().getMaxReplicas());
        Container container = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertTrue(container.getResources().getRequests().containsKey("cpu"), "percent of what?");
      }
    }
    assertEquals(Set.of(), scalers.keySet(), "these scale nothing");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyBudgetAndMonitorSelectsSomething(String set) {
    Objects objects = Rendering.of(set);
    for (PodDisruptionBudget budget : objects.of(PodDisruptionBudget.class)) {
      assertEquals(
          1, selected(objects, budget.getSpec().getSelector().getMatchLabels()).size(), set);
    }
    for (ServiceMonitor monitor : objects.of(ServiceMonitor.class)) {
      Map<String, String> labels = monitor.getSpec().getSelector().getMatchLabels();
      List<Service> watched =
          objects.of(Service.class).stream()
              .filter(s -> s.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
              .toList();
      assertEquals(objects.components().contains("standalone") ? 1 : 4, watched.size());
      watched.forEach(
          service -> assertEquals("http", service.getSpec().getPorts().getFirst().getName()));
    }
  }

  @Test
  void theIngressSendsEveryPathOfTheContractToItsService() throws IOException {
    Objects objects = Rendering.of("everything");
    List<HTTPIngressPath> paths = paths(objects);
    JsonNode api =
        new ObjectMapper()
            .readTree(getClass().getClassLoader().getResource("META-INF/tocsin/openapi.json"));
    JsonNode routes =
        new ObjectMapper()
            .readTree(getClass().getClassLoader().getResource("META-INF/tocsin/routes.json"))
            .path("routes");
    int checked = 0;
    for (String path : api.path("paths").propertyStream().map(Map.Entry::getKey).toList()) {
      String service = longest(routes, path);
      assertEquals(
          "pager-tocsin-" + (service.equals("ticketing") ? "ticket" : service),
          target(paths, path.replaceAll("\\{[^}]*}", "x")),
          path);
      checked++;
    }
    assertTrue(checked > 50, "the contract has more paths than " + checked);
    assertEquals("pager-tocsin-ui", target(paths, "/alerts"));
    assertEquals("pager-tocsin-identity", target(paths, "/api/docs/openapi.yaml"));
  }

  private static String longest(JsonNode routes, String path) {
    String prefix = "";
    String service = "";
    for (JsonNode route : routes) {
      String candidate = route.path("prefix").asText();
      if (path.startsWith(candidate) && candidate.length() > prefix.length()) {
        prefix = candidate;
        service = route.path("service").asText();
      }
    }
    return service;
  }

  /** As Kubernetes defines it: whole elements of the path, the longest prefix. */
  private static String target(List<HTTPIngressPath> paths, String path) {
    return paths.stream()
        .filter(
            p ->
                p.getPath().equals("/")
                    || path.equals(p.getPath())
                    || path.startsWith(p.getPath() + "/"))
        .max((a, b) -> Integer.compare(a.getPath().length(), b.getPath().length()))
        .orElseThrow()
        .getBackend()
        .getService()
        .getName();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theIngressLeadsToServicesThatAreThere(String set) {
    Objects objects = Rendering.of(set);
    for (Ingress ingress : objects.of(Ingress.class)) {
      assertEquals(
          ingress.getSpec().getRules().getFirst().getHost(),
          ingress.getSpec().getTls().getFirst().getHosts().getFirst());
      for (HTTPIngressPath path : paths(objects)) {
        assertEquals("Prefix", path.getPathType());
        Service service = objects.one(Service.class, path.getBackend().getService().getName());
        assertTrue(
            service.getSpec().getPorts().stream()
                .anyMatch(
                    port ->
                        port.getName().equals(path.getBackend().getService().getPort().getName())));
      }
    }
  }

  private static List<HTTPIngressPath> paths(Objects objects) {
    return objects
        .of(Ingress.class)
        .getFirst()
        .getSpec()
        .getRules()
        .getFirst()
        .getHttp()
        .getPaths();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void servicesCallOneAnotherWhereTheyListen(String set) {
    Objects objects = Rendering.of(set);
    if (objects.components().contains("standalone")) {
      return;
    }
    Map<String, Object> settings =
        Chart.yaml(objects.one(ConfigMap.class, "pager-tocsin").getData().get("tocsin.yaml"));
    Map<?, ?> addresses = (Map<?, ?>) settings.get("services");
    assertEquals(Set.of("identity", "alerting", "notification", "ticketing"), addresses.keySet());
    for (Object address : addresses.values()) {
      String[] parts = ((Map<?, ?>) address).get("address").toString().split(":");
      Service service = objects.one(Service.class, parts[0]);
      assertEquals("None", service.getSpec().getClusterIP(), "calls are shared out by the caller");
      assertEquals(
          Integer.valueOf(parts[1]), service.getSpec().getPorts().getFirst().getPort(), parts[0]);
    }
  }

  @Test
  void aNameOfTheReleaseThatSaysTocsinIsNotRepeated() {
    List<HasMetadata> objects = Rendering.of("external", "fullnameOverride=tocsin").known();
    assertTrue(
        objects.stream().allMatch(object -> object.getMetadata().getName().startsWith("tocsin")));
  }
}
