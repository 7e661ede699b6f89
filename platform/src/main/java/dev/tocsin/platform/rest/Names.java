package dev.tocsin.platform.rest;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names as JSON writes them. A field is known by its lowerCamelCase name and by its name in the
 * proto; an enum value by its name in the proto and by the part after its type, in any case: {@code
 * SEVERITY_CRITICAL} or {@code critical}.
 */
final class Names {
  private static final Map<EnumDescriptor, String> PREFIXES = new ConcurrentHashMap<>();

  private Names() {}

  static @Nullable FieldDescriptor field(Descriptor type, String name) {
    FieldDescriptor field = type.findFieldByName(name);
    if (field != null) {
      return field;
    }
    for (FieldDescriptor each : type.getFields()) {
      if (each.getJsonName().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /** The known field name that is most like this one; empty when none is like it. */
  static String nearest(Descriptor type, String name) {
    return nearest(type.getFields().stream().map(FieldDescriptor::getJsonName).toList(), name);
  }

  static @Nullable EnumValueDescriptor value(EnumDescriptor type, String text) {
    EnumValueDescriptor exact = type.findValueByName(text);
    if (exact != null) {
      return exact;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    EnumValueDescriptor whole = type.findValueByName(upper);
    return whole != null ? whole : type.findValueByName(prefix(type) + upper);
  }

  /** The values that may be written, in their short form. */
  static List<String> values(EnumDescriptor type) {
    String prefix = prefix(type);
    return type.getValues().stream()
        .filter(v -> v.getNumber() != 0)
        .map(EnumValueDescriptor::getName)
        .map(n -> n.startsWith(prefix) ? n.substring(prefix.length()) : n)
        .map(n -> n.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String prefix(EnumDescriptor type) {
    return PREFIXES.computeIfAbsent(
        type,
        t -> t.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_");
  }

  private static String nearest(List<String> known, String name) {
    String best = "";
    int least = Math.max(2, name.length() / 3) + 1;
    for (String each : known) {
      int distance =
          distance(each.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT).replace("_", ""));
      if (distance < least) {
        least = distance;
        best = each;
      }
    }
    return best;
  }

  /** Levenshtein distance; names longer than a line are like nothing. */
  private static int distance(String a, String b) {
    if (b.length() > 80) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[b.length()];
  }
}
