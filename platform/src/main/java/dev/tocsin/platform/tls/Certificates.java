package dev.tocsin.platform.tls;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.netty.handler.ssl.SslContext;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * The three files as they were read last. Who has the {@link #client} context shows, in each new
 * connection, the certificate that was read last.
 */
final class Certificates {
  private static final String ALIAS = "default";

  private final File certificate;
  private final File key;
  private final File trust;
  private final AdvancedTlsX509KeyManager keys;
  private final AdvancedTlsX509TrustManager trusted;

  /** Reads them. */
  Certificates(File certificate, File key, File trust)
      throws IOException, GeneralSecurityException {
    this.certificate = certificate;
    this.key = key;
    this.trust = trust;
    this.keys = new AdvancedTlsX509KeyManager();
    this.trusted = AdvancedTlsX509TrustManager.newBuilder().build();
    readAgain();
  }

  /** Reads them anew. One that cannot be used fails, and what was read before stays. */
  void readAgain() throws IOException, GeneralSecurityException {
    try {
      trusted.updateTrustCredentials(trust);
      keys.updateIdentityCredentials(certificate, key);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  /** The certificate that is shown. */
  X509Certificate shown() {
    return keys.getCertificateChain(ALIAS)[0];
  }

  Instant expiry() {
    return shown().getNotAfter().toInstant();
  }

  SslContext client() throws IOException {
    return GrpcSslContexts.forClient().keyManager(keys).trustManager(trusted).build();
  }
}
