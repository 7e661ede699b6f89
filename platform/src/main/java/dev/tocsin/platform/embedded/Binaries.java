package dev.tocsin.platform.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The servers' programs, unpacked from the class path once per version into a cache folder that all
 * processes of this user share.
 */
final class Binaries {

  private static final String ARM64 = "aarch64";

  private final Path cache;

  Binaries(Path cache) {
    this.cache = cache;
  }

  /** {@code $XDG_CACHE_HOME/tocsin}, or {@code ~/.cache/tocsin}. */
  static Binaries ofUser() {
    String home = System.getenv("XDG_CACHE_HOME");
    return new Binaries(
        home == null || home.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "tocsin")
            : Path.of(home, "tocsin"));
  }

  /** Home of PostgreSQL, with {@code bin/postgres}. */
  Path postgres() {
    String resource =
        "postgres-%s-%s.txz".formatted(isMac() ? "darwin" : "linux", isArm() ? "arm_64" : "x86_64");
    return unpacked("postgres", resource, Binaries::untar);
  }

  /** The {@code redis-server} program. */
  Path redis() {
    String resource =
        isMac()
            ? "redis-server-6.2.6-v5-darwin-" + (isArm() ? "arm64" : "amd64")
            : isArm() ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    return unpacked("redis", resource, Binaries::copyProgram).resolve("redis-server");
  }

  private interface Unpacking {
    void into(InputStream resource, Path folder) throws IOException;
  }

  private Path unpacked(String name, String resource, Unpacking unpacking) {
    try {
      Path target = cache.resolve(name + "-" + digest(resource));
      if (!Files.isDirectory(target)) {
        Path draft = Files.createTempDirectory(Folders.create(cache), name + "-");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream in = open(resource)) {
          unpacking.into(in, draft);
        }
        publish(draft, target);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + resource + " into " + cache, e);
    }
  }

  /** Another process may have been faster: then its copy serves as well. */
  private static void publish(Path draft, Path target) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      Folders.delete(draft);
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  private static String digest(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha256).transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = Binaries.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
    }
    if (in == null) {
      throw new IllegalStateException(
          "The class path lacks "
              + resource
              + ": this build has no embedded server for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + ". Point tocsin.db.url and tocsin.redis.url at servers of your own");
    }
    return in;
  }

  private static void untar(InputStream resource, Path folder) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(resource))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path path = folder.resolve(e.getName()).normalize();
        if (!path.startsWith(folder)) {
          throw new IOException("The archive names a path outside of itself: " + e.getName());
        }
        if (e.isDirectory()) {
          Files.createDirectories(path);
        } else if (e.isSymbolicLink()) {
          Files.createDirectories(path.getParent());
          Files.createSymbolicLink(path, Path.of(e.getLinkName()));
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path);
          setProgram(path, (e.getMode() & 0100) != 0);
        }
      }
    }
  }

  private static void copyProgram(InputStream resource, Path folder) throws IOException {
    Path program = folder.resolve("redis-server");
    Files.copy(resource, program);
    setProgram(program, true);
  }

  private static void setProgram(Path path, boolean program) throws IOException {
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  private static boolean isArm() {
    return ARM64.equals(System.getProperty("os.arch"));
  }
}
