package dev.tocsin.platform.queue;

import dev.tocsin.platform.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Each attempt in a span of its own: an escalation step, a delivery, a ticket. */
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
    return handling.split(claimed);
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
        () -> handling.handle(jobs));
  }
}
