package dev.tocsin.notification.render;

import java.util.List;

/** A piece of a compiled template. */
sealed interface Node {

  /** Text that stands as it is. */
  record Text(String text) implements Node {}

  /**
   * A value.
   *
   * @param name {@code .} for the item that the section is at
   */
  record Value(String name) implements Node {}

  /**
   * A section.
   *
   * @param inverted shown when the value is empty, and not otherwise
   */
  record Section(String name, boolean inverted, List<Node> body) implements Node {}

  /**
   * A snippet put in here.
   *
   * @param indent white space before each of its lines
   */
  record Include(String name, String indent) implements Node {}
}
