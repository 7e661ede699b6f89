package dev.tocsin.platform.tls;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** The port that lets in nobody without a certificate; the other port stays as it is. */
@Singleton
class InternalPort implements HttpServerOptionsCustomizer {
  private final InternalTls tls;

  InternalPort(InternalTls tls) {
    this.tls = tls;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    if (tls.isOn()) {
      options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(tls.trusted());
    }
  }
}
