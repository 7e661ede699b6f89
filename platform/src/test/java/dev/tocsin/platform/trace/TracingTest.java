package dev.tocsin.platform.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With {@code OTEL_EXPORTER_OTLP_ENDPOINT} set; the spans are read from a second exporter. */
@Tag("own-settings")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(value = TracingTest.Endpoint.class, restrictToAnnotatedClass = true)
class TracingTest {

  /** An endpoint where nobody listens. */
  public static final class Endpoint implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      return Map.of(
          "otel.exporter.otlp.endpoint",
          "http://127.0.0.1:9",
          "quarkus.otel.bsp.schedule.delay",
          "100ms");
    }

    @Override
    public void stop() {}
  }

  @Inject Tracing tracing;
  @Inject ServiceClients services;
  @Inject KeptSpans kept;

  @Test
  void anAttemptAndTheCallsInItAreOneTrace() throws Throwable {
    String name = "attempt " + UUID.randomUUID();

    VertxContextSupport.subscribeAndAwait(
        () -> tracing.attempt(name, Attributes.empty(), null, this::askIdentity));

    SpanData attempt = span(span -> span.getName().equals(name));
    SpanData call =
        span(
            span ->
                span.getKind() == SpanKind.CLIENT
                    && span.getParentSpanId().equals(attempt.getSpanId()));
    SpanData served =
        span(
            span ->
                span.getKind() == SpanKind.SERVER
                    && span.getParentSpanId().equals(call.getSpanId()));
    assertEquals(SpanKind.CONSUMER, attempt.getKind());
    assertEquals("0000000000000000", attempt.getParentSpanId());
    assertEquals(
        List.of(attempt.getTraceId(), attempt.getTraceId()),
        List.of(call.getTraceId(), served.getTraceId()));
  }

  @Test
  void aFailureIsToldByItsKindAlone() {
    String name = "attempt " + UUID.randomUUID();

    assertThrows(
        Unavailable.class,
        () ->
            VertxContextSupport.subscribeAndAwait(
                () ->
                    tracing.attempt(
                        name,
                        Attributes.empty(),
                        null,
                        () ->
                            Uni.createFrom()
                                .failure(new Unavailable("jane@example.com is away", null)))));

    SpanData attempt = span(span -> span.getName().equals(name));
    assertEquals(StatusCode.ERROR, attempt.getStatus().getStatusCode());
    assertEquals("Unavailable", attempt.getStatus().getDescription());
    assertTrue(attempt.getEvents().isEmpty());
  }

  private Uni<GetUsersResponse> askIdentity() {
    return services.call(
        "identity",
        MutinyUserServiceGrpc::newMutinyStub,
        UUID.randomUUID(),
        stub ->
            stub.getUsers(
                GetUsersRequest.newBuilder().addIds(UUID.randomUUID().toString()).build()));
  }

  private SpanData span(Predicate<SpanData> which) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      for (SpanData span : kept.spans) {
        if (which.test(span)) {
          return span;
        }
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("no such span among " + kept.spans);
  }
}
