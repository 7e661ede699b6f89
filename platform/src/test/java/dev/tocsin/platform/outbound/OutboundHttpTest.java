package dev.tocsin.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.trace.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FAULTS 24 (server-side request forgery) and 13 (providers that hang, drip and reset). */
class OutboundHttpTest {

  private static final Optional<List<String>> LOOPBACK = Optional.of(List.of("127.0.0.0/8"));

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger received = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() {
    server = await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void givesTheAnswerWithItsBody() {
    var answered = assertInstanceOf(OutboundResponse.Answered.class, send(LOOPBACK, "/echo"));
    assertEquals(201, answered.status());
    assertEquals("127.0.0.1:" + server.actualPort(), answered.header("X-Host").orElseThrow());
    assertFalse(answered.truncated());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "2130706433",
        "127.1",
        "127.0.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "0.0.0.0",
        "[::1]"
      })
  void reachesNoLoopbackWhateverItsSpelling(String host) {
    var refused =
        assertInstanceOf(OutboundResponse.NotSent.class, sendTo(Optional.empty(), host, "/echo"));
    assertTrue(refused.forbidden(), refused.reason());
    assertEquals(0, received.get());
  }

  @Test
  void reachesNoMetadataService() {
    var answer = sendTo(LOOPBACK, "169.254.169.254", "/latest/meta-data");
    assertTrue(assertInstanceOf(OutboundResponse.NotSent.class, answer).forbidden());
  }

  @Test
  void followsNoRedirect() {
    var answered = assertInstanceOf(OutboundResponse.Answered.class, send(LOOPBACK, "/redirect"));
    assertEquals(302, answered.status());
    assertEquals(1, received.get());
  }

  @Test
  void resolvesOnceSoThatRebindingIsFruitless() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    InetAddress[] public_ = {InetAddress.getByName("127.0.0.1")};
    InetAddress[] private_ = {InetAddress.getByName("169.254.169.254")};
    var outbound = outbound(LOOPBACK, host -> lookups.incrementAndGet() == 1 ? public_ : private_);
    var first = outbound.send(get("rebind.example", "/echo")).await().indefinitely();
    assertInstanceOf(OutboundResponse.Answered.class, first);
    assertEquals(1, lookups.get());
    var second = outbound.send(get("rebind.example", "/echo")).await().indefinitely();
    assertTrue(assertInstanceOf(OutboundResponse.NotSent.class, second).forbidden());
    assertEquals(1, received.get());
  }

  @Test
  void refusesANameWithOneForbiddenAddressAmongGoodOnes() throws Exception {
    InetAddress[] mixed = {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("10.0.0.1")};
    var answer =
        outbound(LOOPBACK, host -> mixed)
            .send(get("mixed.example", "/echo"))
            .await()
            .indefinitely();
    assertTrue(assertInstanceOf(OutboundResponse.NotSent.class, answer).forbidden());
  }

  @Test
  void tellsThatNothingWasSentWhenNobodyListens() {
    await(server.close());
    var failed = assertInstanceOf(OutboundResponse.NotSent.class, send(LOOPBACK, "/echo"));
    assertFalse(failed.forbidden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hang", "/reset", "/drip", "/half"})
  void tellsThatTheOutcomeIsUnknownOnceSent(String path) {
    assertInstanceOf(OutboundResponse.Unanswered.class, send(LOOPBACK, path));
    assertEquals(1, received.get());
  }

  @Test
  void keepsNoMoreOfALongAnswerThanTheLimit() {
    var answered = assertInstanceOf(OutboundResponse.Answered.class, send(LOOPBACK, "/endless"));
    assertTrue(answered.truncated());
    assertEquals(1000, answered.body().length);
  }

  @Test
  void trustsNoCertificateThatNobodySigned(@TempDir Path folder) throws Exception {
    HttpServerOptions tls =
        new HttpServerOptions().setSsl(true).setKeyCertOptions(selfSigned(folder));
    HttpServer secure =
        await(vertx.createHttpServer(tls).requestHandler(this::serve).listen(0, "127.0.0.1"));
    var uri = URI.create("https://localhost:" + secure.actualPort() + "/echo");
    var answer =
        outbound(Optional.of(List.of("127.0.0.0/8", "::1")), InetAddress::getAllByName)
            .send(OutboundRequest.get(uri, Map.of()))
            .await()
            .indefinitely();
    assertInstanceOf(OutboundResponse.NotSent.class, answer);
    assertEquals(0, received.get());
  }

  @Test
  void checksTheNameOfTheCertificateThoughItConnectsByAddress(@TempDir Path folder)
      throws Exception {
    PfxOptions store = selfSigned(folder);
    HttpServerOptions tls = new HttpServerOptions().setSsl(true).setKeyCertOptions(store);
    HttpServer secure =
        await(vertx.createHttpServer(tls).requestHandler(this::serve).listen(0, "127.0.0.1"));
    OutboundConfig config = new Limits(LOOPBACK);
    InetAddress[] loopback = {InetAddress.getByName("127.0.0.1")};
    var outbound =
        new OutboundHttp(
            vertx,
            config,
            new OutboundAddresses(vertx, config, host -> loopback),
            Tracing.off(),
            new HttpClientOptions().setPfxTrustOptions(store));
    String end = ":" + secure.actualPort() + "/echo";
    var right = OutboundRequest.get(URI.create("https://localhost" + end), Map.of());
    var wrong = OutboundRequest.get(URI.create("https://other.example" + end), Map.of());
    assertInstanceOf(OutboundResponse.Answered.class, outbound.send(right).await().indefinitely());
    assertInstanceOf(OutboundResponse.NotSent.class, outbound.send(wrong).await().indefinitely());
    assertEquals(1, received.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.org/",
        "http:///x",
        "http://u:p@example.org/",
        "gopher://x/"
      })
  void refusesOtherSchemesAndHiddenCredentials(String uri) {
    var answer =
        outbound(LOOPBACK, InetAddress::getAllByName)
            .send(OutboundRequest.get(URI.create(uri), Map.of()))
            .await()
            .indefinitely();
    assertTrue(assertInstanceOf(OutboundResponse.NotSent.class, answer).forbidden());
  }

  @Test
  void refusesHeadersThatSmuggle() {
    URI uri = URI.create("http://example.org/");
    assertThrows(
        IllegalArgumentException.class,
        () -> OutboundRequest.get(uri, Map.of("X-A", "1\r\nX-B: 2")));
  }

  private OutboundResponse send(Optional<List<String>> allow, String path) {
    return sendTo(allow, "127.0.0.1", path);
  }

  private OutboundResponse sendTo(Optional<List<String>> allow, String host, String path) {
    return outbound(allow, InetAddress::getAllByName).send(get(host, path)).await().indefinitely();
  }

  private OutboundRequest get(String host, String path) {
    return OutboundRequest.get(
        URI.create("http://" + host + ":" + server.actualPort() + path), Map.of());
  }

  private OutboundHttp outbound(Optional<List<String>> allow, OutboundAddresses.Resolver resolver) {
    OutboundConfig config = new Limits(allow);
    return new OutboundHttp(vertx, config, new OutboundAddresses(vertx, config, resolver));
  }

  private void serve(HttpServerRequest request) {
    received.incrementAndGet();
    switch (request.path()) {
      case "/echo" ->
          request
              .response()
              .setStatusCode(201)
              .putHeader("X-Host", request.authority().toString())
              .end("hello");
      case "/redirect" ->
          request
              .response()
              .setStatusCode(302)
              .putHeader("Location", "http://127.0.0.1/echo")
              .end();
      case "/reset" -> request.connection().close();
      case "/half" -> {
        request.response().putHeader("Content-Length", "100").write("half");
        vertx.setTimer(50, fired -> request.connection().close());
      }
      case "/drip" -> {
        request.response().setChunked(true);
        vertx.setPeriodic(50, tick -> request.response().write("."));
      }
      case "/endless" -> {
        request.response().setChunked(true);
        vertx.setPeriodic(1, tick -> request.response().write("x".repeat(300)));
      }
      default -> request.response(); // hangs
    }
  }

  private static PfxOptions selfSigned(Path folder) throws Exception {
    String store = folder.resolve("server.p12").toString();
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int exit =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store)
            .start()
            .waitFor();
    assertEquals(0, exit);
    return new PfxOptions().setPath(store).setPassword("changeit");
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private record Limits(Optional<List<String>> allow) implements OutboundConfig {
    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(3);
    }

    @Override
    public int maxResponseBytes() {
      return 1000;
    }

    @Override
    public int connectionsPerHost() {
      return 2;
    }
  }
}
