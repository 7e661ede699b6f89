package dev.tocsin.standalone.serve;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The secrets of an installation: made at its first start, kept in {@code secrets.properties} of
 * the data folder, which only its owner can read. Whoever backs up the folder backs them up;
 * without the key ring sealed settings cannot be opened again.
 */
public final class Secrets {
  /** Setting that holds the operator's key. */
  public static final String OPERATOR_KEY = "tocsin.operator-key";

  private Secrets() {}

  /** Reads them, or makes them when there are none. */
  public static Map<String, String> of(Path data) {
    Path file = data.resolve("secrets.properties");
    try {
      if (!Files.exists(file)) {
        write(file, fresh());
      }
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      var secrets = new LinkedHashMap<String, String>();
      properties
          .stringPropertyNames()
          .forEach(name -> secrets.put(name, properties.getProperty(name)));
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the installation's secrets in " + file, e);
    }
  }

  private static Map<String, String> fresh() {
    var random = new SecureRandom();
    var secrets = new LinkedHashMap<String, String>();
    secrets.put(OPERATOR_KEY, "tco_" + text(random, Base64.getUrlEncoder().withoutPadding()));
    secrets.put("tocsin.service-secret", text(random, Base64.getEncoder()));
    secrets.put("tocsin.keyring", "k1:" + text(random, Base64.getEncoder()));
    return secrets;
  }

  private static String text(SecureRandom random, Base64.Encoder encoder) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return encoder.encodeToString(bytes);
  }

  private static void write(Path file, Map<String, String> secrets) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var text =
        new StringBuilder(
            "# Secrets of this installation. Keep them with its backups, and from everybody"
                + " else.\n");
    secrets.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
