package dev.tocsin.platform.outbound;

import dev.tocsin.platform.outbound.OutboundAddresses.Resolution;
import dev.tocsin.platform.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests to addresses that a tenant may choose: bounded in time and size, no redirect
 * followed, no private network reached unless {@code tocsin.outbound.allow} names it, TLS with the
 * usual authorities and a check of the host name.
 */
@Singleton
public class OutboundHttp {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final @Nullable Vertx vertx;
  private final @Nullable HttpClient client;
  private final @Nullable OutboundAddresses addresses;
  private final Tracing tracing;
  private final Duration defaultTimeout;
  private final int maxResponseBytes;

  /** For the container's client proxy only. */
  @SuppressWarnings("unused")
  OutboundHttp() {
    this.vertx = null;
    this.client = null;
    this.addresses = null;
    this.tracing = Tracing.off();
    this.defaultTimeout = Duration.ZERO;
    this.maxResponseBytes = 0;
  }

  /** One client for the process; connections are kept per host. */
  @Inject
  public OutboundHttp(
      Vertx vertx, OutboundConfig config, OutboundAddresses addresses, Tracing tracing) {
    this(vertx, config, addresses, tracing, new HttpClientOptions());
  }

  /** The same without spans. */
  public OutboundHttp(Vertx vertx, OutboundConfig config, OutboundAddresses addresses) {
    this(vertx, config, addresses, Tracing.off());
  }

  OutboundHttp(
      Vertx vertx,
      OutboundConfig config,
      OutboundAddresses addresses,
      Tracing tracing,
      HttpClientOptions base) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.tracing = tracing;
    this.defaultTimeout = config.timeout();
    this.maxResponseBytes = config.maxResponseBytes();
    this.client =
        vertx.createHttpClient(
            base.setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(config.connectionsPerHost())
                .setMaxWaitQueueSize(1000)
                .setKeepAliveTimeout(15)
                .setTrustAll(false)
                .setVerifyHost(true)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(16 * 1024)
                .setMaxRedirects(0));
  }

  /** Sends the request. Never fails; resumes on the caller's Vert.x context. */
  public Uni<OutboundResponse> send(OutboundRequest request) {
    Optional<String> malformed = malformed(request.uri());
    if (malformed.isPresent()) {
      return Uni.createFrom().item(new OutboundResponse.NotSent(malformed.get(), true));
    }
    return tracing.request(
        request.method() + " " + request.uri().getHost(),
        Attributes.of(METHOD, request.method(), SERVER, request.uri().getHost()),
        OutboundHttp::told,
        () -> sent(request));
  }

  /** Only how it ended: addresses and bodies hold secrets. */
  private static Attributes told(OutboundResponse response) {
    return switch (response) {
      case OutboundResponse.Answered answered -> Attributes.of(STATUS, (long) answered.status());
      case OutboundResponse.NotSent notSent -> Attributes.of(ERROR, "not_sent");
      case OutboundResponse.Unanswered unanswered -> Attributes.of(ERROR, "unanswered");
    };
  }

  private Uni<OutboundResponse> sent(OutboundRequest request) {
    Duration timeout = request.timeout() == null ? defaultTimeout : request.timeout();
    long deadline = System.nanoTime() + timeout.toNanos();
    return Objects.requireNonNull(addresses)
        .resolve(request.uri().getHost())
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(
            new Resolution.Unreachable(
                "Resolving '" + request.uri().getHost() + "' took too long", false))
        .chain(
            resolution ->
                switch (resolution) {
                  case Resolution.Unreachable no ->
                      Uni.createFrom()
                          .item(
                              (OutboundResponse)
                                  new OutboundResponse.NotSent(no.reason(), no.forbidden()));
                  case Resolution.Reachable yes -> exchange(request, yes.address(), deadline);
                });
  }

  private Uni<OutboundResponse> exchange(
      OutboundRequest request, InetAddress address, long deadline) {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    HttpClient http = Objects.requireNonNull(client);
    return Uni.createFrom()
        .emitter(
            emitter ->
                new Exchange(
                        Objects.requireNonNull(vertx), request, maxResponseBytes, emitter::complete)
                    .start(http, options(request, address), millis));
  }

  private static RequestOptions options(OutboundRequest request, InetAddress address) {
    URI uri = request.uri();
    boolean ssl = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() > 0 ? uri.getPort() : ssl ? 443 : 80;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(bare(uri.getHost()))
            .setPort(port)
            .setSsl(ssl)
            .setFollowRedirects(false)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    request.headers().forEach(options::putHeader);
    return options;
  }

  private static Optional<String> malformed(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.of("The address must begin with https:// or http://");
    }
    if (uri.getHost() == null) {
      return Optional.of("The address names no host");
    }
    return uri.getRawUserInfo() != null
        ? Optional.of("The address must not hold a user name or password")
        : Optional.empty();
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @PreDestroy
  void close() {
    if (client != null) {
      client.close();
    }
  }
}
