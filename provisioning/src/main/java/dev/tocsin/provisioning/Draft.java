package dev.tocsin.provisioning;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.validation.RequestRules;
import dev.tocsin.platform.yaml.Place;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;

/**
 * A declaration over what there is.
 *
 * @param before as the tenant has it; empty when it has none
 * @param after as it is declared; what the file does not say is as before
 */
record Draft(Item item, Message before, Message after) {

  static Draft of(Item item, Names names, Message before, List<Problem> problems) {
    Message.Builder builder = before.toBuilder();
    Forms.write(item, new Body(item.body(), names, problems), builder);
    return new Draft(item, before, builder.build());
  }

  /** Holds it against the rules of the contract. */
  void check(List<Problem> problems) {
    for (Violation violation : RequestRules.of(after.getDescriptorForType()).check(after)) {
      String first = violation.field().split("[.\\[]", 2)[0];
      YamlMap.Entry entry = item.body().entries().get(first);
      Place place = entry == null ? item.place() : entry.place();
      problems.add(place.problem("`%s` %s".formatted(violation.field(), violation.message())));
    }
    Contacts.of(item, problems);
  }

  /** The names of the fields that differ, or hold a secret, which cannot be compared. */
  List<String> fields(boolean secretsToo) {
    List<String> names = new ArrayList<>();
    for (FieldDescriptor field : after.getDescriptorForType().getFields()) {
      Object now = after.getField(field);
      boolean differs = !plain(field, now).equals(plain(field, before.getField(field)));
      if (differs || (secretsToo && saysSecret(field, now))) {
        names.add(field.getName());
      }
    }
    return names;
  }

  boolean saysSecret() {
    return after.getDescriptorForType().getFields().stream()
        .anyMatch(field -> saysSecret(field, after.getField(field)));
  }

  private static boolean isGroup(FieldDescriptor field) {
    return !field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private static boolean saysSecret(FieldDescriptor field, Object value) {
    return isGroup(field)
        && ((Message) value).getAllFields().keySet().stream().anyMatch(Fields::isSecret);
  }

  /** Without secrets, which are written and never read. */
  private static Object plain(FieldDescriptor field, Object value) {
    if (!isGroup(field)) {
      return value;
    }
    Message.Builder plain = ((Message) value).toBuilder();
    ((Message) value)
        .getAllFields().keySet().stream().filter(Fields::isSecret).forEach(plain::clearField);
    return plain.build();
  }
}
