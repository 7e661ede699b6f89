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
 * provider there is a slot left for the next. May be used from any thread.
 */
final class Slots {

  private final int capacity;
  private final Map<UUID, Integer> taken = new HashMap<>();
  private int total;

  Slots(int capacity) {
    this.capacity = capacity;
  }

  /** How many rows to claim now at most, whosever they are. */
  synchronized int open(int batch) {
    return Math.max(0, Math.min(batch, capacity - capacity / 4 - total));
  }

  /** How many rows to claim now at most for tenants that have few. */
  synchronized int reserved(int batch) {
    int free = capacity - total;
    return free <= 0 ? 0 : Math.min(batch, Math.max(1, free / 2));
  }

  /** The tenants that have enough for now. */
  synchronized UUID[] passedOver() {
    int free = capacity - total;
    return taken.entrySet().stream()
        .filter(entry -> entry.getValue() >= free)
        .map(Map.Entry::getKey)
        .toArray(UUID[]::new);
  }

  synchronized boolean halfFree() {
    return capacity - total >= capacity / 2;
  }

  synchronized void take(UUID tenant) {
    taken.merge(tenant, 1, Integer::sum);
    total = total + 1;
  }

  /** Takes one of the slots that go to whatever is due longest; false when none is free. */
  synchronized boolean takeOpen(UUID tenant) {
    if (open(1) == 0) {
      return false;
    }
    take(tenant);
    return true;
  }

  synchronized void release(UUID tenant) {
    taken.computeIfPresent(tenant, (key, count) -> count == 1 ? null : count - 1);
    total = total - 1;
  }

  synchronized int total() {
    return total;
  }
}
