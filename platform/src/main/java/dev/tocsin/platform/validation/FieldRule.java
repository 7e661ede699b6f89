package dev.tocsin.platform.validation;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one field of a message. */
record FieldRule(
    FieldDescriptor field,
    boolean required,
    boolean ignoredWhenZero,
    ListRule list,
    ValueRule value,
    ValueRule key,
    @Nullable MessageRules nested) {

  /** Limits on the number of elements; -1 means none. */
  record ListRule(long min, long max, boolean unique) {}

  String name() {
    return field.getName();
  }

  void check(Message message, String prefix, @Nullable MaskTree mask, List<Violation> found) {
    String path = prefix + field.getName();
    if (field.isMapField()) {
      checkMap(message, path, found);
    } else if (field.isRepeated()) {
      checkList(message, path, found);
    } else if (field.hasPresence() && !message.hasField(field)) {
      if (required) {
        found.add(new Violation(path, "is required"));
      }
    } else {
      checkSingle(message, path, mask, found);
    }
  }

  private void checkSingle(
      Message message, String path, @Nullable MaskTree mask, List<Violation> found) {
    Object held = message.getField(field);
    boolean zero = !field.hasPresence() && !message.hasField(field);
    if (zero && required) {
      found.add(new Violation(path, "is required"));
    } else if (!zero || !ignoredWhenZero) {
      element(held, path, mask, found);
    }
  }

  private void checkList(Message message, String path, List<Violation> found) {
    List<?> elements = (List<?>) message.getField(field);
    if (!checkSize(elements.size(), path, found)) {
      return;
    }
    if (list.unique() && elements.stream().distinct().count() < elements.size()) {
      found.add(new Violation(path, "must not hold the same value twice"));
    }
    for (int i = 0; i < elements.size(); i++) {
      element(elements.get(i), path + "[" + i + "]", null, found);
    }
  }

  private void checkMap(Message message, String path, List<Violation> found) {
    List<?> entries = (List<?>) message.getField(field);
    if (!checkSize(entries.size(), path, found)) {
      return;
    }
    for (Object each : entries) {
      Message entry = (Message) each;
      Object k = entry.getField(entry.getDescriptorForType().findFieldByNumber(1));
      String at = path + "[\"" + k + "\"]";
      String mistake = key.mistake(k);
      if (mistake != null) {
        found.add(new Violation(at, "the key " + mistake));
      }
      element(entry.getField(entry.getDescriptorForType().findFieldByNumber(2)), at, null, found);
    }
  }

  private boolean checkSize(int size, String path, List<Violation> found) {
    if (required && size == 0) {
      found.add(new Violation(path, "is required"));
    } else if (size == 0 && ignoredWhenZero) {
      return true;
    } else if (list.min() >= 0 && size < list.min()) {
      found.add(new Violation(path, "must hold at least " + list.min() + ", has " + size));
    } else if (list.max() >= 0 && size > list.max()) {
      found.add(new Violation(path, "must hold at most " + list.max() + ", has " + size));
      return false;
    }
    return true;
  }

  private void element(Object held, String path, @Nullable MaskTree mask, List<Violation> found) {
    String mistake = value.mistake(held);
    if (mistake != null) {
      found.add(new Violation(path, mistake));
    } else if (nested != null && !FreeForm.isClean(held)) {
      nested.check((Message) held, path + ".", mask, found);
    }
  }
}
