package dev.tocsin.alerting.console;

import dev.tocsin.alerting.action.Done;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.proto.alerting.v1.BatchChangeAlertsResponse;
import dev.tocsin.proto.alerting.v1.BatchedChange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** One action on many alerts, one after the other: what fails for one is told of that one. */
final class BatchChanges {

  private BatchChanges() {}

  static Uni<BatchChangeAlertsResponse> each(List<String> ids, Function<UUID, Uni<Done>> action) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(id -> one(id, action))
        .collect()
        .asList()
        .map(changes -> BatchChangeAlertsResponse.newBuilder().addAllChanges(changes).build());
  }

  private static Uni<BatchedChange> one(String id, Function<UUID, Uni<Done>> action) {
    return action
        .apply(UUID.fromString(id))
        .map(
            done ->
                BatchedChange.newBuilder()
                    .setAlertId(id)
                    .setOutcome(Wire.outcome(done.outcome()))
                    .setReason(Wire.reason(done.reason()))
                    .build())
        .onFailure(TocsinException.class)
        .recoverWithItem(
            failure ->
                BatchedChange.newBuilder()
                    .setAlertId(id)
                    .setError(((TocsinException) failure).explanation())
                    .build());
  }
}
