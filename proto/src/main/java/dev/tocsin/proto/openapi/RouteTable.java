package dev.tocsin.proto.openapi;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which path prefix belongs to which service, for whoever routes requests to them. */
final class RouteTable {
  private RouteTable() {}

  /** {@code {"routes": [{"prefix", "service"} …]}}: the longest prefix that fits wins. */
  static Map<String, Object> of(Contract contract, PlainRoutes plain) {
    TreeMap<String, String> owners = new TreeMap<>();
    for (ServiceDescriptor service : contract.services()) {
      String name = service.getFile().getPackage().split("\\.")[1];
      for (MethodDescriptor method : service.getMethods()) {
        for (HttpRule rule : Operations.bindings(method)) {
          claim(owners, prefix(Operations.path(rule)), name);
        }
      }
    }
    plain.routes().forEach(route -> claim(owners, prefix(route.path()), route.service()));
    List<Object> routes = new ArrayList<>();
    owners.forEach(
        (prefix, service) -> {
          if (!isCovered(owners, prefix, service)) {
            routes.add(Tree.of("prefix", prefix, "service", service));
          }
        });
    return Tree.of("routes", routes);
  }

  /** The path as far as its first variable. */
  private static String prefix(String path) {
    int variable = path.indexOf("/{");
    return variable < 0 ? path : path.substring(0, variable);
  }

  private static void claim(Map<String, String> owners, String prefix, String service) {
    String other = owners.put(prefix, service);
    if (other != null && !other.equals(service)) {
      throw new IllegalStateException(
          prefix + " is claimed by " + other + " and by " + service + ": no proxy could tell");
    }
  }

  /** Whether the nearest shorter prefix leads to the same service already. */
  private static boolean isCovered(Map<String, String> owners, String prefix, String service) {
    String shorter = prefix;
    while (shorter.lastIndexOf('/') > 0) {
      shorter = shorter.substring(0, shorter.lastIndexOf('/'));
      String owner = owners.get(shorter);
      if (owner != null) {
        return owner.equals(service);
      }
    }
    return false;
  }
}
