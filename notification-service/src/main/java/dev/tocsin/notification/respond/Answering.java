package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Passes an answer on to alerting and puts what came of it into words. */
@ApplicationScoped
class Answering {

  private final ServiceClients services;

  Answering(ServiceClients services) {
    this.services = services;
  }

  /**
   * Acknowledges or resolves the group.
   *
   * @param user on whose behalf, by user id; empty when it is not known
   * @param note kept on the timeline
   */
  Uni<AnswerResult> give(Answer answer, UUID tenant, String group, String user, String note) {
    return services
        .call(
            "alerting",
            MutinyAlertServiceGrpc::newMutinyStub,
            tenant,
            alerting ->
                switch (answer) {
                  case ACKNOWLEDGE ->
                      alerting.acknowledgeGroup(
                          AcknowledgeGroupRequest.newBuilder()
                              .setId(group)
                              .setOnBehalfOf(user)
                              .setNote(note)
                              .build());
                  case RESOLVE ->
                      alerting.resolveGroup(
                          ResolveGroupRequest.newBuilder()
                              .setId(group)
                              .setOnBehalfOf(user)
                              .setNote(note)
                              .build());
                })
        .map(change -> result(answer, change));
  }

  private static AnswerResult result(Answer answer, AlertChange change) {
    boolean changed = change.getOutcome() == ChangeOutcome.CHANGE_OUTCOME_CHANGED;
    String why = change.getReason().getSummary();
    String words =
        switch (change.getOutcome()) {
          case CHANGE_OUTCOME_CHANGED ->
              answer == Answer.ACKNOWLEDGE ? "Acknowledged. Nobody further is paged." : "Resolved.";
          case CHANGE_OUTCOME_ALREADY_DONE ->
              answer == Answer.ACKNOWLEDGE
                  ? "Somebody had acknowledged it already."
                  : "It was resolved already.";
          case CHANGE_OUTCOME_ALREADY_RESOLVED -> "Too late: it is resolved already.";
          default -> "Nothing was changed.";
        };
    return new AnswerResult(
        changed,
        changed || why.isEmpty() ? words : words + " " + why,
        change.getAlert().getTitle());
  }
}
