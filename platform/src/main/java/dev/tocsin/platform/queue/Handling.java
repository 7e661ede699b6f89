package dev.tocsin.platform.queue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How claimed jobs are given to the code that does them. */
interface Handling {

  /** Splits one claim into what is handed over together. */
  List<List<Job>> split(List<Job> claimed);

  /** Hands jobs over. */
  Uni<Map<Job, Outcome>> handle(List<Job> jobs);

  /** Each job by itself. */
  static Handling oneByOne(JobHandler handler) {
    return new Handling() {
      @Override
      public List<List<Job>> split(List<Job> claimed) {
        return claimed.stream().map(List::of).toList();
      }

      @Override
      public Uni<Map<Job, Outcome>> handle(List<Job> jobs) {
        Job job = jobs.getFirst();
        return handler.handle(job).map(outcome -> Map.of(job, outcome));
      }
    };
  }

  /** The jobs of a tenant together. */
  static Handling byTenant(BatchHandler handler) {
    return new Handling() {
      @Override
      public List<List<Job>> split(List<Job> claimed) {
        Map<UUID, List<Job>> groups = new LinkedHashMap<>();
        claimed.forEach(
            job -> groups.computeIfAbsent(job.tenant(), tenant -> new ArrayList<>()).add(job));
        return groups.values().stream().map(List::copyOf).toList();
      }

      @Override
      public Uni<Map<Job, Outcome>> handle(List<Job> jobs) {
        return handler.handle(jobs.getFirst().tenant(), jobs);
      }
    };
  }
}
