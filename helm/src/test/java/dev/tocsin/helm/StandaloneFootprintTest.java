package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole product in one small pod. */
class StandaloneFootprintTest {
  private final Objects objects = Rendering.of("standalone");
  private final StatefulSet set = objects.of(StatefulSet.class).getFirst();
  private final Container container =
      set.getSpec().getTemplate().getSpec().getContainers().getFirst();

  @Test
  void isOnePodThatNeedsNothingElse() {
    assertEquals(1, set.getSpec().getReplicas());
    assertEquals(1, set.getSpec().getTemplate().getSpec().getContainers().size());
    assertEquals(List.of(), objects.of(Deployment.class));
    assertEquals(1, objects.of(Service.class).size());
    assertTrue(
        container.getEnv().stream().allMatch(env -> env.getValueFrom() == null),
        "it makes its secrets itself");
  }

  @Test
  void keepsWithin650MillicoresAndAGibibyte() {
    ResourceRequirements resources = container.getResources();
    atMost("0.65", resources.getLimits().get("cpu"));
    atMost("1073741824", resources.getLimits().get("memory"));
    atMost("0.6", resources.getRequests().get("cpu"));
    atMost("1006632960", resources.getRequests().get("memory"));
  }

  private static void atMost(String bound, Quantity amount) {
    assertTrue(
        amount.getNumericalAmount().compareTo(new BigDecimal(bound)) <= 0,
        amount + " is more than " + bound);
  }

  @Test
  void keepsEverythingOnAVolumeOfAGibibyte() {
    PersistentVolumeClaim claim = set.getSpec().getVolumeClaimTemplates().getFirst();
    assertEquals(
        Quantity.parse("1Gi"), claim.getSpec().getResources().getRequests().get("storage"));
    String mounted =
        container.getVolumeMounts().stream()
            .filter(mount -> mount.getName().equals(claim.getMetadata().getName()))
            .findFirst()
            .orElseThrow()
            .getMountPath();
    String data = container.getArgs().get(container.getArgs().indexOf("--data") + 1);
    assertTrue(data.startsWith(mounted + "/"), data);
  }
}
