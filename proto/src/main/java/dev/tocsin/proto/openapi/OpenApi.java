package dev.tocsin.proto.openapi;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the OpenAPI 3.1 document together. */
final class OpenApi {
  private final Contract contract;
  private final PlainRoutes plain;
  private final String version;

  OpenApi(Contract contract, PlainRoutes plain, String version) {
    this.contract = contract;
    this.plain = plain;
    this.version = version;
  }

  Map<String, Object> document() {
    Schemas schemas = new Schemas(contract);
    Operations operations = new Operations(contract, schemas);
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    List<Object> tags = new ArrayList<>();
    for (ServiceDescriptor service : contract.services()) {
      boolean any = false;
      for (MethodDescriptor method : service.getMethods()) {
        int nth = 0;
        for (HttpRule rule : Operations.bindings(method)) {
          add(
              paths,
              Operations.path(rule),
              Operations.verb(rule),
              operations.operation(method, rule, nth++));
          any = true;
        }
      }
      if (any) {
        tags.add(Tree.of("name", service.getName(), "description", contract.comment(service)));
      }
    }
    plain.routes().forEach(r -> add(paths, r.path(), r.method(), r.operation()));
    tags.add(
        Tree.of(
            "name",
            "Webhooks and callbacks",
            "description",
            "Plain HTTP, for monitoring tools and providers."));
    schemas.all().put("Problem", Shared.problem());
    return Tree.of(
        "openapi",
        "3.1.0",
        "info",
        Shared.info(version),
        "servers",
        List.of(Tree.of("url", "/", "description", "This installation")),
        "security",
        List.of(Tree.of("apiKey", List.of()), Tree.of("bearer", List.of())),
        "tags",
        tags,
        "paths",
        paths,
        "components",
        Tree.of(
            "schemas",
            schemas.all(),
            "responses",
            Shared.responses(),
            "securitySchemes",
            Shared.securitySchemes()));
  }

  private static void add(
      Map<String, Map<String, Object>> paths, String path, String verb, Map<String, Object> what) {
    Object other = paths.computeIfAbsent(path, p -> Tree.of()).putIfAbsent(verb, what);
    if (other != null) {
      throw new IllegalStateException(verb + " " + path + " is described twice");
    }
  }
}
