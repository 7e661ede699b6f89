package dev.tocsin.deploy;

import dev.tocsin.deploy.Stage.Instruction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of an image without its base, put together as the Dockerfile says, and how it is
 * started.
 *
 * @param root folder that stands for {@code /}
 * @param environment of {@code ENV}
 * @param command {@code ENTRYPOINT} and {@code CMD}
 */
record ImageLayout(Path root, Map<String, String> environment, List<String> command) {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern PAIR = Pattern.compile("([A-Z_]+)=(?:\"([^\"]*)\"|(\\S+))");

  /** Puts an image together below this folder; empty when its application is not built. */
  static Optional<ImageLayout> of(String image, Path folder) {
    Map<String, Stage> stages = Stage.of(Checkout.lines("Dockerfile"));
    Path root = folder.resolve(image);
    delete(root);
    Map<String, String> environment = new LinkedHashMap<>();
    for (Instruction each : Stage.all(stages, image)) {
      if (each.keyword().equals("COPY") && !copied(each, root)) {
        return Optional.empty();
      } else if (each.keyword().equals("ENV")) {
        Matcher pair = PAIR.matcher(each.rest());
        while (pair.find()) {
          String value = pair.group(2) == null ? pair.group(3) : pair.group(2);
          environment.put(pair.group(1), value.startsWith("${") ? "" : value);
        }
      }
    }
    List<String> command = new ArrayList<>(words(Stage.last(stages, image, "ENTRYPOINT")));
    command.addAll(words(Stage.last(stages, image, "CMD")));
    return Optional.of(new ImageLayout(root, environment, command));
  }

  private static boolean copied(Instruction copy, Path root) {
    List<String> operands = copy.operands();
    String target = operands.getLast();
    for (String source : operands.subList(0, operands.size() - 1)) {
      Path from = Checkout.path(source.replaceFirst("^/src/", ""));
      if (!Files.exists(from)) {
        return false;
      }
      Path into = root.resolve(target.substring(1));
      Path to =
          Files.isRegularFile(from) && target.endsWith("/")
              ? into.resolve(from.getFileName().toString())
              : into;
      copy(from, to);
    }
    return true;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(
              each,
              target,
              StandardCopyOption.COPY_ATTRIBUTES,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from, e);
    }
  }

  /** Its regular files, relative to the root. */
  List<String> files() {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String array) {
    List<String> words = new ArrayList<>();
    Matcher each = QUOTED.matcher(array);
    while (each.find()) {
      words.add(each.group(1));
    }
    return words;
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
