package dev.tocsin.alerting.payload;

import dev.tocsin.alerting.alert.SignalText;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Notes payloads for later. Noting costs a look into a map, whatever the rate: of each integration
 * a few are taken between two writes, the others are not kept. What is noted is lost with the
 * process, and when the database is away: it is for people who look for a mistake, not for alerts.
 */
@Singleton
public class PayloadLog {

  private static final Logger LOG = Logger.getLogger(PayloadLog.class);
  private static final int LONGEST_REASON = 2_000;
  private static final int MOST_WAITING = 500;
  private static final int MOST_ALERTS = 1_000;

  private final PayloadStore store;
  private final PayloadConfig config;
  private final Vertx vertx;
  private final Context context;
  private final AtomicBoolean timerSet = new AtomicBoolean();

  private final List<Noted> waiting = new ArrayList<>();
  private final Map<Kind, Integer> counts = new HashMap<>();

  /** Payloads of an integration that were taken in, or that were refused. */
  private record Kind(UUID integration, boolean accepted) {}

  PayloadLog(PayloadStore store, PayloadConfig config, Vertx vertx) {
    this.store = store;
    this.config = config;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /**
   * Notes a payload that was taken in.
   *
   * @param alerts what it opened, counted for or ended
   */
  public void accepted(
      UUID tenant, UUID integration, String source, byte[] body, List<UUID> alerts, Instant at) {
    note(tenant, integration, source, body, alerts, at, 200, "");
  }

  /**
   * Notes a payload that was refused.
   *
   * @param status HTTP status of the answer
   * @param reason for people
   */
  public void refused(
      UUID tenant,
      UUID integration,
      String source,
      byte[] body,
      Instant at,
      int status,
      String reason) {
    note(
        tenant,
        integration,
        source,
        body,
        List.of(),
        at,
        status,
        SignalText.shorten(SignalText.clean(reason), LONGEST_REASON));
  }

  private void note(
      UUID tenant,
      UUID integration,
      String source,
      byte[] body,
      List<UUID> alerts,
      Instant at,
      int status,
      String reason) {
    Kind kind = new Kind(integration, status < 300);
    synchronized (waiting) {
      if (waiting.size() >= MOST_WAITING
          || counts.merge(kind, 1, Integer::sum) > config.perWrite()) {
        return;
      }
      byte[] kept = body.length <= config.maxSize() ? body : Arrays.copyOf(body, config.maxSize());
      waiting.add(
          new Noted(
              tenant,
              Ids.next(at),
              integration,
              at,
              source,
              status,
              reason,
              body.length,
              kept,
              alerts.subList(0, Math.min(MOST_ALERTS, alerts.size()))));
    }
    if (timerSet.compareAndSet(false, true)) {
      vertx.setTimer(
          Math.max(1, config.writeEvery().toMillis()),
          timer -> context.runOnContext(go -> write()));
    }
  }

  private void write() {
    timerSet.set(false);
    List<Noted> taken;
    synchronized (waiting) {
      taken = List.copyOf(waiting);
      waiting.clear();
      counts.clear();
    }
    Map<UUID, List<Noted>> byTenant = taken.stream().collect(Collectors.groupingBy(Noted::tenant));
    Multi.createFrom()
        .iterable(byTenant.entrySet())
        .onItem()
        .transformToUniAndConcatenate(entry -> written(entry.getKey(), entry.getValue()))
        .subscribe()
        .with(done -> {}, failure -> LOG.warnf("event=payloads_not_kept error=%s", failure));
  }

  private Uni<Void> written(UUID tenant, List<Noted> noted) {
    return store
        .write(tenant, noted, config.keepAccepted(), config.keepRefused())
        .onFailure()
        .invoke(failure -> LOG.warnf("event=payloads_not_kept error=%s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
