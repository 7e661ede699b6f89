package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Everything in the workspace. Bounded per conversation. Safe from any thread. */
final class SlackWorkspace {

  static final String TEAM_ID = "T0TOCSIN0";
  static final String TEAM_NAME = "Acme";
  static final String TEAM_DOMAIN = "acme";

  /** The inbox shows what apps send, not what people write. */
  private static final long NO_ITEM = -1;

  private final int messagesPerConversation;
  private final Map<String, SlackApp> appsByToken = new LinkedHashMap<>();
  private final Map<String, SlackUser> users = new LinkedHashMap<>();
  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final Map<String, TreeMap<String, SlackMessage>> messages = new HashMap<>();
  private long lastMicros;
  private int nextDirect = 1;

  SlackWorkspace(int messagesPerConversation) {
    this.messagesPerConversation = messagesPerConversation;
  }

  synchronized void install(SlackApp app) {
    appsByToken.put(app.botToken(), app);
  }

  synchronized Optional<SlackApp> appByToken(String token) {
    return Optional.ofNullable(appsByToken.get(token));
  }

  synchronized List<SlackApp> apps() {
    return List.copyOf(appsByToken.values());
  }

  synchronized void join(SlackUser user) {
    users.put(user.id(), user);
  }

  synchronized Collection<SlackUser> users() {
    return List.copyOf(users.values());
  }

  synchronized Optional<SlackUser> user(String id) {
    return Optional.ofNullable(users.get(id));
  }

  synchronized Optional<SlackUser> userByEmail(String email) {
    return users.values().stream().filter(u -> u.email().equalsIgnoreCase(email)).findFirst();
  }

  synchronized void open(SlackChannel channel) {
    conversations.put(channel.id(), new Conversation(channel.id(), channel, null, null));
  }

  synchronized List<Conversation> conversations() {
    return List.copyOf(conversations.values());
  }

  /** The conversation with this id as this app sees it: another app's direct messages it cannot. */
  synchronized Optional<Conversation> conversation(SlackApp app, String id) {
    return Optional.ofNullable(conversations.get(id))
        .filter(c -> c.appId() == null || app.appId().equals(c.appId()));
  }

  synchronized Optional<Conversation> channelByName(String name) {
    String plain = (name.startsWith("#") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
    return conversations.values().stream()
        .filter(c -> c.channel() != null && c.channel().name().equals(plain))
        .findFirst();
  }

  synchronized Optional<Conversation> findDirect(SlackApp app, SlackUser user) {
    return conversations.values().stream()
        .filter(c -> user.equals(c.user()) && app.appId().equals(c.appId()))
        .findFirst();
  }

  /** The direct messages between the app and the person, opened when they are not yet. */
  synchronized Conversation direct(SlackApp app, SlackUser user) {
    return findDirect(app, user)
        .orElseGet(
            () -> {
              String id = String.format(Locale.ROOT, "D0%07d", nextDirect++);
              Conversation opened = new Conversation(id, null, user, app.appId());
              conversations.put(id, opened);
              return opened;
            });
  }

  /** A ts that no message has, later than each before: seconds, a dot, six digits. */
  synchronized String nextTs(Instant now) {
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    lastMicros = Math.max(lastMicros + 1, micros);
    return String.format(Locale.ROOT, "%010d.%06d", lastMicros / 1_000_000, lastMicros % 1_000_000);
  }

  /**
   * A person writes something in the conversation; apps can answer in its thread, not change it.
   *
   * @return its ts
   */
  synchronized String say(Conversation conversation, SlackUser author, String text, Instant now) {
    String ts = nextTs(now);
    ObjectNode content =
        Json.object()
            .put("type", "message")
            .put("user", author.id())
            .put("text", text)
            .put("ts", ts)
            .put("team", TEAM_ID);
    SlackApp nobody = SlackApp.of(author.name(), "xoxb-no-app-" + author.id(), "", null);
    keep(new SlackMessage(nobody, conversation, content, null, NO_ITEM));
    return ts;
  }

  synchronized void keep(SlackMessage message) {
    var kept = messages.computeIfAbsent(message.conversation().id(), id -> new TreeMap<>());
    kept.put(message.ts(), message);
    if (kept.size() > messagesPerConversation) {
      kept.pollFirstEntry();
    }
  }

  synchronized Optional<SlackMessage> message(Conversation conversation, String ts) {
    return Optional.ofNullable(messages.getOrDefault(conversation.id(), new TreeMap<>()).get(ts));
  }

  synchronized void remove(SlackMessage message) {
    messages.getOrDefault(message.conversation().id(), new TreeMap<>()).remove(message.ts());
  }

  /** Replaces the content of a message and returns it. */
  synchronized SlackMessage replace(SlackMessage message, ObjectNode content) {
    SlackMessage changed = message.with(content);
    keep(changed);
    return changed;
  }

  /**
   * Messages that everyone in the conversation sees, newest first.
   *
   * @param oldest only later than this ts, or at it when {@code inclusive}; empty for no bound
   * @param latest only earlier than this ts, or at it when {@code inclusive}; empty for no bound
   */
  synchronized List<SlackMessage> history(
      Conversation conversation, String oldest, String latest, boolean inclusive) {
    NavigableMap<String, SlackMessage> all =
        messages.getOrDefault(conversation.id(), new TreeMap<>());
    NavigableMap<String, SlackMessage> window =
        oldest.isEmpty() ? all : all.tailMap(oldest, inclusive);
    if (!latest.isEmpty()) {
      window = window.headMap(latest, inclusive);
    }
    List<SlackMessage> found = new ArrayList<>();
    for (SlackMessage message : window.descendingMap().values()) {
      if (!message.ephemeral()) {
        found.add(message);
      }
    }
    return found;
  }

  /** The message with this ts in any conversation, for people, who see all of theirs. */
  synchronized Optional<SlackMessage> anyMessage(String ts) {
    return messages.values().stream()
        .flatMap(kept -> Optional.ofNullable(kept.get(ts)).stream())
        .min(Comparator.comparing(m -> m.conversation().id()));
  }
}
