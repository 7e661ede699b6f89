package dev.tocsin.proto.openapi;

import java.util.List;
import java.util.Map;

/** The table of paths by service as nginx's locations, for the image that serves the browser. */
final class NginxRoutes {
  private static final List<String> BOUNDS = List.of("api", "respond", "webhook");

  private NginxRoutes() {}

  /**
   * A location for each prefix: nginx takes the longest that fits, as the table means it. Each sets
   * {@code $service} and includes {@code proxy.conf}.
   *
   * @param table of {@link RouteTable}
   */
  static String of(Map<String, Object> table) {
    StringBuilder lines = new StringBuilder("# Generated from the contract; do not edit.\n");
    for (Object each : (List<?>) table.get("routes")) {
      Map<?, ?> route = (Map<?, ?>) each;
      String prefix = checked((String) route.get("prefix"));
      lines.append(
          "location %s { set $service %s; include proxy.conf; }%n"
              .formatted(prefix, route.get("service")));
    }
    return lines.toString();
  }

  /** What nginx would read as something else, or what would hide the pages of the browser. */
  private static String checked(String prefix) {
    if (!prefix.matches("(/[a-z0-9-]+)+")) {
      throw new IllegalStateException(prefix + " is not a path that nginx takes as it stands");
    }
    if (!BOUNDS.contains(prefix.split("/")[1])) {
      throw new IllegalStateException(
          prefix + " lies beside " + BOUNDS + ": the addresses of the browser's pages are there");
    }
    return prefix;
  }
}
