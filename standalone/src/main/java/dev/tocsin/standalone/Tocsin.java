package dev.tocsin.standalone;

import dev.tocsin.standalone.operate.ConfigCommand;
import dev.tocsin.standalone.operate.CoverageCommand;
import dev.tocsin.standalone.operate.KeysCommand;
import dev.tocsin.standalone.operate.MigrateCommand;
import dev.tocsin.standalone.operate.ProvisionCommand;
import dev.tocsin.standalone.operate.RetentionCommand;
import dev.tocsin.standalone.operate.TenantCommand;
import dev.tocsin.standalone.serve.ServeCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tocsin} command line: everything that the launcher does not do itself. */
@QuarkusMain
@Command(
    name = "tocsin",
    description = "On-call platform: alerts in, the right person paged.",
    subcommands = {
      ServeCommand.class,
      TenantCommand.class,
      KeysCommand.class,
      ConfigCommand.class,
      MigrateCommand.class,
      ProvisionCommand.class,
      CoverageCommand.class,
      RetentionCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionOf.class)
public final class Tocsin {
  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Tocsin())
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  line.getErr().println("tocsin: " + e.getMessage());
                  return line.getCommandSpec().exitCodeOnExecutionException();
                })
            .execute(args.length == 0 ? new String[] {"--help"} : args));
  }
}
