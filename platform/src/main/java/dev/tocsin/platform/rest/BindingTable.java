package dev.tocsin.platform.rest;

import dev.tocsin.platform.rest.PathTemplate.Literal;
import dev.tocsin.platform.rest.PathTemplate.Segment;
import dev.tocsin.platform.rest.PathTemplate.Variable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the binding of a request. A literal segment wins over a variable. */
final class BindingTable {
  private final Node root = new Node();

  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    @Nullable Node variable;
    final Map<String, Binding> bindings = new LinkedHashMap<>();
  }

  /** A binding and what its path variables hold; null binding when only other methods exist. */
  record Match(@Nullable Binding binding, List<String> values, List<String> methods) {}

  BindingTable(List<Binding> bindings) {
    bindings.forEach(this::add);
  }

  private void add(Binding binding) {
    Node node = root;
    for (Segment segment : binding.path().segments()) {
      node =
          switch (segment) {
            case Literal literal ->
                node.literals.computeIfAbsent(literal.text(), text -> new Node());
            case Variable variable -> {
              if (node.variable == null) {
                node.variable = new Node();
              }
              yield node.variable;
            }
          };
    }
    Binding other = node.bindings.putIfAbsent(binding.method(), binding);
    if (other != null) {
      throw new IllegalStateException(
          binding.method()
              + " "
              + binding.path().text()
              + " is claimed by "
              + other.rpc().fullName()
              + " and by "
              + binding.rpc().fullName());
    }
  }

  /**
   * @param path as sent, percent-encoded
   * @return null when nothing is bound to the path
   */
  @Nullable Match find(String method, String path) {
    String[] parts = path.substring(1).split("/", -1);
    List<String> values = new ArrayList<>();
    Node node = find(root, parts, 0, values);
    if (node == null) {
      return null;
    }
    String looked = method.equals("HEAD") ? "GET" : method;
    return new Match(node.bindings.get(looked), values, List.copyOf(node.bindings.keySet()));
  }

  private static @Nullable Node find(Node node, String[] parts, int at, List<String> values) {
    if (at == parts.length) {
      return node.bindings.isEmpty() ? null : node;
    }
    Node literal = node.literals.get(parts[at]);
    if (literal != null) {
      Node found = find(literal, parts, at + 1, values);
      if (found != null) {
        return found;
      }
    }
    if (node.variable == null || parts[at].isEmpty()) {
      return null;
    }
    values.add(decoded(parts[at]));
    Node found = find(node.variable, parts, at + 1, values);
    if (found == null) {
      values.remove(values.size() - 1);
    }
    return found;
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
