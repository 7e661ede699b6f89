package dev.tocsin.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One stage of a Dockerfile.
 *
 * @param name after {@code AS}
 * @param from what it begins with: an earlier stage or an image
 * @param flags of {@code FROM}
 */
record Stage(String name, String from, List<String> flags, List<Instruction> instructions) {
  private static final Set<String> KNOWN =
      Set.of(
          "ARG",
          "FROM",
          "COPY",
          "RUN",
          "WORKDIR",
          "LABEL",
          "ENV",
          "EXPOSE",
          "USER",
          "VOLUME",
          "ENTRYPOINT",
          "CMD");

  /** A keyword and what follows it, continued lines joined. */
  record Instruction(String keyword, String rest) {
    List<String> flags() {
      return words().stream().takeWhile(word -> word.startsWith("--")).toList();
    }

    List<String> words() {
      return List.of(rest.split("\\s+"));
    }

    /** The words without the flags. */
    List<String> operands() {
      return words().stream().dropWhile(word -> word.startsWith("--")).toList();
    }
  }

  /** The last instruction of this keyword in this stage or the stages that it builds on. */
  static String last(Map<String, Stage> stages, String stage, String keyword) {
    return all(stages, stage).stream()
        .filter(each -> each.keyword().equals(keyword))
        .map(Instruction::rest)
        .reduce((first, second) -> second)
        .orElse("");
  }

  /** The instructions that make a stage, those of the stages that it builds on first. */
  static List<Instruction> all(Map<String, Stage> stages, String name) {
    Stage stage = stages.get(name);
    if (stage == null) {
      return List.of();
    }
    List<Instruction> all = new ArrayList<>(all(stages, stage.from()));
    all.addAll(stage.instructions());
    return all;
  }

  /** The stages by name in their order; fails at what it does not know. */
  static Map<String, Stage> of(List<String> dockerfile) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    Stage stage = null;
    for (Instruction instruction : instructions(dockerfile)) {
      if (!KNOWN.contains(instruction.keyword())) {
        throw new AssertionError(instruction.keyword() + " is not used in this Dockerfile");
      }
      if (instruction.keyword().equals("FROM")) {
        List<String> words = instruction.operands();
        if (words.size() != 3 || !words.get(1).equals("AS")) {
          throw new AssertionError("a stage without a name: FROM " + instruction.rest());
        }
        stage = new Stage(words.get(2), words.get(0), instruction.flags(), new ArrayList<>());
        if (stages.put(stage.name(), stage) != null) {
          throw new AssertionError("two stages are named " + stage.name());
        }
      } else if (stage != null) {
        stage.instructions().add(instruction);
      } else if (!instruction.keyword().equals("ARG")) {
        throw new AssertionError(instruction.keyword() + " before the first stage");
      }
    }
    return stages;
  }

  /** All instructions, comments left out and continued lines joined. */
  static List<Instruction> instructions(List<String> dockerfile) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : dockerfile) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      boolean goesOn = text.endsWith("\\");
      open.append(goesOn ? text.substring(0, text.length() - 1) : text);
      if (!goesOn) {
        String[] parts = open.toString().split("\\s+", 2);
        instructions.add(new Instruction(parts[0], parts[1].strip()));
        open.setLength(0);
      }
    }
    return instructions;
  }
}
