package dev.tocsin.identity.ical;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of a calendar between {@code BEGIN} and {@code END}, with its lines and parts. */
final class Component {

  private static final int DEEPEST = 8;

  private final String name;
  private final List<ContentLine> lines = new ArrayList<>();
  private final List<Component> parts = new ArrayList<>();

  private Component(String name) {
    this.name = name;
  }

  /**
   * Everything in a text, in one part without a name. An {@code END} that is missing is supplied
   * where its parent ends; one too many, and lines that are none, are passed over.
   */
  static Component read(String text) {
    Component root = new Component("");
    Deque<Component> open = new ArrayDeque<>();
    open.push(root);
    for (String line : IcalText.lines(text)) {
      ContentLine.parse(line).ifPresent(content -> take(open, content));
    }
    return root;
  }

  private static void take(Deque<Component> open, ContentLine line) {
    String about = line.value().strip().toUpperCase(Locale.ROOT);
    if (line.is("BEGIN")) {
      if (open.size() > DEEPEST) {
        throw new BadCalendar("parts lie deeper in each other than " + DEEPEST);
      }
      Component part = new Component(about);
      open.element().parts.add(part);
      open.push(part);
    } else if (line.is("END")) {
      if (open.stream().anyMatch(part -> part.name.equals(about) && !about.isEmpty())) {
        while (!open.pop().name.equals(about)) {
          // The END of this one is missing.
        }
      }
    } else {
      open.element().lines.add(line);
    }
  }

  String name() {
    return name;
  }

  Stream<Component> parts(String wanted) {
    return parts.stream().filter(part -> part.name.equals(wanted));
  }

  boolean has(String wanted) {
    return parts(wanted).findAny().isPresent();
  }

  Stream<ContentLine> all(String wanted) {
    return lines.stream().filter(line -> line.is(wanted));
  }

  Optional<ContentLine> line(String wanted) {
    return all(wanted).findFirst();
  }

  /** A value as text; empty when there is none. */
  String text(String wanted) {
    return line(wanted).map(ContentLine::text).orElse("");
  }
}
