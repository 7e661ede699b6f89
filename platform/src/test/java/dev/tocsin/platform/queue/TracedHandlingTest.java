package dev.tocsin.platform.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tocsin.platform.trace.Tracing;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is handed over together while traces are made. */
class TracedHandlingTest {

  private static final String KEPT = "00-11111111111111111111111111111111-2222222222222222-01";
  private static final String ALSO_KEPT = "00-33333333333333333333333333333333-4444444444444444-01";
  private static final String DROPPED = "00-55555555555555555555555555555555-6666666666666666-00";
  private static final String ALSO_DROPPED =
      "00-77777777777777777777777777777777-8888888888888888-00";

  private final UUID tenant = UUID.randomUUID();
  private final Handling batches =
      Handling.byTenant((whose, jobs) -> Uni.createFrom().item(Map.of()));
  private final QueueSpec spec =
      new QueueSpec(
          "trial",
          "job",
          "work",
          100,
          100,
          Duration.ofSeconds(30),
          5,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));

  @Test
  void jobsOfDifferentTracesGoByThemselves() {
    Job one = job(KEPT);
    Job same = job(KEPT);
    Job other = job(ALSO_KEPT);

    assertEquals(
        List.of(List.of(one, same), List.of(other)), traced().split(List.of(one, other, same)));
  }

  @Test
  void jobsThatNobodyTracesGoTogether() {
    List<Job> untraced = List.of(job(DROPPED), job(ALSO_DROPPED), job(null), job("not a trace"));

    assertEquals(List.of(untraced), traced().split(untraced));
  }

  @Test
  void nothingIsInTheWayWhileTracingIsOff() {
    assertSame(batches, TracedHandling.of(batches, spec, Tracing.off()));
  }

  private Handling traced() {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build();
    return TracedHandling.of(batches, spec, new Tracing(sdk, false));
  }

  private Job job(String traceparent) {
    return new Job(tenant, UUID.randomUUID(), 1, 1, traceparent);
  }
}
