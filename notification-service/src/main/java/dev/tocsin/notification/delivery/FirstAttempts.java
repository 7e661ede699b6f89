package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Reservation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deliveries that are inserted with their first attempt recorded, because a worker is free for them
 * and their channel's gate is open: the provider is called right after the commit that queues them.
 */
@Singleton
class FirstAttempts {

  private final DeliveryQueues queues;
  private final ChannelGates gates;
  private final ChannelRates rates;
  private final Map<UUID, Plan> begun = new ConcurrentHashMap<>();

  FirstAttempts(DeliveryQueues queues, ChannelGates gates, ChannelRates rates) {
    this.queues = queues;
    this.gates = gates;
    this.rates = rates;
  }

  /** Those of one transaction. */
  Batch batch(UUID tenant) {
    return new Batch(tenant);
  }

  /** What is left to do for a job whose attempt was recorded when its row was inserted. */
  Optional<Plan> take(Job job) {
    return job.fence() == Reservation.FIRST
        ? Optional.ofNullable(begun.remove(job.id()))
        : Optional.empty();
  }

  /** How a row is to be inserted: claimed with its attempt begun, or due then for any worker. */
  sealed interface Start {

    record Now(Job job, Instant until, GatePass pass) implements Start {}

    /**
     * @param why why it is held; empty when it is not
     */
    record Later(Instant due, String why) implements Start {}
  }

  /** Used by one transaction, on one thread at a time. */
  final class Batch {

    private final UUID tenant;

    /** In the order of the destinations, in which the deliveries begin. */
    private final Map<String, Reservation> places = new LinkedHashMap<>();

    private final Map<UUID, GatePass> passes = new HashMap<>();
    private final List<Plan> plans = new ArrayList<>();
    private final Map<String, Instant> waiting = new HashMap<>();

    private Batch(UUID tenant) {
      this.tenant = tenant;
    }

    /**
     * Asks for what the rates of the channels allow, for so many deliveries of each; nothing where
     * others wait for their turn.
     */
    Uni<Void> prepare(Map<ConfiguredChannel, Integer> deliveries, Instant now) {
      Map<ConfiguredChannel, Integer> open = new LinkedHashMap<>();
      deliveries.forEach(
          (channel, count) -> {
            int most = Math.min(count, gates.free(channel.id(), now));
            if (most > 0 && !rates.isQueued(channel, now)) {
              open.put(channel, most);
            }
          });
      return rates.fetch(open, now);
    }

    /** Decides for a delivery to be. */
    Start start(UUID delivery, ConfiguredChannel channel, Instant now) {
      GatePass pass = new GatePass(gates, rates);
      Optional<Hold> hold = pass.enterNow(channel, false, now);
      if (hold.isPresent()) {
        return later(channel.kind(), now.plus(hold.get().time()), hold.get().why());
      }
      Reservation reserved =
          places.computeIfAbsent(
              channel.kind(),
              kind -> queues.find(kind).map(q -> q.reserve()).orElseGet(Reservation::none));
      Optional<Job> job = reserved.place(tenant, delivery);
      if (job.isEmpty()) {
        pass.leave();
        return later(channel.kind(), now, "");
      }
      passes.put(delivery, pass);
      return new Start.Now(job.get(), reserved.until(), pass);
    }

    private Start later(String kind, Instant due, String why) {
      waiting.merge(kind, due, (one, other) -> one.isBefore(other) ? one : other);
      return new Start.Later(due, why);
    }

    /** The row was inserted: this is left to do after the commit. */
    void inserted(Plan plan) {
      plans.add(plan);
    }

    /** When the first of the rows of each kind is due that no worker was free for. */
    Map<String, Instant> waiting() {
      return waiting;
    }

    /** The transaction has committed. */
    void begin() {
      plans.forEach(plan -> begun.put(plan.delivery().id(), plan));
      plans.forEach(plan -> passes.remove(plan.delivery().id()));
      for (Map.Entry<String, Reservation> one : places.entrySet()) {
        if (!one.getValue().begin()) {
          forget(one.getKey());
        }
      }
      passes.values().forEach(GatePass::leave);
    }

    private void forget(String kind) {
      plans.stream()
          .filter(plan -> plan.delivery().kind().equals(kind))
          .forEach(
              plan -> {
                begun.remove(plan.delivery().id());
                plan.pass().leave();
              });
    }

    /** Does any worker begin with one of them? */
    boolean isBegun() {
      return !plans.isEmpty();
    }

    /** The transaction has not committed. */
    void giveUp() {
      passes.values().forEach(GatePass::leave);
      Collection<Reservation> unused = places.values();
      unused.forEach(Reservation::giveBack);
    }
  }
}
