package dev.tocsin.platform.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
