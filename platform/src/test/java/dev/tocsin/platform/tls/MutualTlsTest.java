package dev.tocsin.platform.tls;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import io.quarkus.vertx.http.runtime.options.TlsCertificateReloader;
import jakarta.inject.Inject;
import java.io.File;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
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
  void showsARenewedCertificateWithoutARestart() throws Exception {
    BigInteger before = shown();
    assertEquals(serial("service"), before);
    byte[] certificate = Files.readAllBytes(file("service.crt").toPath());
    byte[] key = Files.readAllBytes(file("service.key").toPath());
    try {
      Files.copy(file("renewed.crt").toPath(), file("service.crt").toPath(), REPLACE_EXISTING);
      Files.copy(file("renewed.key").toPath(), file("service.key").toPath(), REPLACE_EXISTING);

      TlsCertificateReloader.reload().toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertEquals(serial("renewed"), shown());
      assertNotEquals(before, shown());
      ask(tls(client("service"), "ours"));
      assertRefused(() -> ask(tls(GrpcSslContexts.forClient(), "ours")));
    } finally {
      Files.write(file("service.crt").toPath(), certificate);
      Files.write(file("service.key").toPath(), key);
      TlsCertificateReloader.reload().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void tellsWhenTheCertificateEnds() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var ready =
          http.send(
              HttpRequest.newBuilder(open.resolve("/readyz")).build(),
              HttpResponse.BodyHandlers.ofString());
      var metrics =
          http.send(
              HttpRequest.newBuilder(open.resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertTrue(ready.body().contains("good until 2"), ready.body());
      assertTrue(
          metrics
              .body()
              .lines()
              .anyMatch(
                  line ->
                      line.matches("tocsin_tls_certificate_expiry_timestamp_seconds[ {].*[0-9E].*")
                          && !line.endsWith("NaN")),
          () -> "no end is told in the metrics");
    }
  }

  /** Serial number of the certificate that the internal port shows. */
  private BigInteger shown() throws Exception {
    var certificates = new Certificates(file("service.crt"), file("service.key"), file("ours.crt"));
    var engine =
        (io.netty.handler.ssl.JdkSslContext)
            (io.netty.handler.ssl.SslContext) certificates.client();
    try (var socket =
        (SSLSocket)
            engine.context().getSocketFactory().createSocket("localhost", internal.getPort())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private BigInteger serial(String name) throws Exception {
    return new Certificates(file(name + ".crt"), file(name + ".key"), file("ours.crt"))
        .shown()
        .getSerialNumber();
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
