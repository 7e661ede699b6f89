package dev.tocsin.notification.channel;

import java.util.Map;
import java.util.Objects;

/**
 * The settings of a configured channel, by the names of its proto message.
 *
 * @param open what may be shown
 * @param secret what may not; never logged
 */
public record ChannelSettings(Map<String, Object> open, Map<String, String> secret) {

  /** Keeps its own copies. */
  public ChannelSettings {
    open = Map.copyOf(open);
    secret = Map.copyOf(secret);
  }

  /** A setting as text; empty when it is not set. */
  public String text(String name) {
    return secret.getOrDefault(name, Objects.toString(open.get(name), ""));
  }

  /** A setting as a number; 0 when it is not set. */
  public int number(String name) {
    return open.get(name) instanceof Number number ? number.intValue() : 0;
  }

  /** Names of secrets alone: a record's own text would print them. */
  @Override
  public String toString() {
    return "ChannelSettings[" + open.keySet() + ", secrets " + secret.keySet() + "]";
  }
}
