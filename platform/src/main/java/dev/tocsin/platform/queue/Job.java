package dev.tocsin.platform.queue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One claimed row of a queue.
 *
 * @param tenant whose row it is
 * @param id its key, with the tenant
 * @param fence rises with each claim; a worker that holds an older one can no longer finish the row
 * @param attempt which attempt this is, from 1
 * @param traceparent where its row was written, in terms of traces; null when nobody traced that
 */
public record Job(UUID tenant, UUID id, long fence, int attempt, @Nullable String traceparent) {

  /** One whose row was written outside any trace. */
  public Job(UUID tenant, UUID id, long fence, int attempt) {
    this(tenant, id, fence, attempt, null);
  }
}
