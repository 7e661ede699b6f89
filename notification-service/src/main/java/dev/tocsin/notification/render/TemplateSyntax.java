package dev.tocsin.notification.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks the text of a part before it is compiled, and finds the line and column of each mistake.
 * What is left is the Mustache that Tocsin allows: values, sections, inverted sections and
 * comments. Partials, inheritance, other delimiters and unescaped values are refused by name.
 */
final class TemplateSyntax {

  private static final Pattern NAME =
      Pattern.compile("\\.|[A-Za-z0-9_@-][A-Za-z0-9_@/:-]*(\\.[A-Za-z0-9_@/:-]+)*");

  private final String part;
  private final String text;
  private final int maxNesting;
  private final List<Fault> faults = new ArrayList<>();
  private final Deque<Section> open = new ArrayDeque<>();

  private record Section(String name, int at) {}

  private TemplateSyntax(String part, String text, int maxNesting) {
    this.part = part;
    this.text = text;
    this.maxNesting = maxNesting;
  }

  static List<Fault> check(String part, String text, int maxNesting) {
    TemplateSyntax syntax = new TemplateSyntax(part, text, maxNesting);
    syntax.scan();
    return syntax.faults;
  }

  private void scan() {
    int at = text.indexOf("{{");
    while (at >= 0) {
      int end = text.indexOf("}}", at + 2);
      if (end < 0) {
        fault(at, "This tag is never closed: add }}");
        return;
      }
      tag(at, text.substring(at + 2, end));
      at = text.indexOf("{{", end + 2);
    }
    open.forEach(
        section ->
            fault(
                section.at,
                "Section '%s' is never closed: add {{/%s}}".formatted(section.name, section.name)));
  }

  private void tag(int at, String content) {
    char sigil = content.isEmpty() ? ' ' : content.charAt(0);
    String name = content.isEmpty() ? "" : content.substring(1).strip();
    switch (sigil) {
      case '!' -> {}
      case '#', '^' -> {
        named(at, name);
        open.push(new Section(name, at));
        if (open.size() == maxNesting + 1) {
          fault(at, "Sections are nested deeper than " + maxNesting);
        }
      }
      case '/' -> close(at, name);
      case '{', '&' ->
          fault(
              at,
              "Values are always escaped here: write {{%s}}"
                  .formatted(name.replace("}", "").strip()));
      case '>' ->
          fault(at, "Partials are not supported: put the text of '%s' here".formatted(name));
      case '<', '$', '%', '=' ->
          fault(
              at, "'{{%s' is not supported: use {{name}}, {{#name}} or {{^name}}".formatted(sigil));
      default -> named(at, content.strip());
    }
  }

  private void close(int at, String name) {
    if (open.isEmpty()) {
      fault(at, "{{/%s}} closes a section that was never opened".formatted(name));
    } else if (!open.peek().name.equals(name)) {
      fault(at, "{{/%s}} stands where {{/%s}} was expected".formatted(name, open.peek().name));
      open.removeFirstOccurrence(
          open.stream().filter(s -> s.name.equals(name)).findFirst().orElse(open.peek()));
    } else {
      open.pop();
    }
  }

  private void named(int at, String name) {
    if (!NAME.matcher(name).matches()) {
      fault(at, name.isEmpty() ? "This tag names nothing" : "'%s' is not a name".formatted(name));
    }
  }

  private void fault(int at, String message) {
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    faults.add(new Fault(part, line, at - start + 1, message, true));
  }
}
