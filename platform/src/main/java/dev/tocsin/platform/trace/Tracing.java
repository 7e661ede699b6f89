package dev.tocsin.platform.trace;

import io.grpc.Metadata;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans. A failure is told by its class alone: messages may name people.
 *
 * <p>While tracing is off, the work is done as if this were not there.
 */
@Singleton
public class Tracing {
  private static final String SCOPE = "dev.tocsin";

  private final OpenTelemetry telemetry;
  private final Tracer tracer;
  private final boolean on;

  /** Spans by this SDK. */
  @Inject
  public Tracing(
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "true") boolean off) {
    this.telemetry = telemetry;
    this.tracer = telemetry.getTracer(SCOPE);
    this.on = !off;
  }

  /** No spans at all. */
  public static Tracing off() {
    return new Tracing(OpenTelemetry.noop(), true);
  }

  /** Whether spans are made. */
  public boolean isOn() {
    return on;
  }

  /**
   * A span around work that has a Vert.x context to itself: what the work calls belongs to it.
   *
   * @param attributes of the span, known beforehand
   * @param after the {@link TraceParent} of what led to the work; without one it begins a trace
   */
  public <T> Uni<T> attempt(
      String name, Attributes attributes, @Nullable String after, Supplier<Uni<T>> work) {
    if (!on) {
      return work.get();
    }
    return Uni.createFrom()
        .deferred(
            () -> {
              Span span =
                  tracer
                      .spanBuilder(name)
                      .setParent(TraceParent.after(after))
                      .setSpanKind(SpanKind.CONSUMER)
                      .setAllAttributes(attributes)
                      .startSpan();
              makeCurrent(span);
              return ending(span, work);
            });
  }

  /**
   * A span around a call of another service.
   *
   * @param name of the service
   * @param headers of the call; the span is written into them, so that the other side goes on with
   *     it
   */
  public <T> Uni<T> call(String name, Metadata headers, Function<Metadata, Uni<T>> work) {
    if (!on) {
      return work.apply(headers);
    }
    Context parent = Context.current();
    Span span = tracer.spanBuilder(name).setParent(parent).setSpanKind(SpanKind.CLIENT).startSpan();
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(
            parent.with(span),
            headers,
            (carrier, key, value) -> {
              if (carrier != null) {
                carrier.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
              }
            });
    return ending(span, () -> work.apply(headers));
  }

  /** The end of a span around a call that is served. */
  public interface Served {
    /**
     * Ends it.
     *
     * @param failure the class of the failure; empty for none
     */
    void end(String failure);
  }

  /**
   * A span around a call that this process serves on a Vert.x context of its own: what is done on
   * it from now on belongs to the call. Only while tracing is on.
   *
   * @param traceparent the {@link TraceParent} that came with the call
   */
  public Served serve(String name, @Nullable String traceparent) {
    Span span =
        tracer
            .spanBuilder(name)
            .setParent(TraceParent.after(traceparent))
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    makeCurrent(span);
    return failure -> {
      if (!failure.isEmpty()) {
        span.setStatus(StatusCode.ERROR, failure);
      }
      span.end();
    };
  }

  /**
   * A span around a request to somebody else's server. Nothing is written into the request: our
   * traces are none of their business.
   *
   * @param what attributes that tell of the answer
   */
  public <T> Uni<T> request(
      String name, Attributes attributes, Function<T, Attributes> what, Supplier<Uni<T>> work) {
    if (!on) {
      return work.get();
    }
    return Uni.createFrom()
        .deferred(
            () -> {
              Span span =
                  tracer
                      .spanBuilder(name)
                      .setParent(Context.current())
                      .setSpanKind(SpanKind.CLIENT)
                      .setAllAttributes(attributes)
                      .startSpan();
              return ending(
                  span,
                  () -> work.get().invoke(answer -> span.setAllAttributes(what.apply(answer))));
            });
  }

  /** Whether what was done after this {@link TraceParent} is kept as a trace of its own. */
  public boolean isKept(@Nullable String traceparent) {
    return on && traceparent != null && TraceParent.isSampled(traceparent);
  }

  /** Until the Vert.x context ends, which is the attempt's own: there is nothing to go back to. */
  @SuppressWarnings("MustBeClosed")
  private static void makeCurrent(Span span) {
    Context.root().with(span).makeCurrent();
  }

  private static <T> Uni<T> ending(Span span, Supplier<Uni<T>> work) {
    try {
      return work.get().onItemOrFailure().invoke((item, failure) -> end(span, failure));
    } catch (RuntimeException e) {
      end(span, e);
      throw e;
    }
  }

  private static void end(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }
    span.end();
  }
}
