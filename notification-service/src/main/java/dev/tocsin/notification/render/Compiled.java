package dev.tocsin.notification.render;

import java.util.List;

/**
 * What became of the text of a part.
 *
 * @param nodes its pieces; unusable when there are faults
 * @param faults every mistake, with its place
 * @param includes the snippets that it puts in, with their places
 */
record Compiled(List<Node> nodes, List<Fault> faults, List<Included> includes) {

  /** A tag that puts a snippet in. */
  record Included(String name, int line, int column) {}

  Compiled {
    nodes = List.copyOf(nodes);
    faults = List.copyOf(faults);
    includes = List.copyOf(includes);
  }
}
