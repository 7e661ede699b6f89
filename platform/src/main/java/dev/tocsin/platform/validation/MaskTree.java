package dev.tocsin.platform.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that an update mask names, as a tree. A leaf stands for everything below it. */
final class MaskTree {
  private final Map<String, MaskTree> children = new HashMap<>();
  private boolean wholly;

  private final boolean request;

  private MaskTree(boolean request) {
    this.request = request;
  }

  /**
   * The tree for a request: its paths begin in the resource, so the request's own fields all count
   * and the paths hold one level down.
   */
  static MaskTree belowResource(List<?> paths) {
    MaskTree resource = new MaskTree(false);
    for (Object path : paths) {
      resource.add(path.toString());
    }
    MaskTree request = new MaskTree(true);
    request.children.put("", resource);
    return request;
  }

  private void add(String path) {
    MaskTree node = this;
    if (!path.equals("*")) {
      for (String part : path.split("\\.")) {
        node = node.children.computeIfAbsent(part, p -> new MaskTree(false));
      }
    }
    node.wholly = true;
  }

  boolean names(String field) {
    return request || wholly || children.containsKey(field);
  }

  /** What holds inside this field; null when everything in it does. */
  @Nullable MaskTree inside(String field) {
    if (request) {
      return children.get("");
    }
    MaskTree child = children.get(field);
    return wholly || child == null || child.wholly ? null : child;
  }
}
