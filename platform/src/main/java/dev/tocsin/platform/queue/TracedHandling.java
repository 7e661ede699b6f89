package dev.tocsin.platform.queue;

import dev.tocsin.platform.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each attempt in a span of its own, which goes on with the trace in which the row was written: an
 * escalation step, a delivery, a ticket. Rows of different traces are not handed over together, so
 * that each trace tells its own story to the end; where only a share of the traces is kept, the
 * others go together as ever.
 */
final class TracedHandling implements Handling {
  private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("tocsin.queue");
  private static final AttributeKey<String> TENANT = AttributeKey.stringKey("tocsin.tenant_id");
  private static final AttributeKey<String> JOB = AttributeKey.stringKey("tocsin.job_id");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("tocsin.attempt");
  private static final AttributeKey<Long> JOBS = AttributeKey.longKey("tocsin.jobs");

  private final Handling handling;
  private final QueueSpec spec;
  private final Tracing tracing;

  private TracedHandling(Handling handling, QueueSpec spec, Tracing tracing) {
    this.handling = handling;
    this.spec = spec;
    this.tracing = tracing;
  }

  /** The same with spans, or the very same while tracing is off. */
  static Handling of(Handling handling, QueueSpec spec, Tracing tracing) {
    return tracing.isOn() ? new TracedHandling(handling, spec, tracing) : handling;
  }

  @Override
  public List<List<Job>> split(List<Job> claimed) {
    return handling.split(claimed).stream().flatMap(jobs -> byTrace(jobs).stream()).toList();
  }

  private Collection<List<Job>> byTrace(List<Job> jobs) {
    Map<String, List<Job>> traces = new LinkedHashMap<>();
    for (Job job : jobs) {
      String trace = tracing.isKept(job.traceparent()) ? job.traceparent() : "";
      traces.computeIfAbsent(trace, none -> new ArrayList<>()).add(job);
    }
    return traces.values();
  }

  @Override
  public Uni<Map<Job, Outcome>> handle(List<Job> jobs) {
    Job first = jobs.getFirst();
    return tracing.attempt(
        spec.qualifiedTable() + " " + spec.queue(),
        Attributes.of(
            QUEUE, spec.queue(),
            TENANT, first.tenant().toString(),
            JOB, first.id().toString(),
            ATTEMPT, (long) first.attempt(),
            JOBS, (long) jobs.size()),
        first.traceparent(),
        () -> handling.handle(jobs));
  }
}
