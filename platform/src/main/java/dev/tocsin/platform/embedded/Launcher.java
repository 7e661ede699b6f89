package dev.tocsin.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts programs as PostgreSQL wants them: never as root, and in a session of their own, so that
 * Ctrl-C in a terminal reaches us alone and we stop the server when we are done with it.
 *
 * <p>As root a user namespace makes the server nobody while its files stay root's ({@code unshare
 * -U}); where namespaces are forbidden it runs as the system's user {@code nobody}, who then owns
 * the data folder.
 */
final class Launcher {

  private static final String NOBODY = "65534";

  private final List<String> prefix;
  private final boolean changesOwner;

  private Launcher(List<String> prefix, boolean changesOwner) {
    this.prefix = prefix;
    this.changesOwner = changesOwner;
  }

  /** The way that works on this machine. */
  static Launcher unprivileged() {
    List<String> session = works("setsid", "true") ? List.of("setsid") : List.of();
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Launcher(session, false);
    }
    if (works("unshare", "-U", "true")) {
      return new Launcher(with(session, "unshare", "-U"), false);
    }
    List<String> setpriv =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    if (works(with(setpriv, "true").toArray(String[]::new))) {
      return new Launcher(with(session, setpriv.toArray(String[]::new)), true);
    }
    throw new IllegalStateException(
        "PostgreSQL refuses to run as root, and neither 'unshare -U' nor 'setpriv' works here:"
            + " start Tocsin as another user, or point tocsin.db.url at a server of your own");
  }

  /** The programs' cache, where the unprivileged user can read it. */
  Binaries binaries() {
    return changesOwner ? new Binaries(Path.of("/var/cache/tocsin")) : Binaries.ofUser();
  }

  /** Makes a folder belong to who the server runs as. */
  void own(Path folder) {
    if (!changesOwner) {
      return;
    }
    if (!works("chown", "-R", NOBODY + ":" + NOBODY, folder.toString())) {
      throw new IllegalStateException("Cannot give the folder " + folder + " to user " + NOBODY);
    }
    if (!works(with(prefix, "test", "-r", folder.toString()).toArray(String[]::new))) {
      throw new IllegalStateException(
          "PostgreSQL runs as user nobody here, who cannot reach "
              + folder
              + ": choose a data folder under one that everybody may enter, such as /var/lib");
    }
  }

  /** A command to start. */
  ProcessBuilder command(List<String> command) {
    return new ProcessBuilder(with(prefix, command.toArray(String[]::new)));
  }

  /** Runs a command to its end; what it said goes into the error if it fails. */
  void run(List<String> command) {
    try {
      Process process = command(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            command.getFirst() + " failed with status " + process.exitValue() + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command.getFirst(), e);
    }
  }

  private static boolean works(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> with(List<String> first, String... rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(rest));
    return List.copyOf(all);
  }
}
