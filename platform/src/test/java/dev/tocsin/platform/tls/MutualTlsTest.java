package dev.tocsin.platform.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two ports: one for people and tools, one where every client shows a certificate. */
@Tag("own-settings")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(value = TlsFiles.class, restrictToAnnotatedClass = true)
class MutualTlsTest {
  private static final UUID TENANT = UUID.randomUUID();
  private static final GetUsersRequest ASKED =
      GetUsersRequest.newBuilder().addIds(UUID.randomUUID().toString()).build();

  @Inject ServiceClients services;

  @TestHTTPResource URI open;

  @TestHTTPResource(tls = true)
  URI internal;

  private final List<ManagedChannel> channels = new ArrayList<>();

  @AfterEach
  void disconnect() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  @Test
  void servicesReachEachOther() {
    GetUsersResponse answer =
        services
            .call(
                "identity",
                MutinyUserServiceGrpc::newMutinyStub,
                TENANT,
                stub -> stub.getUsers(ASKED))
            .await()
            .atMost(Duration.ofSeconds(60));

    assertTrue(answer.getUsers(0).getUser().getName().startsWith("service:"));
  }

  @Test
  void letsInAClientWithACertificateOfOurs() throws Exception {
    GetUsersResponse answer = ask(tls(client("service"), "ours"));

    assertEquals("service:alerting", answer.getUsers(0).getUser().getName());
  }

  @Test
  void refusesAClientWithoutACertificate() {
    assertRefused(() -> ask(tls(GrpcSslContexts.forClient(), "ours")));
  }

  @Test
  void refusesAClientWithACertificateOfAnotherAuthority() {
    assertRefused(() -> ask(tls(client("stranger"), "ours")));
  }

  @Test
  void aClientRefusesAServerOfAnotherAuthority() {
    assertRefused(() -> ask(tls(client("service"), "theirs")));
  }

  @Test
  void refusesPlainTextOnTheInternalPort() {
    assertRefused(() -> ask(plain(internal.getPort())));
  }

  @Test
  void refusesAServiceCredentialOnTheOpenPort() {
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> ask(plain(open.getPort())));

    assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
    assertTrue(refused.getMessage().contains("tocsin.tls.port"), refused.getMessage());
  }

  @Test
  void asksNobodyForACertificateOnTheOpenPort() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(open.resolve("/ping")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(200, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable call) {
    StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, call);
    assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode(), refused.toString());
  }

  private static GetUsersResponse ask(ManagedChannel channel) {
    return UserServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.service("alerting", TENANT))
        .withDeadlineAfter(Duration.ofSeconds(60))
        .getUsers(ASKED);
  }

  private SslContextBuilder client(String identity) {
    return GrpcSslContexts.forClient().keyManager(file(identity + ".crt"), file(identity + ".key"));
  }

  private ManagedChannel tls(SslContextBuilder context, String trusted) throws Exception {
    return opened(
        NettyChannelBuilder.forAddress("localhost", internal.getPort())
            .sslContext(context.trustManager(file(trusted + ".crt")).build()));
  }

  private ManagedChannel plain(int port) {
    return opened(NettyChannelBuilder.forAddress("localhost", port).usePlaintext());
  }

  private ManagedChannel opened(NettyChannelBuilder builder) {
    ManagedChannel channel = builder.build();
    channels.add(channel);
    return channel;
  }

  private static File file(String name) {
    String folder = ConfigProvider.getConfig().getValue(TlsFiles.FOLDER, String.class);
    return new File(folder, name);
  }
}
