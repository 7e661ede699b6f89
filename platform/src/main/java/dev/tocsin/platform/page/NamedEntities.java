package dev.tocsin.platform.page;

import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Entities with an {@code id}, a {@code name} and a collection of parts, read by id or listed by
 * name. The session is bound to the tenant; only its rows are seen.
 */
public final class NamedEntities<E> {

  private final Class<E> type;
  private final String noun;
  private final String one;
  private final String ids;
  private final String idsAfter;
  private final String page;

  /** Where a page goes on: after the entity with this name and id. */
  public record Place(String name, UUID id) {}

  /**
   * Entities of this type.
   *
   * @param noun what one is called when there is none of that id
   * @param parts the collection that is read with each
   */
  public NamedEntities(Class<E> type, String noun, String parts) {
    this.type = type;
    this.noun = noun;
    String from = "from " + type.getSimpleName() + " e ";
    String whole = from + "left join fetch e." + parts;
    this.one = whole + " where e.id = :id";
    this.page = whole + " where e.id in :ids order by e.name, e.id";
    this.ids = "select e.id " + from + "order by e.name, e.id";
    this.idsAfter =
        "select e.id "
            + from
            + "where e.name > :name or (e.name = :name and e.id > :id) order by e.name, e.id";
  }

  /** The entity with its parts; NotFound when there is none. */
  public Uni<E> get(Mutiny.Session tx, UUID id) {
    return tx.createQuery(one, type)
        .setParameter("id", id)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound(noun, id));
  }

  /** Entities by name, with their parts: two statements, for a limit cannot go with a join. */
  public Uni<List<E>> list(Mutiny.Session tx, Optional<Place> after, int most) {
    var select = tx.createQuery(after.isEmpty() ? ids : idsAfter, UUID.class).setMaxResults(most);
    after.ifPresent(
        place -> select.setParameter("name", place.name()).setParameter("id", place.id()));
    return select
        .getResultList()
        .flatMap(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(List.of())
                    : tx.createQuery(page, type).setParameter("ids", found).getResultList());
  }
}
