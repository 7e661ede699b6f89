package dev.tocsin.platform.rest;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/** A field of a request, by its dotted path. */
record FieldPath(List<FieldDescriptor> fields) {

  /**
   * @throws UnknownField naming the part that does not exist and the one that comes nearest
   */
  static FieldPath of(Descriptor type, String path) {
    List<FieldDescriptor> fields = new ArrayList<>();
    Descriptor within = type;
    for (String name : path.split("\\.", -1)) {
      FieldDescriptor field = Names.field(within, name);
      if (field == null) {
        throw new UnknownField(path, Names.nearest(within, name));
      }
      fields.add(field);
      if (fields.size() < path.split("\\.", -1).length) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isRepeated()) {
          throw new UnknownField(path, "");
        }
        within = field.getMessageType();
      }
    }
    return new FieldPath(List.copyOf(fields));
  }

  FieldDescriptor last() {
    return fields.get(fields.size() - 1);
  }

  /** In the names of the proto. */
  String text() {
    return String.join(".", fields.stream().map(FieldDescriptor::getName).toList());
  }

  /** Sets the field, or adds to it when it is repeated. */
  void set(Message.Builder builder, Object value) {
    set(builder, 0, value);
  }

  private void set(Message.Builder builder, int depth, Object value) {
    FieldDescriptor field = fields.get(depth);
    if (depth == fields.size() - 1) {
      if (field.isRepeated()) {
        builder.addRepeatedField(field, value);
      } else {
        builder.setField(field, value);
      }
      return;
    }
    Message.Builder inner = builder.newBuilderForField(field);
    inner.mergeFrom((Message) builder.getField(field));
    set(inner, depth + 1, value);
    builder.setField(field, inner.build());
  }

  /** A path that the request type does not have. */
  static final class UnknownField extends RuntimeException {
    UnknownField(String path, String nearest) {
      super(
          "is not known" + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?"),
          null,
          false,
          false);
      this.path = path;
    }

    final String path;
  }
}
