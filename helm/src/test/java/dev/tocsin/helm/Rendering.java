package dev.tocsin.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The chart as Helm renders it, for the release {@code pager}. The library leaves hooks out, so a
 * copy of the chart is rendered in which they are called otherwise; {@link Objects#isHook} knows.
 */
final class Rendering {
  /** What hooks are marked with in the copy. */
  static final String HOOK = "hook.tocsin.test/when";

  private static final Path COPY = copy();

  /** Where sets of values lie. */
  static final Path VALUES = Path.of("src/test/resources/values").toAbsolutePath();

  private static final Map<String, Objects> RENDERED = new ConcurrentHashMap<>();

  private Rendering() {}

  /** The names of all sets of values. */
  static List<String> sets() {
    try (Stream<Path> files = Files.list(VALUES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a set of values gives. */
  static Objects of(String set) {
    return RENDERED.computeIfAbsent(
        set, name -> read(command().withValuesFile(VALUES.resolve(name + ".yaml")).call()));
  }

  /** The same with more values, {@code path=value}. */
  static Objects of(String set, String... more) {
    TemplateCommand command = command().withValuesFile(VALUES.resolve(set + ".yaml"));
    for (String value : more) {
      command.set(value.replaceAll("=.*", ""), value.replaceAll("^[^=]*=", ""));
    }
    return read(command.call());
  }

  /** What a file of values gives. */
  static Objects of(Path file) {
    return read(command().withValuesFile(file).call());
  }

  private static TemplateCommand command() {
    return new Helm(COPY)
        .template()
        .withName("pager")
        .withNamespace("on-call")
        .withKubeVersion("1.30.0");
  }

  private static Path copy() {
    Path target = Path.of("target/chart").toAbsolutePath();
    delete(target);
    try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = target.resolve(Chart.FOLDER.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(file).replace("helm.sh/hook:", HOOK + ":"));
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Objects read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      if (document != null) {
        @SuppressWarnings("unchecked")
        Map<String, Object> object = (Map<String, Object>) document;
        objects.add(object);
      }
    }
    return new Objects(objects);
  }
}
