package dev.tocsin.platform.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many jobs are being handled, and for whom.
 *
 * <p>Three quarters of the slots go to whatever is due longest. The last quarter is kept for
 * tenants that have few: one that holds as many slots as are free is passed over until that changes
 * (the dynamic threshold of Choudhury and Hahne, 1998), so however many tenants hang on a dead
 * provider there is a slot left for the next.
 */
final class Slots {

  private final int capacity;
  private final Map<UUID, Integer> taken = new HashMap<>();
  private volatile int total;

  Slots(int capacity) {
    this.capacity = capacity;
  }

  /** How many rows to claim now at most, whosever they are. */
  int open(int batch) {
    return Math.max(0, Math.min(batch, capacity - capacity / 4 - total));
  }

  /** How many rows to claim now at most for tenants that have few. */
  int reserved(int batch) {
    int free = capacity - total;
    return free <= 0 ? 0 : Math.min(batch, Math.max(1, free / 2));
  }

  /** The tenants that have enough for now. */
  UUID[] passedOver() {
    int free = capacity - total;
    return taken.entrySet().stream()
        .filter(entry -> entry.getValue() >= free)
        .map(Map.Entry::getKey)
        .toArray(UUID[]::new);
  }

  boolean halfFree() {
    return capacity - total >= capacity / 2;
  }

  void take(UUID tenant) {
    taken.merge(tenant, 1, Integer::sum);
    total = total + 1;
  }

  void release(UUID tenant) {
    taken.computeIfPresent(tenant, (key, count) -> count == 1 ? null : count - 1);
    total = total - 1;
  }

  int total() {
    return total;
  }
}
