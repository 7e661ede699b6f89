package dev.tocsin.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of the REST API as provisioning needs; what is stored is what was sent. */
final class FakeTocsin implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was written, as {@code POST /api/v1/teams}. */
  final List<String> writes = new CopyOnWriteArrayList<>();

  /** What cannot be written, as in {@link #writes}. */
  final Set<String> refused = new java.util.concurrent.CopyOnWriteArraySet<>();

  private final Map<String, List<ObjectNode>> stored = new HashMap<>();
  private final List<ObjectNode> events = new ArrayList<>();
  private final HttpServer server;

  FakeTocsin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  Api api() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Api.at(service -> url, "key");
  }

  /** Has something already, and says who made it. */
  void has(Kind kind, String json, String actor, String requestId) {
    ObjectNode thing = read(json);
    all(kind.path()).add(thing);
    happened(
        kind.auditOfCreation(), kind.auditResource(thing.get("id").asText()), actor, requestId);
  }

  void happened(String action, String resource, String actor, String requestId) {
    events.addFirst(
        JSON.createObjectNode()
            .put("action", action)
            .put("resource", resource)
            .put("actor", actor)
            .put("requestId", requestId));
  }

  JsonNode only(Kind kind) {
    return all(kind.path()).getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String call = exchange.getRequestMethod() + " " + path;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = 200;
    JsonNode answer;
    if (!call.startsWith("GET ")) {
      writes.add(call);
    }
    if (refused.contains(call)) {
      status = 400;
      answer = JSON.createObjectNode().put("detail", "not here");
    } else {
      answer =
          switch (exchange.getRequestMethod()) {
            case "GET" -> get(path, exchange.getRequestURI());
            case "POST" -> made(path, read(body));
            default -> changed(path, read(body));
          };
    }
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private JsonNode get(String path, URI uri) {
    if (path.equals("/api/v1/audit-log")) {
      return JSON.createObjectNode().set("events", JSON.valueToTree(audit(uri.getRawQuery())));
    }
    for (Kind kind : Kind.values()) {
      if (path.equals(kind.path())) {
        return JSON.createObjectNode().set(kind.listField(), JSON.valueToTree(all(path)));
      }
    }
    return path.endsWith("/contact-methods") ? JSON.createObjectNode() : at(path);
  }

  private List<ObjectNode> audit(String query) {
    Map<String, String> wanted = new HashMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      wanted.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return events.stream()
        .filter(
            event -> (event.get("action").asText() + ".").startsWith(wanted.get("action") + "."))
        .filter(event -> event.get("resource").asText().startsWith(wanted.get("resource")))
        .limit(Long.parseLong(wanted.get("pageSize")))
        .toList();
  }

  private JsonNode made(String path, ObjectNode thing) {
    if (path.endsWith("/rotate-key")) {
      return JSON.createObjectNode()
          .set("integration", at(path.replace("/rotate-key", "")).put("updateTime", later()));
    }
    thing.put("id", "00000000-0000-0000-0000-%012d".formatted(writes.size()));
    all(path).add(thing);
    if (!path.equals(Kind.USER.path())) {
      return thing;
    }
    thing.put("active", true);
    return JSON.createObjectNode().put("oneTimePassword", "once-only").set("user", thing);
  }

  private JsonNode changed(String path, ObjectNode thing) {
    ObjectNode there = at(path);
    there.removeAll();
    there.setAll(thing);
    return there.put("updateTime", later());
  }

  private String later() {
    return "2026-01-05T09:00:%02dZ".formatted(writes.size());
  }

  private ObjectNode at(String path) {
    int slash = path.lastIndexOf('/');
    return all(path.substring(0, slash)).stream()
        .filter(thing -> thing.get("id").asText().equals(path.substring(slash + 1)))
        .findFirst()
        .orElseThrow();
  }

  private List<ObjectNode> all(String path) {
    return stored.computeIfAbsent(path, p -> new ArrayList<>());
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
