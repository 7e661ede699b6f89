package dev.tocsin.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rendered objects, read as Kubernetes would: a field that it does not know is an error.
 *
 * @param all as maps, in the order of the rendering
 */
record Objects(List<Map<String, Object>> all) {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Secret", Secret.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("apps/v1/StatefulSet", StatefulSet.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("batch/v1/CronJob", CronJob.class),
          Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class));

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new WithoutCatchAll());

  /** The model keeps what it does not know in a map; without that it complains. */
  private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /** The type of an object, such as {@code apps/v1/Deployment}. */
  static String kind(Map<String, Object> object) {
    return object.get("apiVersion") + "/" + object.get("kind");
  }

  /** Kinds that the model does not have. */
  List<Map<String, Object>> foreign() {
    return all.stream().filter(object -> !KINDS.containsKey(kind(object))).toList();
  }

  /**
   * All that the model has.
   *
   * @throws IllegalArgumentException when one has a field that its kind has not
   */
  List<HasMetadata> known() {
    return all.stream()
        .filter(object -> KINDS.containsKey(kind(object)))
        .<HasMetadata>map(object -> STRICT.convertValue(object, KINDS.get(kind(object))))
        .toList();
  }

  /** Those of one kind. */
  <T extends HasMetadata> List<T> of(Class<T> kind) {
    return known().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Those of one kind that come and go with the release, unlike hooks. */
  <T extends HasMetadata> List<T> lasting(Class<T> kind) {
    return of(kind).stream().filter(object -> !isHook(object)).toList();
  }

  /** Does Helm make it before everything else? */
  static boolean isHook(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(Rendering.HOOK);
  }

  /** The one of this kind whose name ends so. */
  <T extends HasMetadata> T one(Class<T> kind, String end) {
    List<T> found = of(kind).stream().filter(o -> o.getMetadata().getName().endsWith(end)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " objects " + kind.getSimpleName() + " end in " + end);
    }
    return found.getFirst();
  }

  /** What pods are made of, by what makes them. */
  Map<HasMetadata, PodTemplateSpec> pods() {
    Map<HasMetadata, PodTemplateSpec> pods = new LinkedHashMap<>();
    of(Deployment.class).forEach(from -> pods.put(from, from.getSpec().getTemplate()));
    of(StatefulSet.class).forEach(from -> pods.put(from, from.getSpec().getTemplate()));
    of(Job.class).forEach(from -> pods.put(from, from.getSpec().getTemplate()));
    of(CronJob.class)
        .forEach(from -> pods.put(from, from.getSpec().getJobTemplate().getSpec().getTemplate()));
    return pods;
  }

  /** What the pods of one component are made of. */
  PodTemplateSpec pod(String component) {
    return pods().values().stream()
        .filter(
            pod ->
                component.equals(pod.getMetadata().getLabels().get("app.kubernetes.io/component")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pod is of " + component));
  }

  /** The components that have pods. */
  List<String> components() {
    return pods().values().stream()
        .map(pod -> pod.getMetadata().getLabels().get("app.kubernetes.io/component"))
        .toList();
  }

  /** Names of the objects of these kinds. */
  @SafeVarargs
  final List<String> names(Class<? extends HasMetadata>... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> of(kind).stream())
        .map(object -> object.getMetadata().getName())
        .toList();
  }
}
