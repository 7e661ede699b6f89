package dev.tocsin.standalone.operate;

import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.provisioning.Declarations;
import dev.tocsin.standalone.serve.Configuration;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a configuration file, and shows what is configured. */
@Command(
    name = "config",
    description = "Checks a configuration file, and shows what is configured.",
    subcommands = {ConfigCommand.Check.class, ConfigCommand.Show.class},
    mixinStandardHelpOptions = true)
public final class ConfigCommand {

  /** {@code tocsin config check}. */
  @Command(
      name = "check",
      description =
          "Says what is wrong in a configuration file, without starting anything. Exit code 1 when"
              + " something is.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the file")
    Path file = Path.of(SettingsFile.USUAL);

    @Override
    public Integer call() {
      SettingsFile read = SettingsFile.read(file);
      Declarations declared = Declarations.of(read.declarations());
      List<Problem> problems =
          Stream.concat(read.problems().stream(), declared.problems().stream())
              .sorted(Comparator.comparingInt(problem -> problem.place().line()))
              .toList();
      problems.forEach(System.err::println);
      if (!problems.isEmpty()) {
        System.err.println(problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes");
        return 1;
      }
      System.out.println(
          "%s is right: %s%s"
              .formatted(
                  file,
                  counted(read.values().size(), "setting"),
                  declared.isEmpty() ? "" : ", " + declared.counted()));
      return 0;
    }

    private static String counted(int number, String noun) {
      return number + " " + noun + (number == 1 ? "" : "s");
    }
  }

  /** {@code tocsin config show}. */
  @Command(
      name = "show",
      description =
          "Prints the settings in effect and where each comes from, secrets masked. What the"
              + " environment says here must be said to the server too.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Option(names = "--config", description = "the file, as `serve` takes it")
    @Nullable Path config;

    @Option(
        names = "--data",
        defaultValue = "./data",
        description = "data folder of `serve` (default: ${DEFAULT-VALUE})")
    Path data = Path.of("data");

    @Option(names = "--changed", description = "only settings that are not at their default")
    boolean changed;

    @Override
    public Integer call() {
      Configuration configuration = Configuration.find(Optional.ofNullable(config), data);
      configuration.file().stream()
          .flatMap(file -> file.problems().stream())
          .forEach(System.err::println);
      EffectiveSettings.of(configuration, data).stream()
          .filter(setting -> !changed || !setting.isDefault())
          .forEach(System.out::println);
      return configuration.file().stream().allMatch(file -> file.problems().isEmpty()) ? 0 : 1;
    }
  }
}
