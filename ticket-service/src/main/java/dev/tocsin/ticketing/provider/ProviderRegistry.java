package dev.tocsin.ticketing.provider;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of ticket system that this installation knows: every {@link TicketProvider} bean. */
@Singleton
public class ProviderRegistry {
  private final Map<String, TicketProvider> byId = new TreeMap<>();

  @Inject
  ProviderRegistry(@All List<TicketProvider> providers) {
    providers.forEach(this::register);
  }

  /**
   * Makes a provider known.
   *
   * @throws IllegalStateException when its id is taken: two packages would answer for one type
   */
  public void register(TicketProvider provider) {
    TicketProvider other = byId.putIfAbsent(provider.id(), provider);
    if (other != null) {
      throw new IllegalStateException(
          "ticket provider id '%s' is taken by %s; give %s another id"
              .formatted(provider.id(), other.getClass().getName(), provider.getClass().getName()));
    }
  }

  /** The provider of this id. */
  public Optional<TicketProvider> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All, ordered by id. */
  public List<TicketProvider> list() {
    return List.copyOf(byId.values());
  }
}
