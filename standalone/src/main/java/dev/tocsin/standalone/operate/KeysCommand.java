package dev.tocsin.standalone.operate;

import dev.tocsin.platform.secret.KeyRing;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes keys for stored secrets, and brings stored secrets to the newest. */
@Command(
    name = "keys",
    description = "Makes keys for stored secrets, and seals what is stored with the newest.",
    subcommands = {KeysCommand.New.class, KeysCommand.Reencrypt.class},
    mixinStandardHelpOptions = true)
public final class KeysCommand {

  /** {@code tocsin keys new}. */
  @Command(
      name = "new",
      description = "Prints a fresh key, as tocsin.keyring lists it.",
      mixinStandardHelpOptions = true)
  static final class New implements Runnable {
    @Override
    public void run() {
      System.out.println(KeyRing.freshKey());
      System.err.println(
          "Put it in front of the others in tocsin.keyring, with a comma behind it: for `serve` in"
              + " secrets.properties of the data folder, else in TOCSIN_KEYRING of every service."
              + " Start them again, then run: tocsin keys reencrypt");
    }
  }

  /** {@code tocsin keys reencrypt}. */
  @Command(
      name = "reencrypt",
      description =
          "Seals every stored secret anew with the newest key of tocsin.keyring. It may be stopped"
              + " and started again. The database is that of a data folder that nobody serves, or"
              + " the one that TOCSIN_DB_URL names, beside running services.",
      mixinStandardHelpOptions = true)
  static final class Reencrypt implements Callable<Integer> {
    @Option(
        names = "--data",
        defaultValue = "./data",
        description = "data folder, where TOCSIN_DB_URL is not set (default: ${DEFAULT-VALUE})")
    Path data = Path.of("data");

    @Option(
        names = "--batch",
        defaultValue = "500",
        description = "rows to a transaction (default: ${DEFAULT-VALUE})")
    int batch = 500;

    @Override
    public Integer call() throws SQLException {
      try (var store = SecretStore.open(data)) {
        return store.reseal(batch, System.out) ? 0 : 1;
      }
    }
  }
}
