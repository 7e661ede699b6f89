package dev.tocsin.platform.validation;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one message type. Filled by the compiler, which allows types that hold themselves.
 */
final class MessageRules {
  private List<OneofDescriptor> requiredOneofs = List.of();
  private List<FieldRule> fields = List.of();

  void fill(List<OneofDescriptor> requiredOneofs, List<FieldRule> fields) {
    this.requiredOneofs = List.copyOf(requiredOneofs);
    this.fields = List.copyOf(fields);
  }

  void check(Message message, String prefix, @Nullable MaskTree mask, List<Violation> found) {
    for (OneofDescriptor oneof : requiredOneofs) {
      if (!message.hasOneof(oneof) && isNamed(oneof, mask)) {
        String choices =
            oneof.getFields().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.joining(", "));
        found.add(new Violation(prefix + oneof.getName(), "set exactly one of " + choices));
      }
    }
    for (FieldRule field : fields) {
      if (mask == null || mask.names(field.name())) {
        field.check(message, prefix, mask == null ? null : mask.inside(field.name()), found);
      }
    }
  }

  private static boolean isNamed(OneofDescriptor oneof, @Nullable MaskTree mask) {
    return mask == null
        || mask.names(oneof.getName())
        || oneof.getFields().stream().anyMatch(f -> mask.names(f.getName()));
  }
}
