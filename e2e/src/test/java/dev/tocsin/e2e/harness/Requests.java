package dev.tocsin.e2e.harness;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Fills the request of any RPC: every field that names a resource gets that resource's id, the
 * others get something that is valid for them.
 *
 * @param ids by kind of resource, as {@code user} or {@code alert_group}
 */
public record Requests(Map<String, String> ids) {
  /** What a plain field needs when its name does not say it. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("email", "intruder@example.org"),
          Map.entry("owner_email", "intruder@example.org"),
          Map.entry("from_address", "intruder@example.org"),
          Map.entry("slug", "intruder"),
          Map.entry("source", "alertmanager"),
          Map.entry("type", "webhook"),
          Map.entry("url", "http://127.0.0.1:1/"),
          Map.entry("time_zone", "UTC"),
          Map.entry("handoff_time", "09:00"),
          Map.entry("start_date", "2026-01-05"),
          Map.entry("region", "at"),
          Map.entry("day", "2026-01-05"),
          Map.entry("from", "2026-01-05"),
          Map.entry("to", "2026-01-05"),
          Map.entry("code", "123456"),
          Map.entry("severities", "critical"),
          Map.entry("condition", "true"),
          Map.entry("expression", "true"),
          Map.entry("host", "127.0.0.1"),
          Map.entry("bot_token", "xoxb-intruder"),
          Map.entry("signing_secret", "intruder"),
          Map.entry("state", "resolved"),
          Map.entry("address", "intruder@example.org"),
          Map.entry("new_password", "a-long-enough-password"));

  /** Kinds of resource whose field or message is called otherwise. */
  private static final Map<String, String> NOUNS =
      Map.ofEntries(
          Map.entry("group", "alert_group"),
          Map.entry("provider", "ticket_provider"),
          Map.entry("policy", "escalation_policy"),
          Map.entry("override", "schedule_override"),
          Map.entry("participants", "user"),
          Map.entry("on_behalf_of", "user"));

  /** Fields for which another one of the message stands. */
  private static final java.util.Set<String> OTHERS_STAND_FOR =
      java.util.Set.of(
          "tocsin.alerting.v1.Silence.start_time", "tocsin.alerting.v1.Silence.end_time");

  /** Optional fields that only narrow a list. */
  private static final java.util.Set<String> LEFT_OUT =
      java.util.Set.of(
          "page_token", "update_mask", "order_by", "scopes", "labels", "after_id", "locale");

  /** A request of a method, about these resources. */
  public DynamicMessage of(MethodDescriptor method) {
    return fill(method.getInputType(), subject(method), 0);
  }

  /** What a method's own {@code id} names: {@code RotateIntegrationKey} an integration. */
  private String subject(MethodDescriptor method) {
    String name = snake(method.getName());
    if (method.getName().equals("OpenTicket")) {
      return "alert";
    }
    return ids.keySet().stream()
        .filter(noun -> name.contains(noun) || name.contains(noun.replace("alert_", "")))
        .max(java.util.Comparator.comparingInt(String::length))
        .orElse(
            switch (method.getName()) {
              case "AddNote", "ListTimeline" -> "alert";
              case "AcknowledgeGroup", "ResolveGroup" -> "alert_group";
              case "CreateOverride", "DeleteOverride" -> "schedule_override";
              default -> snake(method.getService().getName().replace("Service", ""));
            });
  }

  private DynamicMessage fill(Descriptor type, String subject, int depth) {
    var message = DynamicMessage.newBuilder(type);
    var filledOneofs = new java.util.HashSet<String>();
    for (FieldDescriptor field : type.getFields()) {
      var oneof = field.getRealContainingOneof();
      boolean left =
          LEFT_OUT.contains(field.getName())
              || OTHERS_STAND_FOR.contains(field.getFullName())
              || field.isMapField()
              || (oneof != null && !filledOneofs.add(oneof.getName()));
      if (!left && depth < 5) {
        value(field, subject, depth)
            .ifPresent(
                value -> {
                  if (field.isRepeated()) {
                    message.addRepeatedField(field, value);
                  } else {
                    message.setField(field, value);
                  }
                });
      }
    }
    return message.build();
  }

  private Optional<Object> value(FieldDescriptor field, String subject, int depth) {
    return switch (field.getJavaType()) {
      case STRING -> text(field, subject);
      case ENUM -> Optional.of(field.getEnumType().findValueByNumber(enumNumber(field)));
      case MESSAGE -> message(field, depth);
      default -> Optional.empty();
    };
  }

  /** The second value of an enum is its first real one; a role must not be above the caller's. */
  private static int enumNumber(FieldDescriptor field) {
    return field.getEnumType().findValueByNumber(1) == null ? 0 : 1;
  }

  private Optional<Object> message(FieldDescriptor field, int depth) {
    Descriptor type = field.getMessageType();
    return switch (type.getFullName()) {
      case "google.protobuf.Timestamp" ->
          Optional.of(
              seconds(type, field.getName().contains("end") ? 3_910_000_000L : 3_900_000_000L));
      case "google.protobuf.Duration" -> Optional.of(seconds(type, 60));
      case "google.protobuf.Struct" -> Optional.of(DynamicMessage.getDefaultInstance(type));
      default -> Optional.of(fill(type, snake(type.getName()), depth + 1));
    };
  }

  private static DynamicMessage seconds(Descriptor type, long seconds) {
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByName("seconds"), seconds)
        .build();
  }

  private Optional<Object> text(FieldDescriptor field, String subject) {
    String name = field.getName();
    String noun =
        name.equals("id") || name.equals("ids") ? subject : name.replaceFirst("_ids?$", "");
    boolean names = name.matches("(.*_)?ids?") || NOUNS.containsKey(name);
    if (names) {
      String id = ids.get(NOUNS.getOrDefault(noun, noun));
      return id == null ? Optional.empty() : Optional.of(id);
    }
    if (name.equals("idempotency_key")) {
      return Optional.of(UUID.randomUUID().toString());
    }
    if (field.getFullName().equals("tocsin.alerting.v1.Matcher.name")) {
      return Optional.of("labels.intruder");
    }
    if (name.equals("channels") || name.equals("label") || name.equals("fingerprint")) {
      return Optional.empty();
    }
    return Optional.of(TEXTS.getOrDefault(name, "intruder"));
  }

  private static String snake(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
  }
}
