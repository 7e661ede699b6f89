package dev.tocsin.platform.tls;

import io.netty.handler.ssl.SslContext;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether Tocsin's services show each other certificates, and with which. All three files are PEM
 * and are read at start, and anew every {@code tocsin.tls.reload} (ten minutes, half a minute at
 * least), so that renewed ones take effect:
 *
 * <ul>
 *   <li>{@code tocsin.tls.certificate}: this service's certificate and those between it and the
 *       authority, good for server and client, with the name that the others call it by;
 *   <li>{@code tocsin.tls.key}: its private key (PKCS#8, without a password);
 *   <li>{@code tocsin.tls.trust}: the authorities whose certificates are believed.
 * </ul>
 *
 * <p>{@code tocsin.tls.port} (8443) is the port that asks for certificates. The authority should be
 * the installation's own: whoever has a certificate of it reaches the port.
 */
@Singleton
public class InternalTls {
  private final Optional<String> certificate;
  private final Optional<String> key;
  private final Optional<String> trust;
  private @Nullable Certificates certificates;

  /**
   * Reads the settings.
   *
   * @throws ConfigurationException when some but not all files are named, or one cannot be read
   */
  public InternalTls(
      @ConfigProperty(name = "tocsin.tls.certificate") Optional<String> certificate,
      @ConfigProperty(name = "tocsin.tls.key") Optional<String> key,
      @ConfigProperty(name = "tocsin.tls.trust") Optional<String> trust) {
    this.certificate = certificate.filter(name -> !name.isBlank());
    this.key = key.filter(name -> !name.isBlank());
    this.trust = trust.filter(name -> !name.isBlank());
    check();
  }

  /** Whether it is switched on. */
  public boolean isOn() {
    return certificate.isPresent();
  }

  /** How to call another service; empty when it is switched off. */
  public Optional<SslContext> client() {
    if (!isOn()) {
      return Optional.empty();
    }
    try {
      return Optional.of(certificates().client());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Reads the files anew: connections that begin from now on show what is in them.
   *
   * @throws ConfigurationException when one cannot be used; what was read before holds on
   */
  void readAgain() {
    try {
      certificates().readAgain();
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /** When the certificate that is shown ends; empty when it is switched off, or not usable. */
  Optional<Instant> expiry() {
    try {
      return isOn() ? Optional.of(certificates().expiry()) : Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.empty();
    }
  }

  private synchronized Certificates certificates() {
    Certificates read = certificates;
    if (read == null) {
      try {
        read =
            new Certificates(
                new File(certificate.orElseThrow()),
                new File(key.orElseThrow()),
                new File(trust.orElseThrow()));
      } catch (IOException | GeneralSecurityException e) {
        throw unusable(e);
      }
      certificates = read;
    }
    return read;
  }

  private static ConfigurationException unusable(Exception e) {
    return new ConfigurationException(
        "tocsin.tls: the certificate, its key or the trusted authorities cannot be used: "
            + e.getMessage(),
        e);
  }

  PemTrustOptions trusted() {
    return new PemTrustOptions().addCertPath(trust.orElseThrow());
  }

  private void check() {
    List<String> missing = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    look("tocsin.tls.certificate", certificate, missing, unreadable);
    look("tocsin.tls.key", key, missing, unreadable);
    look("tocsin.tls.trust", trust, missing, unreadable);
    if (!missing.isEmpty() && missing.size() < 3) {
      throw new ConfigurationException(
          "TLS between services needs three files, and "
              + String.join(", ", missing)
              + " is not set: set it, or none of the three to switch TLS off");
    }
    if (!unreadable.isEmpty()) {
      throw new ConfigurationException("cannot read " + String.join(", ", unreadable));
    }
  }

  private static void look(
      String setting, Optional<String> file, List<String> missing, List<String> unreadable) {
    if (file.isEmpty()) {
      missing.add(setting);
    } else if (!new File(file.get()).canRead()) {
      unreadable.add(file.get() + " (" + setting + ")");
    }
  }
}
