package dev.tocsin.platform.tls;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Certificates of an installation, and some that do not belong to it. */
public final class TlsFiles implements QuarkusTestResourceLifecycleManager {

  /** Settings of the test that name the folder. */
  static final String FOLDER = "tocsin.test.certificates";

  @Override
  public Map<String, String> start() {
    Path folder;
    try {
      folder = Files.createTempDirectory("tocsin-certificates-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Authority ours = new Authority(folder, "ours");
    Authority.Identity service = ours.issue("service");
    ours.issue("renewed");
    new Authority(folder, "theirs").issue("stranger");
    return Map.of(
        FOLDER,
        folder.toString(),
        "tocsin.tls.certificate",
        service.certificate().toString(),
        "tocsin.tls.key",
        service.key().toString(),
        "tocsin.tls.trust",
        ours.certificate.toString(),
        "quarkus.http.test-ssl-port",
        "0");
  }

  @Override
  public void stop() {
    // The folder goes with the machine's other temporary files.
  }
}
