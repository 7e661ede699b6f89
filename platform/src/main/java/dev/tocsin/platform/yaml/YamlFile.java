package dev.tocsin.platform.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a YAML file says. Nothing but texts, lists and groups is made of it, whatever its tags say.
 *
 * @param root the keys at the top; empty when the file cannot be read
 * @param problems all mistakes: of the syntax, keys that stand twice, variables that are not set
 */
public record YamlFile(YamlMap root, List<Problem> problems) {
  private static final int LARGEST = 4 * 1024 * 1024;

  /** Reads a file. */
  public static YamlFile read(Path file, Function<String, @Nullable String> environment) {
    String name = file.toString();
    try {
      if (Files.size(file) > LARGEST) {
        return unreadable(name, 1, "the file has more than " + LARGEST + " bytes");
      }
      return parse(name, Files.readString(file), environment);
    } catch (NoSuchFileException e) {
      return unreadable(name, 1, "there is no such file");
    } catch (CharacterCodingException e) {
      return unreadable(name, 1, "the file is not UTF-8");
    } catch (IOException e) {
      return unreadable(name, 1, "the file cannot be read: " + e);
    }
  }

  /**
   * Reads text.
   *
   * @param name name of the file, for the places of mistakes
   * @param environment value of a variable; null when it is not set
   */
  public static YamlFile parse(
      String name, String text, Function<String, @Nullable String> environment) {
    List<Problem> problems = new ArrayList<>();
    Place top = new Place(name, 1);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    @Nullable Node node;
    try {
      node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      String where = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      return unreadable(name, line, "not YAML: " + e.getProblem() + where);
    } catch (YAMLException e) {
      return unreadable(name, 1, "not YAML: " + e.getMessage());
    }
    if (node == null) {
      return new YamlFile(YamlMap.empty(top), problems);
    }
    YamlValue value = new Reading(name, problems, environment).value(node, 0);
    if (value instanceof YamlMap map) {
      return new YamlFile(map, problems);
    }
    if (!(value instanceof YamlText nothing && nothing.isNull())) {
      problems.add(
          value.place().problem("the file must hold keys with values, not " + value.what()));
    }
    return new YamlFile(YamlMap.empty(top), problems);
  }

  private static YamlFile unreadable(String name, int line, String words) {
    Place place = new Place(name, line);
    return new YamlFile(YamlMap.empty(place), List.of(place.problem(words)));
  }

  /** One walk over the nodes. */
  private static final class Reading {
    private static final int DEEPEST = 50;
    private static final int MOST_VALUES = 200_000;

    private final String name;
    private final List<Problem> problems;
    private final Variables variables;
    private int values;

    Reading(String name, List<Problem> problems, Function<String, @Nullable String> environment) {
      this.name = name;
      this.problems = problems;
      this.variables = new Variables(environment, problems);
    }

    YamlValue value(Node node, int depth) {
      Place place = place(node);
      if (depth > DEEPEST || ++values > MOST_VALUES) {
        problems.add(place.problem("the file is nested too deep, or an anchor holds itself"));
        return new YamlText(place, "", true);
      }
      return switch (node) {
        case ScalarNode scalar when Tag.NULL.equals(scalar.getTag()) ->
            new YamlText(place, "", true);
        case ScalarNode scalar ->
            new YamlText(place, variables.replace(place, scalar.getValue()), false);
        case SequenceNode list ->
            new YamlList(
                place, list.getValue().stream().map(item -> value(item, depth + 1)).toList());
        case MappingNode map -> map(place, map, depth);
        default -> throw new IllegalStateException("a node of YAML that is none: " + node);
      };
    }

    private YamlMap map(Place place, MappingNode node, int depth) {
      Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
      Map<String, YamlMap.Entry> merged = new LinkedHashMap<>();
      for (NodeTuple pair : node.getValue()) {
        Place at = place(pair.getKeyNode());
        if (!(pair.getKeyNode() instanceof ScalarNode key)) {
          problems.add(at.problem("a key must be a text"));
        } else if (key.getValue().equals("<<")) {
          merge(merged, value(pair.getValueNode(), depth + 1));
        } else {
          YamlMap.@Nullable Entry before = entries.get(key.getValue());
          if (before != null) {
            problems.add(
                at.problem(
                    "`%s` stands here twice, first in line %d"
                        .formatted(key.getValue(), before.place().line())));
          }
          entries.put(
              key.getValue(),
              new YamlMap.Entry(at, key.getValue(), value(pair.getValueNode(), depth + 1)));
        }
      }
      merged.forEach(entries::putIfAbsent);
      return new YamlMap(place, entries);
    }

    /** The merge key of YAML 1.1: keys of another group, where they are not given here. */
    private static void merge(Map<String, YamlMap.Entry> entries, YamlValue from) {
      switch (from) {
        case YamlMap map -> map.entries().forEach(entries::putIfAbsent);
        case YamlList list -> list.items().forEach(item -> merge(entries, item));
        case YamlText text -> {}
      }
    }

    private Place place(Node node) {
      return new Place(name, node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1);
    }
  }
}
