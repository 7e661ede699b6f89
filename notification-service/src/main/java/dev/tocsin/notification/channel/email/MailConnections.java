package dev.tocsin.notification.channel.email;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Connects to mail servers: to the address that was checked, under the name that its certificate
 * must bear.
 */
final class MailConnections {

  private static final int CLIENTS = 64;

  private record Key(boolean tls, String certificates) {}

  private final Vertx vertx;
  private final Duration connectTimeout;
  private final Map<Key, NetClient> clients =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, NetClient> eldest) {
          boolean full = size() > CLIENTS;
          if (full) {
            eldest.getValue().close();
          }
          return full;
        }
      };

  MailConnections(Vertx vertx, Duration connectTimeout) {
    this.vertx = vertx;
    this.connectTimeout = connectTimeout;
  }

  Future<NetSocket> connect(MailServer server, InetAddress address) {
    try {
      // An address that carries the name: connected to by number, verified by name.
      InetAddress named = InetAddress.getByAddress(bare(server.host()), address.getAddress());
      SocketAddress remote =
          SocketAddress.inetSocketAddress(new InetSocketAddress(named, server.port()));
      String serverName =
          server.host().matches("[0-9.]+|\\[?[0-9A-Fa-f:]*:.*") ? null : server.host();
      NetClient client =
          client(new Key(server.security() == MailServer.Security.TLS, server.certificates()));
      return serverName == null ? client.connect(remote) : client.connect(remote, serverName);
    } catch (IOException | GeneralSecurityException e) {
      return Future.failedFuture(
          SmtpFailure.permanent("The trusted certificates of the channel cannot be read"));
    }
  }

  private synchronized NetClient client(Key key) throws IOException, GeneralSecurityException {
    NetClient known = clients.get(key);
    if (known != null) {
      return known;
    }
    NetClientOptions options =
        new NetClientOptions()
            .setConnectTimeout((int) connectTimeout.toMillis())
            .setSsl(key.tls())
            .setSslHandshakeTimeout(connectTimeout.toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setHostnameVerificationAlgorithm("HTTPS");
    options.setTrustOptions(TrustOptions.wrap(trust(key.certificates())));
    NetClient client = vertx.createNetClient(options);
    clients.put(key, client);
    return client;
  }

  /** The usual authorities and those of the channel. */
  private static X509TrustManager trust(String pem) throws IOException, GeneralSecurityException {
    X509TrustManager usual = manager(null);
    if (pem.isBlank()) {
      return usual;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate authority : usual.getAcceptedIssuers()) {
      store.setCertificateEntry("usual-" + number++, authority);
    }
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    for (Certificate own :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("own-" + number++, own);
    }
    return manager(store);
  }

  private static X509TrustManager manager(@org.jspecify.annotations.Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("The JDK has no X.509 trust manager");
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
