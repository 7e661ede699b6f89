package dev.tocsin.alerting.source;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every source there is: a bean of {@link InboundSource} is found by its presence. */
@Singleton
public class InboundSources {

  private final Map<String, InboundSource> byName = new TreeMap<>();

  /** Fails when two sources have one name. */
  public InboundSources(@All List<InboundSource> sources) {
    for (InboundSource source : sources) {
      if (byName.put(source.name(), source) != null) {
        throw new IllegalStateException("two sources are called '" + source.name() + "'");
      }
    }
  }

  /** The source of this name. */
  public Optional<InboundSource> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The names in their order, for people. */
  public Set<String> names() {
    return byName.keySet();
  }
}
