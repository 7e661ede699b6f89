package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.ingest.Arrival.Idempotency;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.source.SignalBuilder;
import dev.tocsin.alerting.source.SignalLimits;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens alerts for people, by the very same way as those that monitoring tools send. */
@Singleton
public class Opener {

  private final AlertFlow flow;
  private final SignalLimits limits;
  private final TocsinClock clock;

  Opener(AlertFlow flow, SignalLimits limits, TocsinClock clock) {
    this.flow = flow;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * An alert to open.
   *
   * @param dedupKey what makes it the same problem; empty: it is one of its own
   * @param assignment whom to page; the routes say it when empty
   * @param idempotencyKey what the caller names the request by; may be empty
   * @param content the whole request: another one under the same key is refused
   */
  public record Wanted(
      String title,
      Severity severity,
      Map<String, String> labels,
      Map<String, String> annotations,
      String dedupKey,
      String sourceUrl,
      Optional<Assignment> assignment,
      String idempotencyKey,
      byte[] content) {}

  /**
   * Opens it; when the answer comes it is durable.
   *
   * @return id of the alert: the open one of the same key if there is one. Fails with {@code
   *     Conflict} when the idempotency key was used for another content, and with {@code Invalid}
   *     for an unknown policy
   */
  public Uni<UUID> open(Caller by, Wanted wanted) {
    return flow.receive(
            signal(wanted),
            new ByHand(by, wanted.assignment()),
            wanted.idempotencyKey().isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new Idempotency(wanted.idempotencyKey(), AlertFlow.bodyHash(wanted.content()))))
        .map(
            answer ->
                UUID.fromString(
                    new JsonObject(answer.json())
                        .getJsonArray("alerts")
                        .getJsonObject(0)
                        .getString("id")));
  }

  private Signal signal(Wanted wanted) {
    Instant now = clock.now();
    String identity = wanted.dedupKey().isBlank() ? "by-hand:" + Ids.next(now) : wanted.dedupKey();
    return new SignalBuilder(limits)
        .build(
            true,
            identity,
            wanted.title(),
            wanted.severity(),
            wanted.labels(),
            wanted.annotations(),
            wanted.sourceUrl(),
            now,
            null);
  }
}
