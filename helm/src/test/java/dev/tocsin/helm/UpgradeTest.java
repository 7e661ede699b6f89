package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This chart upgrades what earlier ones installed: it takes their values, and what Kubernetes does
 * not let anybody change is as it was. For each release, its values are kept in {@code previous/}.
 */
class UpgradeTest {
  private static final Path PREVIOUS = Path.of("src/test/resources/previous").toAbsolutePath();

  static List<Path> previous() throws IOException {
    try (Stream<Path> files = Files.list(PREVIOUS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("previous")
  void takesTheValuesOfEarlierCharts(Path values) {
    Objects objects = Rendering.of(values);
    assertTrue(objects.known().size() > 3);
    objects.foreign().forEach(ForeignKinds::check);
  }

  @ParameterizedTest
  @MethodSource("previous")
  void changesNothingThatCannotBeChanged(Path values) {
    Map<String, String> fixed = new TreeMap<>();
    Objects objects = Rendering.of(values);
    for (Deployment deployment : objects.of(Deployment.class)) {
      fixed.put(
          deployment.getMetadata().getName(),
          new TreeMap<>(deployment.getSpec().getSelector().getMatchLabels()).toString());
    }
    for (StatefulSet set : objects.of(StatefulSet.class)) {
      PersistentVolumeClaim claim = set.getSpec().getVolumeClaimTemplates().getFirst();
      fixed.put(
          set.getMetadata().getName(),
          new TreeMap<>(set.getSpec().getSelector().getMatchLabels())
              + " "
              + set.getSpec().getServiceName()
              + " "
              + claim.getMetadata().getName()
              + " "
              + claim.getSpec().getAccessModes());
    }
    assertEquals(values.toString().contains("standalone") ? STANDALONE : SERVICES, fixed);
  }

  private static final Map<String, String> SERVICES =
      new TreeMap<>(
          Map.of(
              "pager-tocsin-identity", selector("identity"),
              "pager-tocsin-alerting", selector("alerting"),
              "pager-tocsin-notification", selector("notification"),
              "pager-tocsin-ticket", selector("ticket"),
              "pager-tocsin-ui", selector("ui")));

  private static final Map<String, String> STANDALONE =
      Map.of(
          "pager-tocsin-standalone",
          selector("standalone") + " pager-tocsin-standalone data [ReadWriteOnce]");

  private static String selector(String component) {
    return "{app.kubernetes.io/component=%s, app.kubernetes.io/instance=pager, app.kubernetes.io/name=tocsin}"
        .formatted(component);
  }
}
