package dev.tocsin.notification.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Checks the text of a part before it is compiled, and finds the line and column of each mistake.
 * What is left is the Mustache that Tocsin allows: the modules interpolation, sections, inverted,
 * comments, delimiters and partials of the specification. Lambdas, inheritance and dynamic names
 * are refused by name, and so are unescaped values where values are escaped.
 *
 * <p>It also lays the text out for the library, which departs from the specification in the white
 * space around tags that stand alone on a line: comments and changes of delimiters are taken out,
 * and so are the rests of lines that such tags leave.
 *
 * @see <a href="https://github.com/mustache/spec">The Mustache specification</a>
 */
final class TemplateSyntax {

  private static final Pattern NAME =
      Pattern.compile("\\.|[A-Za-z0-9_@-][A-Za-z0-9_@/:-]*(\\.[A-Za-z0-9_@/:-]+)*");
  private static final Pattern SNIPPET = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  /** Mistakes that are told of one part; who has more mends these first. */
  private static final int MOST_FAULTS = 100;

  private record Section(String name, int at) {}

  /** A tag that puts a snippet in. */
  record Included(String name, int line, int column) {}

  /**
   * What was found.
   *
   * @param faults every mistake, with its place
   * @param includes the snippets that it puts in, with their places
   * @param layout the text for the library, in default delimiters
   */
  record Findings(List<Fault> faults, List<Included> includes, String layout) {
    Findings {
      faults = List.copyOf(faults);
      includes = List.copyOf(includes);
    }
  }

  private final String part;
  private final String text;
  private final boolean escaping;
  private final int maxNesting;
  private final int[] lineStarts;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Included> includes = new ArrayList<>();
  private final Deque<Section> open = new ArrayDeque<>();
  private final StringBuilder layout = new StringBuilder();
  private String opens = "{{";
  private String closes = "}}";

  private TemplateSyntax(String part, String text, boolean escaping, int maxNesting) {
    this.part = part;
    this.text = text;
    this.escaping = escaping;
    this.maxNesting = maxNesting;
    this.lineStarts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  static Findings check(String part, String text, boolean escaping, int maxNesting) {
    TemplateSyntax syntax = new TemplateSyntax(part, text, escaping, maxNesting);
    syntax.scan();
    return new Findings(syntax.faults, syntax.includes, syntax.layout.toString());
  }

  private void scan() {
    int from = 0;
    int at = text.indexOf(opens);
    while (at >= 0) {
      int begin = at + opens.length();
      char sigil = begin < text.length() ? text.charAt(begin) : ' ';
      String ending = ending(sigil);
      int end = text.indexOf(ending, begin);
      if (end < 0) {
        fault(at, "This tag is never closed: add " + closes);
        return;
      }
      int after = end + ending.length();
      int lineStart = text.lastIndexOf('\n', at - 1) + 1;
      int lineEnd = standaloneEnd(sigil, lineStart, at, after);
      boolean alone = lineEnd >= 0;
      Literals.hide(text, from, alone ? lineStart : at, layout);
      tag(at, sigil, text.substring(begin, end), alone ? text.substring(lineStart, at) : "");
      from = alone ? lineEnd : after;
      at = text.indexOf(opens, from);
    }
    Literals.hide(text, from, text.length(), layout);
    open.forEach(
        section ->
            fault(
                section.at,
                "Section '%s' is never closed: add %s/%s%s"
                    .formatted(section.name, opens, section.name, closes)));
  }

  /** Where the next line begins, for a tag that has a line of its own; -1 for others. */
  private int standaloneEnd(char sigil, int lineStart, int at, int after) {
    if ("#^/!>=".indexOf(sigil) < 0 || !text.substring(lineStart, at).isBlank()) {
      return -1;
    }
    for (int i = after; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        return i + 1;
      }
      if (c != ' ' && c != '\t' && !(c == '\r' && text.startsWith("\r\n", i))) {
        return -1;
      }
    }
    return text.length();
  }

  private String ending(char sigil) {
    return switch (sigil) {
      case '{' -> "}" + closes;
      case '=' -> "=" + closes;
      default -> closes;
    };
  }

  private void tag(int at, char sigil, String content, String indent) {
    String name = content.isEmpty() ? "" : content.substring(1).strip();
    switch (sigil) {
      case '!' -> {}
      case '#', '^' -> section(at, sigil, name);
      case '/' -> close(at, name);
      case '{', '&' -> unescaped(at, name);
      case '>' -> include(at, name, indent);
      case '=' -> delimiters(at, name);
      case '<', '$', '%' ->
          fault(
              at, "'{{%s' is not supported: use {{name}}, {{#name}} or {{^name}}".formatted(sigil));
      default -> {
        named(at, content.strip());
        emit("", content.strip());
      }
    }
  }

  private void section(int at, char sigil, String name) {
    named(at, name);
    emit(String.valueOf(sigil), name);
    open.push(new Section(name, at));
    if (open.size() == maxNesting + 1) {
      fault(at, "Sections are nested deeper than " + maxNesting);
    }
  }

  private void emit(String sigil, String name) {
    layout.append("{{").append(sigil).append(name).append("}}");
  }

  private void close(int at, String name) {
    emit("/", name);
    if (open.isEmpty()) {
      fault(at, "{{/%s}} closes a section that was never opened".formatted(name));
    } else if (open.element().name.equals(name)) {
      open.pop();
    } else {
      Section inner = open.element();
      fault(at, "{{/%s}} stands where {{/%s}} was expected".formatted(name, inner.name));
      open.removeFirstOccurrence(
          open.stream().filter(each -> each.name.equals(name)).findFirst().orElse(inner));
    }
  }

  private void unescaped(int at, String name) {
    if (escaping) {
      fault(at, "Values are always escaped here: write {{%s}}".formatted(name));
    } else {
      named(at, name);
      emit("&", name);
    }
  }

  private void include(int at, String name, String indent) {
    emit(">", Literals.indented(name, indent));
    if (SNIPPET.matcher(name).matches()) {
      int[] place = place(at);
      includes.add(new Included(name, place[0], place[1]));
    } else {
      fault(
          at,
          "'%s' is not the name of a snippet: {{>name}} puts in the part '_name'".formatted(name));
    }
  }

  private void delimiters(int at, String content) {
    String[] both = content.split("\\s+");
    if (both.length != 2 || content.contains("=")) {
      fault(at, "Delimiters are set as {{=<% %>=}}");
      return;
    }
    opens = both[0];
    closes = both[1];
  }

  private void named(int at, String name) {
    if (!NAME.matcher(name).matches()) {
      fault(at, name.isEmpty() ? "This tag names nothing" : "'%s' is not a name".formatted(name));
    }
  }

  private int[] place(int at) {
    int found = Arrays.binarySearch(lineStarts, at);
    int line = found >= 0 ? found : -found - 2;
    return new int[] {line + 1, at - lineStarts[line] + 1};
  }

  private void fault(int at, String message) {
    if (faults.size() == MOST_FAULTS) {
      return;
    }
    int[] place = place(at);
    faults.add(new Fault(part, place[0], place[1], message, true));
  }
}
