package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;

/** Somebody with an account: a person, or the one that a program acts as. */
public record Account(String id, String email, String name) {
  /** What Tocsin acts as. */
  public static final Account BOT =
      new Account("5b10a2844c20165700ede21g", "tocsin@acme.test", "Tocsin Bot");

  /** A person. */
  public static final Account ANN = new Account("712020:ann-0001", "ann@acme.test", "Ann Archer");

  /** As the cloud tells it, or as a server does. */
  ObjectNode json(boolean cloud) {
    ObjectNode node = Json.object();
    if (cloud) {
      node.put("accountId", id).put("accountType", "atlassian");
    } else {
      String name = email.substring(0, email.indexOf('@'));
      node.put("name", name).put("key", name).put("emailAddress", email);
    }
    return node.put("displayName", name).put("active", true);
  }
}
