package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import dev.tocsin.proto.alerting.v1.WatchTimelineRequest;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class GrpcCallsTest {
  private static final String ALERT = "0190a000-0000-7000-8000-000000000001";
  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel =
        NettyChannelBuilder.forAddress("localhost", ApiClient.uri("").getPort())
            .usePlaintext()
            .build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  private AlertServiceGrpc.AlertServiceBlockingStub alerts(String credential) {
    return AlertServiceGrpc.newBlockingStub(channel).withInterceptors(As.bearer(credential));
  }

  private static GetAlertRequest get(String id) {
    return GetAlertRequest.newBuilder().setId(id).build();
  }

  private static Status.Code code(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }

  @Test
  void knowsTheCallerOfAGrpcCall() {
    Alert alert = alerts(TestTokens.token(Doubles.ACME, "viewer")).getAlert(get(ALERT));

    assertEquals(Doubles.ACME.toString(), alert.getSource());
  }

  @Test
  void refusesWithoutOrWithAWrongCredential() {
    AlertServiceGrpc.AlertServiceBlockingStub nobody = AlertServiceGrpc.newBlockingStub(channel);

    assertEquals(Status.Code.UNAUTHENTICATED, code(() -> nobody.getAlert(get(ALERT))));
    assertEquals(Status.Code.UNAUTHENTICATED, code(() -> alerts("tcs_no").getAlert(get(ALERT))));
  }

  @Test
  void tellsViolationsAndRequestIdAsDetails() {
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> alerts(TestTokens.token(Doubles.ACME, "viewer")).getAlert(get("x")));

    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    com.google.rpc.Status details = StatusProto.fromThrowable(refused);
    BadRequest request = unpack(details, BadRequest.class);
    ErrorInfo info = unpack(details, ErrorInfo.class);
    assertEquals("id", request.getFieldViolations(0).getField());
    assertEquals("INVALID", info.getReason());
    assertEquals(36, info.getMetadataOrThrow("request_id").length());
  }

  private static <M extends com.google.protobuf.Message> M unpack(
      com.google.rpc.Status status, Class<M> type) {
    return status.getDetailsList().stream()
        .filter(any -> any.is(type))
        .map(
            any -> {
              try {
                return any.unpack(type);
              } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
              }
            })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsNothingOfAnUnexpectedFailure() {
    StatusRuntimeException failed =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                alerts(TestTokens.token(Doubles.ACME, "viewer"))
                    .getAlert(get("11111111-0000-7000-8000-000000000001")));

    assertEquals(Status.Code.INTERNAL, failed.getStatus().getCode());
    assertTrue(!failed.getStatus().getDescription().contains("hunter2"));
  }

  @Test
  void keepsServiceCallsForServices() {
    UserServiceGrpc.UserServiceBlockingStub users = UserServiceGrpc.newBlockingStub(channel);
    GetUsersRequest request = GetUsersRequest.newBuilder().addIds(ALERT).build();

    assertEquals(
        Status.Code.PERMISSION_DENIED,
        code(
            () ->
                users
                    .withInterceptors(As.bearer(TestTokens.token(Doubles.ACME, "owner")))
                    .getUsers(request)));
    assertEquals(
        "service:alerting",
        users
            .withInterceptors(As.service("alerting", Doubles.ACME))
            .getUsers(request)
            .getUsers(0)
            .getUser()
            .getName());
  }

  @Test
  void letsAServiceActForATenantAndForNoneOnlyWhereItMay() {
    AlertServiceGrpc.AlertServiceBlockingStub alerts = AlertServiceGrpc.newBlockingStub(channel);

    assertEquals(
        Doubles.GLOBEX.toString(),
        alerts
            .withInterceptors(As.service("notification", Doubles.GLOBEX))
            .getAlert(get(ALERT))
            .getSource());
    assertEquals(
        Status.Code.PERMISSION_DENIED,
        code(() -> alerts.withInterceptors(As.service("notification")).getAlert(get(ALERT))));
  }

  @Test
  void streamsAndEndsWithTheCaller() throws Exception {
    Context.CancellableContext leaving = Context.current().withCancellation();
    leaving.run(
        () -> {
          Iterator<TimelineEntry> entries =
              alerts(TestTokens.token(Doubles.ACME, "viewer"))
                  .watchTimeline(WatchTimelineRequest.newBuilder().setAfterId("stay").build());
          assertEquals("e1", entries.next().getId());
          assertEquals("e2", entries.next().getId());
          assertEquals("e3", entries.next().getId());
          assertEquals(1, Doubles.WATCHING.get());
        });
    leaving.cancel(null);

    for (int i = 0; i < 1200 && Doubles.WATCHING.get() > 0; i++) {
      Thread.sleep(50);
    }
    assertEquals(0, Doubles.WATCHING.get());
  }

  @Test
  void answersOnAfterACallerLeftInTheMiddle() {
    for (int i = 0; i < 50; i++) {
      Context.CancellableContext leaving = Context.current().withCancellation();
      leaving.run(
          () -> {
            CompletableFuture<Void> ignored = new CompletableFuture<>();
            AlertServiceGrpc.newStub(channel)
                .withInterceptors(As.bearer(TestTokens.token(Doubles.ACME, "viewer")))
                .getAlert(get(UUID.randomUUID().toString()), observer(ignored));
          });
      leaving.cancel(null);
    }

    assertEquals(
        Doubles.ACME.toString(),
        alerts(TestTokens.token(Doubles.ACME, "viewer")).getAlert(get(ALERT)).getSource());
  }

  @Test
  void keepsTheConnectionWhenACallerBreaksOffAReflectionAnswer() throws Exception {
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> answered = new CompletableFuture<>();
      Context.CancellableContext leaving = Context.current().withCancellation();
      leaving.run(
          () -> {
            StreamObserver<ServerReflectionRequest> ask =
                ServerReflectionGrpc.newStub(channel)
                    .serverReflectionInfo(
                        new StreamObserver<>() {
                          @Override
                          public void onNext(ServerReflectionResponse answer) {
                            answered.complete(null);
                          }

                          @Override
                          public void onError(Throwable t) {
                            answered.complete(null);
                          }

                          @Override
                          public void onCompleted() {}
                        });
            ask.onNext(
                ServerReflectionRequest.newBuilder()
                    .setFileContainingSymbol("tocsin.alerting.v1.AlertService")
                    .build());
            ask.onCompleted();
          });
      answered.get(60, TimeUnit.SECONDS);
      leaving.cancel(null);
      assertEquals(
          ALERT, alerts(TestTokens.token(Doubles.ACME, "viewer")).getAlert(get(ALERT)).getId());
    }
  }

  private static <T> StreamObserver<T> observer(CompletableFuture<Void> done) {
    return new StreamObserver<>() {
      @Override
      public void onNext(T value) {}

      @Override
      public void onError(Throwable t) {
        done.complete(null);
      }

      @Override
      public void onCompleted() {
        done.complete(null);
      }
    };
  }

  @Test
  void neverMixesCallersOnOneConnection() {
    List<UUID> tenants = IntStream.range(0, 16).mapToObj(i -> new UUID(9, i)).toList();
    List<String> tokens = tenants.stream().map(t -> TestTokens.token(t, "viewer")).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
      List<CompletableFuture<Void>> calls =
          IntStream.range(0, 1024)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () ->
                              assertEquals(
                                  tenants.get(i % 16).toString(),
                                  alerts(tokens.get(i % 16))
                                      .getAlert(get(UUID.randomUUID().toString()))
                                      .getSource()),
                          threads))
              .toList();
      calls.forEach(CompletableFuture::join);
    }
  }

  @Test
  void reflectsTheContractAndTellsItsHealth() throws Exception {
    CompletableFuture<List<String>> services = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> ask =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse answer) {
                    services.complete(
                        answer.getListServicesResponse().getServiceList().stream()
                            .map(s -> s.getName())
                            .toList());
                  }

                  @Override
                  public void onError(Throwable t) {
                    services.completeExceptionally(t);
                  }

                  @Override
                  public void onCompleted() {}
                });
    ask.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());

    assertTrue(services.get(60, TimeUnit.SECONDS).contains("tocsin.alerting.v1.AlertService"));
    ask.onCompleted();
    assertEquals(
        HealthCheckResponse.ServingStatus.SERVING,
        HealthGrpc.newBlockingStub(channel)
            .check(HealthCheckRequest.getDefaultInstance())
            .getStatus());
  }
}
