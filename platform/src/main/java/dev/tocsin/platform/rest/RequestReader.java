package dev.tocsin.platform.rest;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the request message out of path, query and body. What the path gives may be repeated in the
 * body only with the same value. A PATCH without {@code update_mask} changes the fields that its
 * body gives; a PUT changes all that may change.
 */
final class RequestReader {
  private static final String MASK = "update_mask";
  private final JsonReader json;

  RequestReader(int maxDepth) {
    this.json = new JsonReader(maxDepth);
  }

  /**
   * @param query parameters in the order in which they were sent
   * @throws Invalid with every mistake
   */
  Message read(
      Binding binding,
      Message.Builder request,
      List<String> pathValues,
      List<Map.Entry<String, String>> query,
      byte[] body) {
    List<Violation> mistakes = new ArrayList<>();
    query(binding, request, query, mistakes);
    if (!mistakes.isEmpty()) {
      throw new Invalid(mistakes);
    }
    Set<String> given = body(binding, request, body);
    List<String> variables = binding.path().variables();
    for (int i = 0; i < variables.size(); i++) {
      path(request, variables.get(i), pathValues.get(i), mistakes);
    }
    if (!mistakes.isEmpty()) {
      throw new Invalid(mistakes);
    }
    if (binding.method().equals("PATCH") && binding.body() != null) {
      maskByBody(request, binding.body().getName(), given, variables);
    }
    return request.build();
  }

  private Set<String> body(Binding binding, Message.Builder request, byte[] body) {
    FieldDescriptor field = binding.body();
    if (field == null) {
      return binding.wholeBody() && body.length > 0 ? json.merge(body, request, "") : Set.of();
    }
    Message.Builder inner = request.newBuilderForField(field);
    Set<String> given = body.length > 0 ? json.merge(body, inner, field.getName() + ".") : Set.of();
    request.setField(field, inner.build());
    return given;
  }

  private static void path(
      Message.Builder request, String variable, String text, List<Violation> mistakes) {
    FieldPath path = FieldPath.of(request.getDescriptorForType(), variable);
    try {
      Object value = TextValue.parse(path.last(), text);
      Object before = valueAt(request, path);
      if (!before.equals(path.last().getDefaultValue()) && !before.equals(value)) {
        mistakes.add(
            new Violation(
                path.text(), "is \"" + before + "\" here but \"" + text + "\" in the path"));
      } else {
        path.set(request, value);
      }
    } catch (TextValue.Mistake e) {
      mistakes.add(new Violation(path.text(), e.words()));
    }
  }

  private static Object valueAt(Message.Builder request, FieldPath path) {
    Object value = request.getField(path.fields().get(0));
    for (FieldDescriptor next : path.fields().subList(1, path.fields().size())) {
      value = ((Message) value).getField(next);
    }
    return value;
  }

  private static void query(
      Binding binding,
      Message.Builder request,
      List<Map.Entry<String, String>> query,
      List<Violation> mistakes) {
    if (query.isEmpty()) {
      return;
    }
    Descriptor type = request.getDescriptorForType();
    Set<String> seen = new TreeSet<>();
    for (Map.Entry<String, String> parameter : query) {
      try {
        FieldPath path = FieldPath.of(type, parameter.getKey());
        String field = path.text();
        if (binding.wholeBody() || path.fields().get(0).equals(binding.body())) {
          mistakes.add(new Violation(field, "belongs into the body, not into the query"));
        } else if (!seen.add(field) && !path.last().isRepeated()) {
          mistakes.add(new Violation(field, "is given twice in the query"));
        } else {
          for (String text : texts(path.last(), parameter.getValue())) {
            path.set(request, TextValue.parse(path.last(), text));
          }
        }
      } catch (FieldPath.UnknownField e) {
        mistakes.add(new Violation(e.path, String.valueOf(e.getMessage())));
      } catch (TextValue.Mistake e) {
        mistakes.add(new Violation(parameter.getKey(), e.words()));
      }
    }
  }

  /** Values of an enum may also stand in one parameter, with commas between. */
  private static List<String> texts(FieldDescriptor field, String text) {
    boolean several = field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.ENUM;
    return several ? List.of(text.split(",", -1)) : List.of(text);
  }

  private static void maskByBody(
      Message.Builder request, String body, Set<String> given, List<String> variables) {
    FieldDescriptor mask = request.getDescriptorForType().findFieldByName(MASK);
    if (mask == null || request.hasField(mask)) {
      return;
    }
    Set<String> changed = new TreeSet<>(given);
    for (String variable : variables) {
      if (variable.startsWith(body + ".")) {
        changed.remove(variable.substring(body.length() + 1));
      }
    }
    if (changed.isEmpty()) {
      throw Invalid.request(
          "the body names no field to change: a PATCH changes the fields that it gives");
    }
    request.setField(mask, FieldMask.newBuilder().addAllPaths(changed).build());
  }
}
