package dev.tocsin.ticketing.provider.jira;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A part of a long text, told in ADF or in wiki markup. */
sealed interface Part {
  /** Lines that belong together. */
  record Paragraph(String text) implements Part {}

  /** A list; each item is one line. */
  record Bullets(List<String> items) implements Part {}

  /** A line that leads somewhere. */
  record Link(String text, String href) implements Part {}

  /** A line for machines. */
  record Code(String text) implements Part {}

  /** Its characters, about. */
  default int length() {
    return switch (this) {
      case Paragraph p -> p.text().length();
      case Bullets b -> b.items().stream().mapToInt(item -> item.length() + 40).sum();
      case Link l -> l.text().length() + l.href().length();
      case Code c -> c.text().length();
    };
  }

  /** Plain text as paragraphs, divided at empty lines. */
  static List<Part> paragraphs(String text) {
    List<Part> parts = new ArrayList<>();
    for (String block : JiraText.clean(text).split("\n[ \t]*\n")) {
      if (!block.isBlank()) {
        parts.add(new Paragraph(block.strip()));
      }
    }
    return parts;
  }

  /** A web address fit for a link; other schemes could run something when clicked. */
  static boolean isLink(String href) {
    return href.matches("(?i)https?://[^\\s\"<>]{1,2000}");
  }

  /** The parts as wiki markup, at most 32,767 characters. */
  static String wiki(List<Part> parts) {
    String text = parts.stream().map(Part::wiki).collect(Collectors.joining("\n\n"));
    return JiraText.cut(text, Adf.LIMIT);
  }

  private static String wiki(Part part) {
    return switch (part) {
      case Paragraph p -> JiraText.escaped(p.text());
      case Bullets b ->
          b.items().stream()
              .map(item -> "* " + JiraText.escaped(JiraText.line(item, 2_000)))
              .collect(Collectors.joining("\n"));
      case Link l -> "[" + JiraText.escaped(JiraText.line(l.text(), 255)) + "|" + l.href() + "]";
      case Code c -> "{{" + c.text() + "}}";
    };
  }
}
