package dev.tocsin.platform.rest;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.CreateEscalationPolicyRequest;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsResponse;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.MutinyEscalationPolicyServiceGrpc;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import dev.tocsin.proto.alerting.v1.WatchTimelineRequest;
import dev.tocsin.proto.identity.v1.DeleteUserRequest;
import dev.tocsin.proto.identity.v1.GetCallerRequest;
import dev.tocsin.proto.identity.v1.GetCallerResponse;
import dev.tocsin.proto.identity.v1.GetSigningKeysRequest;
import dev.tocsin.proto.identity.v1.GetSigningKeysResponse;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.ListTenantsRequest;
import dev.tocsin.proto.identity.v1.ListTenantsResponse;
import dev.tocsin.proto.identity.v1.MutinyAuthServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyTenantServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import dev.tocsin.proto.identity.v1.Session;
import dev.tocsin.proto.identity.v1.SignInRequest;
import dev.tocsin.proto.identity.v1.UpdateUserRequest;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.identity.v1.VerifyApiKeyRequest;
import dev.tocsin.proto.identity.v1.VerifyApiKeyResponse;
import dev.tocsin.proto.notification.v1.MutinyTemplateServiceGrpc;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.RenderPreviewResponse;
import dev.tocsin.proto.notification.v1.RenderedMessage;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Services without a store: they keep what they were asked and who asked. */
final class Doubles {
  static final UUID ACME = UUID.fromString("0190a000-0000-7000-8000-00000000acee");
  static final UUID GLOBEX = UUID.fromString("0190a000-0000-7000-8000-0000000b10be");

  /** The title of an alert whose id begins with threes. */
  static final String LARGE = "x".repeat(300_000);

  /** Requests as the methods saw them, newest last. */
  static final Queue<Message> SEEN = new ConcurrentLinkedQueue<>();

  /** What {@code VerifyApiKey} knows. */
  static final Map<String, VerifyApiKeyResponse> KEYS = new ConcurrentHashMap<>();

  static final AtomicInteger VERIFIED = new AtomicInteger();
  static final AtomicInteger WATCHING = new AtomicInteger();

  /** Until the flood has ended, or was broken off. */
  static final AtomicBoolean FLOODING = new AtomicBoolean(true);

  private Doubles() {}

  static <M> M last(Class<M> type) {
    M last = null;
    for (Message message : SEEN) {
      if (type.isInstance(message)) {
        last = type.cast(message);
      }
    }
    return last;
  }

  @GrpcService
  @Singleton
  static class Alerts extends MutinyAlertServiceGrpc.AlertServiceImplBase {
    @Override
    public Uni<Alert> getAlert(GetAlertRequest request) {
      Caller caller = Caller.current();
      if (request.getId().startsWith("00000000")) {
        throw new NotFound("alert", request.getId());
      }
      if (request.getId().startsWith("11111111")) {
        throw new IllegalStateException("the password is hunter2");
      }
      if (request.getId().startsWith("22222222")) {
        throw new Exhausted("the limit of 10 is used up", Duration.ofSeconds(7));
      }
      Alert answer =
          Alert.newBuilder()
              .setId(request.getId())
              .setTitle(request.getId().startsWith("33333333") ? LARGE : caller.actor())
              .setSource(String.valueOf(caller.tenant()))
              .setGroupId(caller.requestId())
              .setSeverity(Severity.SEVERITY_CRITICAL)
              .setState(AlertState.ALERT_STATE_OPEN)
              .putLabels("alertname", "Disk")
              .build();
      // Half of the calls answer later and from another thread, as a store does.
      return request.getId().hashCode() % 2 == 0
          ? Uni.createFrom().item(answer)
          : Uni.createFrom().item(answer).onItem().delayIt().by(Duration.ofMillis(3));
    }

    @Override
    public Uni<ListAlertsResponse> listAlerts(ListAlertsRequest request) {
      SEEN.add(request);
      return Uni.createFrom().item(ListAlertsResponse.getDefaultInstance());
    }

    @Override
    public Uni<AlertChange> acknowledgeAlert(AcknowledgeAlertRequest request) {
      SEEN.add(request);
      return Uni.createFrom().item(AlertChange.getDefaultInstance());
    }

    @Override
    public Multi<TimelineEntry> watchTimeline(WatchTimelineRequest request) {
      SEEN.add(request);
      if (request.getAfterId().equals("flood")) {
        return Multi.createFrom()
            .range(0, 200_000)
            .map(i -> TimelineEntry.newBuilder().setId("e" + i).setAlertId("x".repeat(500)).build())
            .onTermination()
            .invoke(() -> FLOODING.set(false));
      }
      if (request.getAfterId().equals("fail")) {
        return Multi.createBy()
            .concatenating()
            .streams(
                Multi.createFrom().item(TimelineEntry.newBuilder().setId("f1").build()),
                Multi.createFrom().failure(new NotFound("entry", "f2")));
      }
      Multi<TimelineEntry> three =
          Multi.createFrom()
              .items("e1", "e2", "e3")
              .map(id -> TimelineEntry.newBuilder().setId(id).build());
      if (request.getAfterId().equals("stay")) {
        WATCHING.incrementAndGet();
        return Multi.createBy()
            .concatenating()
            .streams(three, Multi.createFrom().nothing())
            .onCancellation()
            .invoke(WATCHING::decrementAndGet);
      }
      return three;
    }
  }

  @GrpcService
  @Singleton
  static class Policies extends MutinyEscalationPolicyServiceGrpc.EscalationPolicyServiceImplBase {
    @Override
    public Uni<EscalationPolicy> createEscalationPolicy(CreateEscalationPolicyRequest request) {
      SEEN.add(request);
      if (request.getPolicy().getName().equals("positioned")) {
        return Uni.createFrom()
            .failure(
                new Invalid(
                    List.of(new Violation("policy.description", "unexpected token", 3, 14))));
      }
      return Uni.createFrom().item(request.getPolicy());
    }
  }

  @GrpcService
  @Singleton
  static class Users extends MutinyUserServiceGrpc.UserServiceImplBase {
    @Override
    public Uni<User> updateUser(UpdateUserRequest request) {
      SEEN.add(request);
      return Uni.createFrom().item(request.getUser());
    }

    @Override
    public Uni<Empty> deleteUser(DeleteUserRequest request) {
      SEEN.add(request);
      return Uni.createFrom().item(Empty.getDefaultInstance());
    }

    @Override
    public Uni<GetUsersResponse> getUsers(GetUsersRequest request) {
      return Uni.createFrom()
          .item(
              GetUsersResponse.newBuilder()
                  .addUsers(
                      dev.tocsin.proto.identity.v1.ReachableUser.newBuilder()
                          .setUser(User.newBuilder().setName(Caller.current().actor())))
                  .build());
    }
  }

  @GrpcService
  @Singleton
  static class Tenants extends MutinyTenantServiceGrpc.TenantServiceImplBase {
    @Override
    public Uni<ListTenantsResponse> listTenants(ListTenantsRequest request) {
      return Uni.createFrom().item(ListTenantsResponse.getDefaultInstance());
    }
  }

  @GrpcService
  @Singleton
  static class Templates extends MutinyTemplateServiceGrpc.TemplateServiceImplBase {
    @Override
    public Uni<RenderPreviewResponse> renderPreview(RenderPreviewRequest request) {
      SEEN.add(request);
      return Uni.createFrom()
          .item(
              RenderPreviewResponse.newBuilder()
                  .addMessages(RenderedMessage.getDefaultInstance())
                  .build());
    }
  }

  @GrpcService
  @Singleton
  static class Auth extends MutinyAuthServiceGrpc.AuthServiceImplBase {
    @Override
    public Uni<VerifyApiKeyResponse> verifyApiKey(VerifyApiKeyRequest request) {
      VERIFIED.incrementAndGet();
      VerifyApiKeyResponse known = KEYS.get(request.getKey());
      return known == null
          ? Uni.createFrom().failure(new Unauthenticated("unknown key"))
          : Uni.createFrom().item(known);
    }

    @Override
    public Uni<GetSigningKeysResponse> getSigningKeys(GetSigningKeysRequest request) {
      return Uni.createFrom().item(TestTokens.published());
    }

    @Override
    public Uni<Session> signIn(SignInRequest request) {
      return Uni.createFrom()
          .item(Session.newBuilder().setUserId(Caller.current().actor()).build());
    }

    @Override
    public Uni<GetCallerResponse> getCaller(GetCallerRequest request) {
      Caller caller = Caller.current();
      return Uni.createFrom()
          .item(
              GetCallerResponse.newBuilder()
                  .setUserId(caller.actor())
                  .setRole(caller.role())
                  .addAllScopes(caller.scopes())
                  .build());
    }
  }
}
