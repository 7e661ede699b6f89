package dev.tocsin.platform.rest;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.tocsin.platform.grpc.Rpc;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP method and path of an RPC.
 *
 * @param body the field that the body fills; null when it fills the request itself or nothing
 * @param wholeBody the body is the request itself, less what the path gives
 */
record Binding(
    Rpc rpc, String method, PathTemplate path, @Nullable FieldDescriptor body, boolean wholeBody) {

  static Binding of(Rpc rpc, HttpRule rule) {
    String method = rule.getPatternCase().name();
    String path =
        switch (rule.getPatternCase()) {
          case GET -> rule.getGet();
          case PUT -> rule.getPut();
          case POST -> rule.getPost();
          case DELETE -> rule.getDelete();
          case PATCH -> rule.getPatch();
          case CUSTOM, PATTERN_NOT_SET -> throw wrong(rpc, "names no usual HTTP method");
        };
    if (!rule.getResponseBody().isEmpty()) {
      throw wrong(rpc, "sets response_body, which is not served here");
    }
    PathTemplate template = PathTemplate.of(path);
    for (String variable : template.variables()) {
      FieldPath.of(rpc.proto().getInputType(), variable);
    }
    boolean whole = rule.getBody().equals("*");
    FieldDescriptor body =
        rule.getBody().isEmpty() || whole
            ? null
            : rpc.proto().getInputType().findFieldByName(rule.getBody());
    if (body == null && !rule.getBody().isEmpty() && !whole) {
      throw wrong(rpc, "has no field " + rule.getBody() + " for the body");
    }
    return new Binding(rpc, method, template, body, whole);
  }

  boolean takesBody() {
    return wholeBody || body != null;
  }

  private static IllegalStateException wrong(Rpc rpc, String why) {
    return new IllegalStateException("the HTTP rule of " + rpc.fullName() + " " + why);
  }
}
