package dev.tocsin.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of {@code docs/DEPLOYMENT.md}. */
final class Guide {
  static final String PAGE = "docs/DEPLOYMENT.md";
  private static final Pattern FENCED = Pattern.compile("(?ms)^```([a-z]*)\\n(.*?)^```$");

  private Guide() {}

  static List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher each = FENCED.matcher(Checkout.text(PAGE));
    while (each.find()) {
      if (each.group(1).equals(language)) {
        blocks.add(each.group(2));
      }
    }
    return blocks;
  }

  /** The commands of all shell blocks, continued lines joined. */
  static List<String> commands() {
    return blocks("sh").stream()
        .flatMap(block -> block.replaceAll("\\\\\\n\\s*", "").lines())
        .flatMap(line -> List.of(line.split(" && | \\| ")).stream())
        .map(String::strip)
        .toList();
  }

  /** The words of a command without what it is redirected to. */
  static List<String> words(String command) {
    return List.of(command.replaceAll("[<>]\\S+", "").strip().split("\\s+"));
  }
}
