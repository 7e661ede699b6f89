package dev.tocsin.notification.channel;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The adapters that there are, by kind. */
@Singleton
public class Channels {

  private final Map<String, Channel> byKind;

  /** All beans of the type. */
  @Inject
  public Channels(@All List<Channel> channels) {
    this.byKind =
        new TreeMap<>(
            channels.stream().collect(Collectors.toMap(Channel::kind, Function.identity())));
  }

  /** The adapter of this kind. */
  public Optional<Channel> find(String kind) {
    return Optional.ofNullable(byKind.get(kind));
  }

  /** The adapter of this kind, which a stored row names. */
  public Channel get(String kind) {
    return find(kind)
        .orElseThrow(
            () -> new IllegalStateException("No channel of kind '" + kind + "' is built in"));
  }

  /** Every adapter, by name of its kind. */
  public Collection<Channel> all() {
    return byKind.values();
  }
}
