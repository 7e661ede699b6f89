package dev.tocsin.identity.schedule;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OnCall;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.oncall.Shift;
import dev.tocsin.proto.identity.v1.FieldDifference;
import dev.tocsin.proto.identity.v1.Layer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How two plans or two definitions differ. Pure. */
final class Differences {

  private Differences() {}

  /** A stretch of time in which different people have a duty; both by id. */
  record Stretch(Duty duty, Range time, Set<UUID> before, Set<UUID> after) {}

  /** Where the plans name different people, by start. */
  static List<Stretch> between(OnCall before, OnCall after, Range range) {
    List<Stretch> all = new ArrayList<>();
    for (Duty duty : Duty.values()) {
      all.addAll(between(before.over(duty, range), after.over(duty, range), duty, range));
    }
    all.sort(
        Comparator.comparing((Stretch each) -> each.time().from()).thenComparing(Stretch::duty));
    return all;
  }

  private static List<Stretch> between(
      List<Shift> before, List<Shift> after, Duty duty, Range range) {
    var was = new Sweep(before, range);
    var is = new Sweep(after, range);
    TreeSet<Instant> edges = new TreeSet<>(was.changes.keySet());
    edges.addAll(is.changes.keySet());
    edges.add(range.from());
    List<Stretch> found = new ArrayList<>();
    for (Instant edge : edges) {
      was.to(edge);
      is.to(edge);
      Instant next = edges.higher(edge);
      Range time = new Range(edge, next == null ? range.until() : next);
      if (!was.people().equals(is.people())) {
        add(found, new Stretch(duty, time, was.people(), is.people()));
      }
    }
    return found;
  }

  /** Stretches that meet and say the same are one. */
  private static void add(List<Stretch> found, Stretch next) {
    Stretch last = found.isEmpty() ? null : found.getLast();
    if (last != null
        && last.time().until().equals(next.time().from())
        && last.before().equals(next.before())
        && last.after().equals(next.after())) {
      Range both = new Range(last.time().from(), next.time().until());
      found.set(found.size() - 1, new Stretch(next.duty(), both, next.before(), next.after()));
    } else {
      found.add(next);
    }
  }

  /** Goes through shifts by time and knows who is on call. */
  private static final class Sweep {

    private final Map<Instant, List<Map.Entry<UUID, Integer>>> changes = new LinkedHashMap<>();
    private final Map<UUID, Integer> present = new LinkedHashMap<>();

    Sweep(List<Shift> shifts, Range range) {
      for (Shift whole : shifts) {
        Shift shift = whole.within(range);
        change(shift.start(), shift.person(), 1);
        if (shift.end().isBefore(range.until())) {
          change(shift.end(), shift.person(), -1);
        }
      }
    }

    private void change(Instant at, UUID person, int by) {
      changes.computeIfAbsent(at, _ -> new ArrayList<>()).add(Map.entry(person, by));
    }

    void to(Instant edge) {
      changes
          .getOrDefault(edge, List.of())
          .forEach(change -> present.merge(change.getKey(), change.getValue(), Integer::sum));
      present.values().removeIf(count -> count == 0);
    }

    Set<UUID> people() {
      return Set.copyOf(present.keySet());
    }
  }

  /** The fields that differ; an index counts in the new list, of a removed layer in the old one. */
  static List<FieldDifference> between(Definition before, Definition after) {
    List<FieldDifference> fields = new ArrayList<>();
    if (!before.timeZone().equals(after.timeZone())) {
      fields.add(field("time_zone", before.timeZone(), after.timeZone()));
    }
    if (!shared(before, after)
        .map(Layer::getId)
        .toList()
        .equals(shared(after, before).map(Layer::getId).toList())) {
      fields.add(field("layers", order(before, after), order(after, before)));
    }
    for (int i = 0; i < before.layers().size(); i++) {
      Layer old = before.layers().get(i);
      if (after.layer(old.getId()).isEmpty()) {
        fields.add(field("layers[" + i + "]", text(LayerForm.answered(old)), ""));
      }
    }
    for (int i = 0; i < after.layers().size(); i++) {
      Layer layer = after.layers().get(i);
      String path = "layers[" + i + "]";
      before
          .layer(layer.getId())
          .ifPresentOrElse(
              old -> compare(path, LayerForm.answered(old), LayerForm.answered(layer), fields),
              () -> fields.add(field(path, "", text(LayerForm.answered(layer)))));
    }
    return fields;
  }

  /** The names of the layers that both have, in the order of the one. */
  private static String order(Definition one, Definition other) {
    return shared(one, other)
        .map(layer -> layer.getName().isEmpty() ? layer.getId() : layer.getName())
        .collect(Collectors.joining(", "));
  }

  private static Stream<Layer> shared(Definition one, Definition other) {
    return one.layers().stream().filter(layer -> other.layer(layer.getId()).isPresent());
  }

  private static void compare(
      String path, Message before, Message after, List<FieldDifference> fields) {
    for (FieldDescriptor field : after.getDescriptorForType().getFields()) {
      Object was = before.getField(field);
      Object is = after.getField(field);
      if (Objects.equals(was, is)) {
        continue;
      }
      String name = path + "." + field.getName();
      if (was instanceof Message old
          && is instanceof Message changed
          && field.getMessageType().getFullName().startsWith("tocsin.")) {
        compare(name, old, changed, fields);
      } else {
        fields.add(field(name, text(before, field), text(after, field)));
      }
    }
  }

  private static FieldDifference field(String name, String before, String after) {
    return FieldDifference.newBuilder().setField(name).setBefore(before).setAfter(after).build();
  }

  /** The value of one field as in JSON, a text without quotes. */
  private static String text(Message message, FieldDescriptor field) {
    Message alone = message.newBuilderForType().setField(field, message.getField(field)).build();
    Object value = new JsonObject(text(alone)).getValue(field.getJsonName());
    return value == null ? "" : value.toString();
  }

  private static String text(Message message) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a layer cannot be written", e);
    }
  }

  /** A layer for the audit log. */
  static Map<String, Object> json(Layer layer) {
    return new JsonObject(text(LayerForm.answered(layer))).getMap();
  }
}
