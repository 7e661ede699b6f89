package dev.tocsin.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.proto.alerting.v1.RotateIntegrationKeyRequest;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.CreateUserRequest;
import dev.tocsin.proto.identity.v1.User;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a tenant to what is declared. First everything is compared, and all mistakes are told
 * before anything is written; then what is missing is made and what differs is changed, in an order
 * in which each thing finds what it names. Done twice, the second time writes nothing. Two at once
 * make nothing double: names are unique, and who comes second finds the other's.
 */
public final class Provisioner {
  private final Api api;
  private final Origin origin;
  private final boolean adopt;

  /**
   * @param adopt whether what a person has made may be changed
   */
  public Provisioner(Api api, boolean adopt) {
    this.api = api;
    this.origin = new Origin(api);
    this.adopt = adopt;
  }

  /**
   * Does it.
   *
   * @throws ProvisioningException when something is wrong; nothing was written then, unless the
   *     server refused something that could not be foreseen
   */
  public Report apply(Declarations declared) {
    Existing existing = Existing.of(api);
    Names names = existing.names();
    declared.items().forEach(item -> names.expect(item.kind(), item.name()));
    List<Problem> problems = new ArrayList<>(declared.problems());
    for (Item item : declared.items()) {
      examine(item, existing, names, problems);
    }
    if (!problems.isEmpty()) {
      throw new ProvisioningException("nothing was provisioned", problems, List.of());
    }
    List<String> lines = new ArrayList<>();
    List<String> passwords = new ArrayList<>();
    for (Item item : declared.items()) {
      try {
        names.put(item.kind(), item.name(), bring(item, existing, names, lines, passwords));
      } catch (Refused e) {
        throw new ProvisioningException(
            lines.isEmpty()
                ? "nothing was provisioned"
                : "stopped after: " + String.join("; ", lines),
            List.of(item.place().problem(item.words() + ": " + e.getMessage())),
            passwords);
      }
    }
    return new Report(lines, passwords);
  }

  private void examine(Item item, Existing existing, Names names, List<Problem> problems) {
    Draft draft = draft(item, existing, names, problems);
    Optional<String> id = Existing.id(draft.before());
    List<String> differing = draft.fields(false);
    boolean unseen = draft.saysSecret() || saidKey(item).isPresent();
    if (id.isEmpty() || adopt || (differing.isEmpty() && !unseen)) {
      return;
    }
    origin
        .madeByHand(item.kind(), id.get())
        .ifPresent(
            who ->
                problems.add(
                    item.place()
                        .problem(
                            "%s was made by %s and not from a file%s: rename one of them, or give"
                                    .formatted(
                                        item.words(),
                                        who,
                                        differing.isEmpty()
                                            ? ""
                                            : ", and differs in " + String.join(", ", differing))
                                + " --adopt to change it")));
  }

  private static Draft draft(Item item, Existing existing, Names names, List<Problem> problems) {
    Draft alone = Draft.of(item, names, item.kind().prototype(), new ArrayList<>());
    Message before =
        existing
            .find(item.kind(), item.kind().keyOf(alone.after()))
            .orElse(item.kind().prototype());
    return Draft.of(item, names, before, problems);
  }

  /** Its id, once it is as declared. */
  private String bring(
      Item item, Existing existing, Names names, List<String> lines, List<String> passwords) {
    Draft draft = draft(item, existing, names, new ArrayList<>());
    Optional<String> known = Existing.id(draft.before());
    Optional<Message> made = Optional.empty();
    String id;
    if (known.isEmpty()) {
      try {
        made = Optional.of(create(draft, passwords));
        id = Existing.id(made.get()).orElseThrow();
        lines.add("made " + item.words());
      } catch (Refused e) {
        if (!e.isTaken()) {
          throw e;
        }
        // Somebody else was faster: what there is now is held against the file like anything else.
        existing.readAgain(api, item.kind());
        draft = draft(item, existing, names, new ArrayList<>());
        id = Existing.id(draft.before()).orElseThrow(() -> e);
        update(draft, id, lines);
      }
    } else {
      id = known.get();
      update(draft, id, lines);
    }
    contacts(item, id, lines);
    key(item, id, lines);
    if (item.kind() == Kind.USER && made.isPresent()) {
      // Nobody is made inactive: that is a change.
      update(Draft.of(item, names, made.get(), new ArrayList<>()), id, lines);
    }
    return id;
  }

  private Message create(Draft draft, List<String> passwords) {
    Kind kind = draft.item().kind();
    Message body = draft.after();
    if (body instanceof User user) {
      body =
          CreateUserRequest.newBuilder()
              .setEmail(user.getEmail())
              .setName(user.getName())
              .setRole(user.getRole())
              .setTimeZone(user.getTimeZone())
              .build();
    }
    JsonNode made = api.post(kind.service(), kind.path(), Api.json(body));
    if (kind == Kind.USER) {
      passwords.add(draft.item().name() + "  " + made.path("oneTimePassword").asText());
    }
    for (String within : List.of("user", "integration")) {
      if (made.path(within).isObject()) {
        return Api.read(made.path(within), kind.prototype());
      }
    }
    return Api.read(made, kind.prototype());
  }

  private void update(Draft draft, String id, List<String> lines) {
    List<String> fields = draft.fields(true);
    if (fields.isEmpty()) {
      return;
    }
    Kind kind = draft.item().kind();
    String mask = FieldMaskUtil.toJsonString(FieldMask.newBuilder().addAllPaths(fields).build());
    JsonNode now =
        api.patch(
            kind.service(),
            "%s/%s?updateMask=%s".formatted(kind.path(), id, Api.encoded(mask)),
            Api.json(draft.after()));
    // Whether a secret was the one that is stored, only the server can tell.
    Message after = Api.read(now, kind.prototype());
    var time = after.getDescriptorForType().findFieldByName("update_time");
    if (!after.getField(time).equals(draft.before().getField(time))) {
      lines.add("changed %s: %s".formatted(draft.item().words(), String.join(", ", fields)));
    }
  }

  private void contacts(Item item, String id, List<String> lines) {
    List<ContactMethod> wanted = Contacts.of(item, new ArrayList<>());
    if (wanted.isEmpty()) {
      return;
    }
    String path = "/api/v1/users/" + id + "/contact-methods";
    List<ContactMethod> there = new ArrayList<>();
    api.get("identity", path)
        .path("contactMethods")
        .forEach(node -> there.add(Api.read(node, ContactMethod.getDefaultInstance())));
    for (ContactMethod contact : wanted) {
      if (there.stream().noneMatch(known -> Contacts.same(known, contact))) {
        try {
          api.post("identity", path, Api.json(contact.toBuilder().setUserId(id).build()));
          lines.add("made a contact of " + item.words());
        } catch (Refused e) {
          if (!e.isTaken()) {
            throw e;
          }
        }
      }
    }
  }

  private void key(Item item, String id, List<String> lines) {
    Optional<String> key = saidKey(item);
    if (key.isEmpty()) {
      return;
    }
    String path = Kind.INTEGRATION.path() + "/" + id;
    String before = api.get("alerting", path).path("updateTime").asText();
    JsonNode after =
        api.post(
            "alerting",
            path + "/rotate-key",
            Api.json(RotateIntegrationKeyRequest.newBuilder().setId(id).setKey(key.get()).build()));
    if (!after.path("integration").path("updateTime").asText().equals(before)) {
      lines.add("gave " + item.words() + " its key");
    }
  }

  /** The key that an integration shall have. It is no field: nobody can read it back. */
  private static Optional<String> saidKey(Item item) {
    return item.kind() == Kind.INTEGRATION
            && item.body().entries().get("key") instanceof YamlMap.Entry entry
            && entry.value() instanceof YamlText key
            && !key.text().isBlank()
        ? Optional.of(key.text())
        : Optional.empty();
  }

  /** What the tenant has, by kind and key. */
  private record Existing(Map<Kind, Map<String, Message>> all) {
    static Existing of(Api api) {
      Existing existing = new Existing(new EnumMap<>(Kind.class));
      for (Kind kind : Kind.values()) {
        existing.readAgain(api, kind);
      }
      return existing;
    }

    void readAgain(Api api, Kind kind) {
      Map<String, Message> byKey = new HashMap<>();
      api.list(kind).forEach(message -> byKey.put(kind.keyOf(message), message));
      all.put(kind, byKey);
    }

    Optional<Message> find(Kind kind, String key) {
      return Optional.ofNullable(all.getOrDefault(kind, Map.of()).get(key));
    }

    Names names() {
      Names names = new Names(true);
      all.forEach(
          (kind, byKey) ->
              byKey.values().forEach(m -> names.put(kind, name(kind, m), id(m).orElse(""))));
      return names;
    }

    private static String name(Kind kind, Message message) {
      String field = kind == Kind.USER ? "email" : "name";
      return message.getField(message.getDescriptorForType().findFieldByName(field)).toString();
    }

    static Optional<String> id(Message message) {
      String id = message.getField(message.getDescriptorForType().findFieldByName("id")).toString();
      return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
  }
}
