package dev.tocsin.identity.user;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.NoticePreferences;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;

/** Which notices reach a person and where, as they are stored with the person. */
final class NoticeRules {

  private static final String OFF = "off";
  private static final String KINDS = "kinds";

  private NoticeRules() {}

  /**
   * The preferences as they are stored.
   *
   * @throws Invalid when a kind of address is named twice
   */
  static String stored(NoticePreferences notices) {
    if (new HashSet<>(notices.getContactKindsList()).size() < notices.getContactKindsCount()) {
      throw Invalid.field("preferences.notices.contact_kinds", "a kind of address is named twice");
    }
    JsonObject stored = new JsonObject();
    if (notices.getOff()) {
      stored.put(OFF, true);
    }
    if (notices.getContactKindsCount() > 0) {
      stored.put(
          KINDS, new JsonArray(notices.getContactKindsList().stream().map(Enum::name).toList()));
    }
    return stored.encode();
  }

  static NoticePreferences read(String stored) {
    JsonObject json = new JsonObject(stored);
    NoticePreferences.Builder notices =
        NoticePreferences.newBuilder().setOff(json.getBoolean(OFF, false));
    json.getJsonArray(KINDS, new JsonArray())
        .forEach(kind -> notices.addContactKinds(ContactKind.valueOf(String.valueOf(kind))));
    return notices.build();
  }
}
