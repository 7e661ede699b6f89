package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.notification.command.Outcomes;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Passes an answer on to alerting and puts what came of it into words. */
@Singleton
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
    return new AnswerResult(
        Outcomes.changed(change), Outcomes.words(answer, change), change.getAlert().getTitle());
  }
}
