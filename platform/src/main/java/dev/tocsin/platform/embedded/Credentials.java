package dev.tocsin.platform.embedded;

import dev.tocsin.platform.id.Ids;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The passwords of an embedded server's roles, generated once and kept in a file of the data folder
 * that only its owner can read.
 *
 * @param superuser password of {@link EmbeddedPostgres#SUPERUSER}
 * @param owner password of {@code tocsin_owner}
 * @param application password of {@code tocsin_app}
 */
record Credentials(String superuser, String owner, String application) {

  static Credentials in(Path folder) {
    Path file = folder.resolve("postgres.passwords");
    try {
      if (Files.exists(file)) {
        return read(Files.readString(file), file);
      }
      Credentials fresh = new Credentials(Ids.secret(""), Ids.secret(""), Ids.secret(""));
      Folders.writeSecret(file, fresh.text());
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the database's passwords in " + file, e);
    }
  }

  private static Credentials read(String text, Path file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return new Credentials(
        password(properties, "superuser", file),
        password(properties, "owner", file),
        password(properties, "application", file));
  }

  private static String password(Properties properties, String role, Path file) {
    String password = properties.getProperty(role);
    if (password == null || password.isEmpty()) {
      throw new IllegalStateException(
          file + " lacks the password of the " + role + ": restore the file from a backup");
    }
    return password;
  }

  private String text() {
    return "superuser=%s%nowner=%s%napplication=%s%n".formatted(superuser, owner, application);
  }

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
