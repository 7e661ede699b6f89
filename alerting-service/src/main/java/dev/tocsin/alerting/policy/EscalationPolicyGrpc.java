package dev.tocsin.alerting.policy;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.alerting.v1.CreateEscalationPolicyRequest;
import dev.tocsin.proto.alerting.v1.DeleteEscalationPolicyRequest;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.GetEscalationPolicyRequest;
import dev.tocsin.proto.alerting.v1.ListEscalationPoliciesRequest;
import dev.tocsin.proto.alerting.v1.ListEscalationPoliciesResponse;
import dev.tocsin.proto.alerting.v1.MutinyEscalationPolicyServiceGrpc;
import dev.tocsin.proto.alerting.v1.UpdateEscalationPolicyRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Escalation policies as RPCs. */
@GrpcService
@Singleton
public class EscalationPolicyGrpc
    extends MutinyEscalationPolicyServiceGrpc.EscalationPolicyServiceImplBase {

  private static final String LIST = "escalation-policies";

  private final PolicyStore store;
  private final TocsinClock clock;

  EscalationPolicyGrpc(PolicyStore store, TocsinClock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Uni<EscalationPolicy> createEscalationPolicy(CreateEscalationPolicyRequest request) {
    Instant now = clock.now();
    PolicyRow row = PolicyMessages.row(Ids.next(now), request.getPolicy(), now);
    return store.create(Caller.current(), row).map(PolicyMessages::message);
  }

  @Override
  public Uni<EscalationPolicy> getEscalationPolicy(GetEscalationPolicyRequest request) {
    return store
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(PolicyMessages::message);
  }

  @Override
  public Uni<ListEscalationPoliciesResponse> listEscalationPolicies(
      ListEscalationPoliciesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    String after = PageToken.read(LIST, request.getPageToken(), 1).map(List::getFirst).orElse("");
    return store
        .list(Caller.current().tenantId(), after, size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, LIST, row -> List.of(row.name()));
              return ListEscalationPoliciesResponse.newBuilder()
                  .addAllPolicies(page.rows(PolicyMessages::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<EscalationPolicy> updateEscalationPolicy(UpdateEscalationPolicyRequest request) {
    EscalationPolicy asked = request.getPolicy();
    ChangedFields fields =
        ChangedFields.of(
            request.getUpdateMask(),
            "name",
            "description",
            "steps",
            "repeat",
            "fallback",
            "default");
    Instant now = clock.now();
    return store
        .update(
            Caller.current(),
            id(asked.getId()),
            before -> PolicyMessages.changed(before, asked, fields, now))
        .map(PolicyMessages::message);
  }

  @Override
  public Uni<Empty> deleteEscalationPolicy(DeleteEscalationPolicyRequest request) {
    return store
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field("policy.id", "'" + text + "' is not a policy id");
    }
  }
}
