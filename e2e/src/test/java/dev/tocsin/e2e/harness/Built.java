package dev.tocsin.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The applications that the build made beside this module. */
final class Built {
  private static final Path ROOT = root();

  private Built() {}

  /**
   * The command that runs an application.
   *
   * @param module for example {@code standalone}
   * @param heapMb memory for objects
   * @param properties {@code -D} flags without the prefix
   */
  static List<String> command(String module, int heapMb, List<String> properties) {
    Path jar = ROOT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    Assumptions.assumeTrue(
        Files.exists(jar),
        () -> jar + " is not built (a -Dquick build makes the standalone only): run ./tocsin test");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx" + heapMb + "m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    if (module.equals("standalone")) {
      command.addAll(Learned.flags(command, jar, ROOT.resolve("e2e/target/standalone.aot")));
    }
    properties.forEach(property -> command.add("-D" + property));
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }

  /** A folder of this module's {@code target} for one run's data and logs, emptied. */
  static Path scratch(String name) {
    Path folder = ROOT.resolve("e2e/target/scratch").resolve(name);
    Folder.delete(folder);
    return Folder.create(folder);
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("standalone/pom.xml"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException(
            "no folder above " + Path.of("").toAbsolutePath() + " holds standalone/pom.xml");
      }
    }
    return here;
  }
}
