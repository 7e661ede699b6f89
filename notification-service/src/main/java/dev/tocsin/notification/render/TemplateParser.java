package dev.tocsin.notification.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a part and finds the line and column of each mistake. The language is Mustache
 * as the modules interpolation, sections, inverted, comments, delimiters and partials of its
 * specification have it, white space around tags that stand alone on a line included. Lambdas,
 * inheritance and dynamic names are refused by name, and so are unescaped values where values are
 * escaped.
 *
 * @see <a href="https://github.com/mustache/spec">The Mustache specification</a>
 */
final class TemplateParser {

  private static final Pattern NAME =
      Pattern.compile("\\.|[A-Za-z0-9_@-][A-Za-z0-9_@/:-]*(\\.[A-Za-z0-9_@/:-]+)*");
  private static final Pattern SNIPPET = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  /** Mistakes that are told of one part; who has more mends these first. */
  private static final int MOST_FAULTS = 100;

  private record Open(Node.@Nullable Section section, int at, List<Node> body) {}

  private final String part;
  private final String text;
  private final boolean escaping;
  private final int maxNesting;
  private final int[] lineStarts;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Compiled.Included> includes = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private String opens = "{{";
  private String closes = "}}";

  private TemplateParser(String part, String text, boolean escaping, int maxNesting) {
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

  static Compiled parse(String part, String text, boolean escaping, int maxNesting) {
    TemplateParser parser = new TemplateParser(part, text, escaping, maxNesting);
    List<Node> nodes = new ArrayList<>();
    parser.open.push(new Open(null, 0, nodes));
    parser.scan();
    return new Compiled(nodes, parser.faults, parser.includes);
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
      int lineEnd = sigil == '{' || sigil == '&' ? -1 : standaloneEnd(sigil, lineStart, at, after);
      boolean alone = lineEnd >= 0;
      literal(from, alone ? lineStart : at);
      String content = text.substring(begin, end);
      tag(at, sigil, content, alone ? text.substring(lineStart, at) : "");
      from = alone ? lineEnd : after;
      at = text.indexOf(opens, from);
    }
    literal(from, text.length());
    open.stream()
        .filter(each -> each.section != null)
        .forEach(
            each ->
                fault(
                    each.at,
                    "Section '%s' is never closed: add %s/%s%s"
                        .formatted(name(each), opens, name(each), closes)));
  }

  private String ending(char sigil) {
    return switch (sigil) {
      case '{' -> "}" + closes;
      case '=' -> "=" + closes;
      default -> closes;
    };
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

  private void literal(int from, int to) {
    if (to > from) {
      body().add(new Node.Text(text.substring(from, to)));
    }
  }

  private List<Node> body() {
    return open.element().body;
  }

  private void tag(int at, char sigil, String content, String indent) {
    String name = content.isEmpty() ? "" : content.substring(1).strip();
    switch (sigil) {
      case '!' -> {}
      case '#', '^' -> section(at, name, sigil == '^');
      case '/' -> close(at, name);
      case '{', '&' -> unescaped(at, name);
      case '>' -> include(at, name, indent);
      case '=' -> delimiters(at, name);
      case '<', '$', '%' ->
          fault(
              at, "'{{%s' is not supported: use {{name}}, {{#name}} or {{^name}}".formatted(sigil));
      default -> {
        named(at, content.strip());
        body().add(new Node.Value(content.strip()));
      }
    }
  }

  private void section(int at, String name, boolean inverted) {
    named(at, name);
    List<Node> body = new ArrayList<>();
    Node.Section section = new Node.Section(name, inverted, body);
    body().add(section);
    open.push(new Open(section, at, body));
    if (open.size() == maxNesting + 2) {
      fault(at, "Sections are nested deeper than " + maxNesting);
    }
  }

  private void close(int at, String name) {
    Open inner = open.element();
    if (inner.section == null) {
      fault(at, "{{/%s}} closes a section that was never opened".formatted(name));
    } else if (name(inner).equals(name)) {
      open.pop();
    } else {
      fault(at, "{{/%s}} stands where {{/%s}} was expected".formatted(name, name(inner)));
      open.removeFirstOccurrence(
          open.stream()
              .filter(each -> each.section != null && name(each).equals(name))
              .findFirst()
              .orElse(inner));
    }
  }

  private static String name(Open open) {
    return open.section == null ? "" : open.section.name();
  }

  private void unescaped(int at, String name) {
    if (escaping) {
      fault(at, "Values are always escaped here: write {{%s}}".formatted(name));
    } else {
      named(at, name);
      body().add(new Node.Value(name));
    }
  }

  private void include(int at, String name, String indent) {
    if (SNIPPET.matcher(name).matches()) {
      int[] place = place(at);
      includes.add(new Compiled.Included(name, place[0], place[1]));
      body().add(new Node.Include(name, indent));
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
