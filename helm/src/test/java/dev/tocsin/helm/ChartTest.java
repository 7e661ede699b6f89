package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.tocsin.platform.config.SettingsFile;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every set of values. */
class ChartTest {
  static List<String> sets() {
    return Rendering.sets();
  }

  @Test
  void helmFindsNothingToComplainOf() {
    LintResult lint = new Helm(Chart.FOLDER).lint().strict().call();
    assertFalse(lint.isFailed(), () -> String.join("\n", lint.getMessages()));
  }

  @Test
  void theApplicationIsTheOneOfThisBuild() {
    assertEquals(
        System.getProperty("project.version").replace("-SNAPSHOT", ""),
        Chart.yaml(Chart.read("Chart.yaml")).get("appVersion"),
        "appVersion in Chart.yaml: images are tagged with it");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void kubernetesKnowsEveryFieldOfEveryObject(String set) {
    Objects objects = Rendering.of(set);
    assertTrue(objects.known().size() > 3);
    objects.foreign().forEach(ForeignKinds::check);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyObjectHasANameOfItsOwnThatKubernetesTakes(String set) {
    Set<String> names = new HashSet<>();
    for (HasMetadata object : Rendering.of(set).known()) {
      String name = object.getMetadata().getName();
      assertTrue(name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"), name);
      assertTrue(names.add(object.getKind() + "/" + name), () -> name + " is there twice");
      assertEquals("tocsin", object.getMetadata().getLabels().get("app.kubernetes.io/part-of"));
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyContainerIsConfined(String set) {
    Rendering.of(set).pods().forEach((from, pod) -> confined(from, pod.getSpec()));
  }

  private static void confined(HasMetadata from, PodSpec pod) {
    String who = from.getMetadata().getName();
    assertEquals(false, pod.getAutomountServiceAccountToken(), who);
    assertEquals(true, pod.getSecurityContext().getRunAsNonRoot(), who);
    assertNotEquals(0L, pod.getSecurityContext().getRunAsUser(), who);
    assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType(), who);
    assertTrue(pod.getHostNetwork() == null && pod.getHostPID() == null, who);
    assertTrue(pod.getVolumes().stream().noneMatch(volume -> volume.getHostPath() != null), who);
    for (Container container : pod.getContainers()) {
      assertEquals(false, container.getSecurityContext().getAllowPrivilegeEscalation(), who);
      assertEquals(true, container.getSecurityContext().getReadOnlyRootFilesystem(), who);
      assertEquals(true, container.getSecurityContext().getRunAsNonRoot(), who);
      assertEquals(List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop(), who);
      assertTrue(container.getSecurityContext().getCapabilities().getAdd().isEmpty(), who);
      assertTrue(
          container.getVolumeMounts().stream().anyMatch(m -> m.getMountPath().equals("/tmp")), who);
      bounded(who, container);
    }
  }

  private static void bounded(String who, Container container) {
    Map<String, Quantity> requests = container.getResources().getRequests();
    Map<String, Quantity> limits = container.getResources().getLimits();
    assertTrue(requests.containsKey("cpu") && requests.containsKey("memory"), who);
    assertTrue(limits.containsKey("memory"), who + " may take all of a node's memory");
    assertTrue(
        Quantity.getAmountInBytes(requests.get("memory"))
                .compareTo(Quantity.getAmountInBytes(limits.get("memory")))
            <= 0,
        who + " asks for more memory than it may have");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyServingContainerIsProbed(String set) {
    Rendering.of(set)
        .pods()
        .forEach(
            (from, pod) -> {
              if (!Set.of("Job", "CronJob").contains(from.getKind())) {
                Container container = pod.getSpec().getContainers().getFirst();
                assertEquals("/healthz", container.getLivenessProbe().getHttpGet().getPath());
                assertEquals(
                    from.getMetadata().getName().endsWith("-ui") ? "/healthz" : "/readyz",
                    container.getReadinessProbe().getHttpGet().getPath());
              }
            });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theSettingsAreTocsinsOwn(String set) {
    ConfigMap settings =
        Rendering.of(set).of(ConfigMap.class).stream()
            .filter(map -> map.getData().containsKey("tocsin.yaml"))
            .findFirst()
            .orElseThrow();
    SettingsFile file =
        SettingsFile.parse("tocsin.yaml", settings.getData().get("tocsin.yaml"), name -> null);
    assertEquals(List.of(), file.problems());
    assertTrue(
        file.declarations().entries().isEmpty(), "these are no settings: " + file.declarations());
    assertFalse(file.values().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyVariableOfTheEnvironmentIsKnown(String set) {
    Set<String> known =
        dev.tocsin.platform.config.Settings.known().all().stream()
            .map(dev.tocsin.platform.config.Setting::variable)
            .collect(Collectors.toCollection(HashSet::new));
    known.addAll(
        Set.of(
            "QUARKUS_REDIS_PASSWORD",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "JAVA_TOOL_OPTIONS",
            "XDG_CACHE_HOME",
            "TOCSIN_UI_IDENTITY",
            "TOCSIN_UI_ALERTING",
            "TOCSIN_UI_NOTIFICATION",
            "TOCSIN_UI_TICKETING",
            "TOCSIN_UI_TRUSTED_PROXIES"));
    Rendering.of(set)
        .pods()
        .forEach(
            (from, pod) ->
                pod.getSpec()
                    .getContainers()
                    .forEach(
                        container ->
                            container
                                .getEnv()
                                .forEach(
                                    env ->
                                        assertTrue(
                                            known.contains(env.getName()),
                                            env.getName()
                                                + " of "
                                                + from.getMetadata().getName()))));
  }
}
