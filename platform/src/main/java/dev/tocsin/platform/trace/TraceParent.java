package dev.tocsin.platform.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as the text of a {@code traceparent} header (W3C Trace Context): it is kept
 * with a row, so that whoever works on the row later goes on with the trace of whoever wrote it.
 */
public final class TraceParent {

  private static final String FIELD = "traceparent";

  private static final TextMapGetter<String> TEXT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(FIELD);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return FIELD.equals(key) ? carrier : null;
        }
      };

  private TraceParent() {}

  /** Where the work on this Vert.x context is now; null outside a span and while tracing is off. */
  public static @Nullable String current() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
        : null;
  }

  /**
   * The id of the trace that the work on this Vert.x context belongs to, if its spans are kept;
   * empty otherwise. What is gathered from several callers is gathered trace by trace, so that each
   * trace is told to its end.
   */
  public static String keptTrace() {
    SpanContext span = Span.current().getSpanContext();
    return span.isSampled() ? span.getTraceId() : "";
  }

  /**
   * The SQL expression that makes a transaction's queue rows keep it; empty for none.
   *
   * @param traceparent one that {@link #current} gave
   */
  public static String setting(@Nullable String traceparent) {
    return traceparent == null
        ? ""
        : "set_config('tocsin.traceparent', '" + traceparent + "', true)";
  }

  /** Are the spans of this trace kept by somebody? */
  static boolean isSampled(String traceparent) {
    return Span.fromContext(after(traceparent)).getSpanContext().getTraceFlags().isSampled();
  }

  /** The context of work that goes on from there; the root where the text is none or no good. */
  static Context after(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, TEXT);
  }
}
