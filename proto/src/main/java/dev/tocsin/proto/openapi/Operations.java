package dev.tocsin.proto.openapi;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.AuthorizationOuterClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of the REST interface, one for each HTTP rule. */
final class Operations {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z0-9_.]+)}");
  private final Contract contract;
  private final Schemas schemas;

  Operations(Contract contract, Schemas schemas) {
    this.contract = contract;
    this.schemas = schemas;
  }

  /** The rule of a method and its additional bindings; empty when it has no REST path. */
  static List<HttpRule> bindings(MethodDescriptor method) {
    List<HttpRule> all = new ArrayList<>();
    if (method.getOptions().hasExtension(AnnotationsProto.http)) {
      HttpRule first = method.getOptions().getExtension(AnnotationsProto.http);
      all.add(first);
      all.addAll(first.getAdditionalBindingsList());
    }
    return all;
  }

  static String path(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case PUT -> rule.getPut();
      case POST -> rule.getPost();
      case DELETE -> rule.getDelete();
      case PATCH -> rule.getPatch();
      case CUSTOM, PATTERN_NOT_SET ->
          throw new IllegalStateException("a rule without a usual HTTP method: " + rule);
    };
  }

  static String verb(HttpRule rule) {
    return rule.getPatternCase().name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param nth which binding of the method it is, from 0
   */
  Map<String, Object> operation(MethodDescriptor method, HttpRule rule, int nth) {
    String comment = contract.comment(method);
    Authorization who = method.getOptions().getExtension(AuthorizationOuterClass.authorization);
    Map<String, Object> operation =
        Tree.of(
            "operationId",
            method.getService().getName()
                + "_"
                + method.getName()
                + (nth == 0 ? "" : "_" + (nth + 1)),
            "tags",
            List.of(method.getService().getName()),
            "summary",
            firstSentence(comment),
            "description",
            (comment + "\n\n" + Access.words(who)).strip());
    operation.putAll(Access.security(who));
    Set<String> inPath = new TreeSet<>();
    List<Object> parameters = new ArrayList<>();
    Matcher variables = VARIABLE.matcher(path(rule));
    while (variables.find()) {
      inPath.add(variables.group(1));
      parameters.add(pathParameter(method.getInputType(), variables.group(1)));
    }
    parameters.addAll(query(method.getInputType(), rule, inPath));
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (!rule.getBody().isEmpty()) {
      operation.put("requestBody", body(method, rule, inPath));
    }
    operation.put("responses", responses(method, who));
    return operation;
  }

  static String firstSentence(String comment) {
    String flat = comment.replace('\n', ' ');
    int end = flat.indexOf(". ");
    String first = end < 0 ? flat : flat.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private Map<String, Object> pathParameter(Descriptor request, String variable) {
    FieldDescriptor field = null;
    Descriptor within = request;
    for (String part : variable.split("\\.")) {
      field = within.findFieldByName(part);
      within =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : within;
    }
    Map<String, Object> schema = schemas.property(field);
    Object words = schema.remove("description");
    return Tree.of(
        "name",
        variable,
        "in",
        "path",
        "required",
        true,
        "description",
        words == null ? "" : words,
        "schema",
        schema);
  }

  private List<Object> query(Descriptor request, HttpRule rule, Set<String> inPath) {
    List<Object> parameters = new ArrayList<>();
    if (rule.getBody().equals("*")) {
      return parameters;
    }
    for (FieldDescriptor field : request.getFields()) {
      boolean elsewhere =
          field.getName().equals(rule.getBody())
              || inPath.contains(field.getName())
              || inPath.stream().anyMatch(v -> v.startsWith(field.getName() + "."));
      if (!elsewhere && isText(field)) {
        Map<String, Object> schema = schemas.property(field);
        Object words = schema.remove("description");
        Map<String, Object> parameter = Tree.of("name", field.getJsonName(), "in", "query");
        if (words != null) {
          parameter.put("description", words);
        }
        parameter.put("schema", schema);
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  /** Whether a value can be written in a query. */
  private static boolean isText(FieldDescriptor field) {
    return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
        || Set.of("Timestamp", "Duration", "FieldMask").contains(field.getMessageType().getName());
  }

  private Map<String, Object> body(MethodDescriptor method, HttpRule rule, Set<String> inPath) {
    Map<String, Object> schema;
    boolean required = true;
    if (rule.getBody().equals("*")) {
      schema = schemas.object(method.getInputType(), inPath, true);
      required = schema.containsKey("required");
    } else {
      FieldDescriptor field = method.getInputType().findFieldByName(rule.getBody());
      schema =
          verb(rule).equals("patch")
              ? schemas.object(field.getMessageType(), without(rule.getBody(), inPath), false)
              : schemas.reference(field.getMessageType());
    }
    return Tree.of(
        "required", required, "content", Tree.of("application/json", Tree.of("schema", schema)));
  }

  private static Set<String> without(String body, Set<String> inPath) {
    Set<String> fields = new TreeSet<>();
    for (String variable : inPath) {
      if (variable.startsWith(body + ".")) {
        fields.add(variable.substring(body.length() + 1));
      }
    }
    return fields;
  }

  private static String status(MethodDescriptor method) {
    int status = method.getOptions().getExtension(AuthorizationOuterClass.successStatus);
    return status == 0 ? "200" : Integer.toString(status);
  }

  private Map<String, Object> responses(MethodDescriptor method, Authorization who) {
    Descriptor output = method.getOutputType();
    boolean nothing = output.getFullName().equals("google.protobuf.Empty");
    Map<String, Object> schema =
        nothing ? Tree.of("type", "object", "maxProperties", 0) : schemas.reference(output);
    Map<String, Object> ok =
        method.isServerStreaming()
            ? Tree.of(
                "description",
                "Server-Sent Events, each with a message of this schema as its data",
                "content",
                Tree.of("text/event-stream", Tree.of("schema", schema)))
            : Tree.of(
                "description",
                nothing ? "Done" : firstSentence(contract.comment(output)),
                "content",
                Tree.of("application/json", Tree.of("schema", schema)));
    Map<String, Object> responses = Tree.of(status(method), ok);
    responses.put("400", Tree.of("$ref", "#/components/responses/Invalid"));
    if (who.getRuleCase() != Authorization.RuleCase.ANYONE) {
      responses.put("401", Tree.of("$ref", "#/components/responses/Unauthenticated"));
      responses.put("403", Tree.of("$ref", "#/components/responses/Denied"));
    }
    responses.put("default", Tree.of("$ref", "#/components/responses/Problem"));
    return responses;
  }
}
