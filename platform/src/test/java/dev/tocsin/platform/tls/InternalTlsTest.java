package dev.tocsin.platform.tls;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternalTlsTest {
  private static final Optional<String> NONE = Optional.empty();

  @TempDir Path folder;

  @Test
  void isOffWithoutFiles() {
    InternalTls tls = new InternalTls(NONE, Optional.of(" "), NONE);

    assertFalse(tls.isOn());
    assertTrue(tls.client().isEmpty());
  }

  @Test
  void namesTheFileThatIsNotSet() throws IOException {
    Optional<String> file = file("some");

    assertSays("tocsin.tls.trust", file, file, NONE);
    assertSays("tocsin.tls.certificate", NONE, file, file);
  }

  @Test
  void namesTheFileThatCannotBeRead() throws IOException {
    assertSays("gone.crt", Optional.of(folder + "/gone.crt"), file("key"), file("trust"));
  }

  @Test
  void saysAtTheFirstUseThatAFileIsNoCertificate() throws IOException {
    InternalTls tls = new InternalTls(file("certificate"), file("key"), file("trust"));

    assertThrows(ConfigurationException.class, tls::client);
  }

  @Test
  void showsWhatIsInTheFilesNowAndKeepsItWhenTheyBreak() throws Exception {
    Authority ours = new Authority(folder, "ours");
    Authority.Identity first = ours.issue("first");
    Authority.Identity second = ours.issue("second");
    Path certificate = Files.copy(first.certificate(), folder.resolve("tls.crt"));
    Path key = Files.copy(first.key(), folder.resolve("tls.key"));
    var read = new Certificates(certificate.toFile(), key.toFile(), ours.certificate.toFile());
    var before = read.shown();

    Files.copy(second.certificate(), certificate, REPLACE_EXISTING);
    Files.copy(second.key(), key, REPLACE_EXISTING);
    read.readAgain();

    var after = read.shown();
    assertNotEquals(before.getSerialNumber(), after.getSerialNumber());
    assertEquals(after.getNotAfter().toInstant(), read.expiry());
    Files.writeString(certificate, "half a file");
    assertThrows(GeneralSecurityException.class, read::readAgain);
    assertEquals(after, read.shown());
  }

  private static void assertSays(
      String word, Optional<String> certificate, Optional<String> key, Optional<String> trust) {
    ConfigurationException problem =
        assertThrows(ConfigurationException.class, () -> new InternalTls(certificate, key, trust));
    assertTrue(problem.getMessage().contains(word), problem.getMessage());
  }

  private Optional<String> file(String name) throws IOException {
    return Optional.of(Files.writeString(folder.resolve(name), "no certificate").toString());
  }
}
