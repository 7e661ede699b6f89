package dev.tocsin.proto.openapi;

import java.util.List;
import java.util.Map;

/** What every operation of the document shares. */
final class Shared {
  private Shared() {}

  static Map<String, Object> info(String version) {
    return Tree.of(
        "title",
        "Tocsin",
        "version",
        version,
        "summary",
        "On-call: alerts in, the right person paged, tickets in step",
        "description",
        """
        Every operation is also a gRPC method on the same port (reflection is on): its name is in \
        the operation id.

        **Credentials.** An API key (`tcs_…`) as header `X-API-Key` or as bearer, or the access \
        token of a session (`POST /api/v1/auth/sign-in`) as bearer. Roles, each with the rights of \
        those before it: viewer, responder, manager, admin, owner.

        **JSON.** Names are lowerCamelCase; requests may write them as in the proto \
        (snake_case). Enum values are answered in full (`SEVERITY_CRITICAL`) and may be sent short \
        (`critical`). 64-bit numbers are strings. An unknown name is an error. A PATCH changes the \
        top-level fields that its body gives, unless `updateMask` names others; a PUT changes all.

        **Errors.** `application/problem+json` (RFC 9457) with `violations` for what is wrong with \
        a request. `instance` is the request id, which is in the header `X-Request-Id` and in the \
        log too.

        **Lists.** `pageSize` (50 when 0, 500 at most) and `pageToken`, the `nextPageToken` of the \
        page before; it is empty on the last page.""",
        "license",
        Tree.of("name", "Apache-2.0", "identifier", "Apache-2.0"));
  }

  static Map<String, Object> problem() {
    Map<String, Object> text = Tree.of("type", "string");
    Map<String, Object> violation =
        Tree.of(
            "type",
            "object",
            "required",
            List.of("field", "message"),
            "properties",
            Tree.of(
                "field",
                Tree.of(
                    "type",
                    "string",
                    "description",
                    "Path of the field in the names of the proto, for example"
                        + " `policy.steps[0].wait`"),
                "message",
                text,
                "line",
                Tree.of("type", "integer", "description", "Line, from 1"),
                "column",
                Tree.of("type", "integer", "description", "Column, from 1")));
    return Tree.of(
        "type",
        "object",
        "description",
        "An error (RFC 9457).",
        "required",
        List.of("type", "title", "status", "detail", "instance"),
        "properties",
        Tree.of(
            "type",
            Tree.of("type", "string", "examples", List.of("urn:tocsin:problem:invalid")),
            "title",
            text,
            "status",
            Tree.of("type", "integer"),
            "detail",
            Tree.of("type", "string", "description", "The thing, the value, what to do next"),
            "instance",
            Tree.of("type", "string", "description", "Id of the request"),
            "violations",
            Tree.of("type", "array", "items", violation)));
  }

  static Map<String, Object> responses() {
    return Tree.of(
        "Problem",
        response("The request failed"),
        "Invalid",
        response("The request is wrong; `violations` says where"),
        "Unauthenticated",
        response("No credential, or a wrong or expired one"),
        "Denied",
        response("The role or the scopes of the caller do not allow it"));
  }

  private static Map<String, Object> response(String description) {
    return Tree.of(
        "description",
        description,
        "content",
        Tree.of(
            "application/problem+json",
            Tree.of("schema", Tree.of("$ref", "#/components/schemas/Problem"))));
  }

  static Map<String, Object> securitySchemes() {
    return Tree.of(
        "apiKey",
        Tree.of(
            "type",
            "apiKey",
            "in",
            "header",
            "name",
            "X-API-Key",
            "description",
            "An API key, or the operator key."),
        "bearer",
        Tree.of(
            "type",
            "http",
            "scheme",
            "bearer",
            "description",
            "The access token of a session, or an API key."),
        "integrationKey",
        Tree.of(
            "type",
            "apiKey",
            "in",
            "header",
            "name",
            "X-API-Key",
            "description",
            "The key of an integration (`tci_…`)."));
  }
}
