package dev.tocsin.identity.swap;

import dev.tocsin.platform.error.NotFound;
import dev.tocsin.proto.identity.v1.SwapState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Swaps in the database. Each method works in a transaction bound to the tenant. */
@Singleton
class SwapStore {

  private static final String TO_COME =
      "s.startTime > :now and (s.returnStart is null or s.returnStart > :now)";

  /** Which swaps a list shows. */
  record Filter(Optional<UUID> party, Optional<UUID> schedule, SwapState state) {}

  Uni<SwapRecord> add(Mutiny.Session tx, SwapRecord swap) {
    return tx.persist(swap).chain(tx::flush).replaceWith(swap);
  }

  /** NotFound when there is none. */
  Uni<SwapRecord> get(Mutiny.Session tx, UUID id) {
    return tx.find(SwapRecord.class, id).onItem().ifNull().failWith(() -> missing(id));
  }

  /** The same, and nobody else changes it before the transaction ends. */
  Uni<SwapRecord> lock(Mutiny.Session tx, UUID id) {
    return tx.find(SwapRecord.class, id, LockModeType.PESSIMISTIC_WRITE)
        .onItem()
        .ifNull()
        .failWith(() -> missing(id));
  }

  private static NotFound missing(UUID id) {
    return new NotFound("swap", id);
  }

  /** An open one of the same shift, or of a part of it. */
  Uni<Optional<SwapRecord>> overlapping(Mutiny.Session tx, SwapDraft draft, Instant now) {
    return tx.createQuery(
            "from SwapRecord s where s.scheduleId = :schedule and s.userId = :owner"
                + " and s.startTime < :end and s.endTime > :start and s.state = 'pending' and "
                + TO_COME,
            SwapRecord.class)
        .setParameter("schedule", draft.schedule())
        .setParameter("owner", draft.owner())
        .setParameter("start", draft.start())
        .setParameter("end", draft.end())
        .setParameter("now", now)
        .setMaxResults(1)
        .getResultList()
        .map(found -> found.stream().findFirst());
  }

  /** The newest first. */
  Uni<List<SwapRecord>> list(
      Mutiny.Session tx, Filter filter, Instant now, Optional<UUID> after, int most) {
    StringBuilder where = new StringBuilder("1 = 1");
    Map<String, Object> values = new LinkedHashMap<>();
    filter
        .party()
        .ifPresent(
            user -> {
              where.append(
                  " and (s.userId = :user or s.askedUserId = :user or s.takenBy = :user"
                      + " or (s.askedUserId is null and s.state = 'pending'))");
              values.put("user", user);
            });
    filter
        .schedule()
        .ifPresent(
            schedule -> {
              where.append(" and s.scheduleId = :schedule");
              values.put("schedule", schedule);
            });
    after.ifPresent(
        id -> {
          where.append(" and s.id < :after");
          values.put("after", id);
        });
    where.append(in(filter.state(), now, values));
    var select =
        tx.createQuery(
            "from SwapRecord s where " + where + " order by s.id desc", SwapRecord.class);
    values.forEach(select::setParameter);
    return select.setMaxResults(most).getResultList();
  }

  private static String in(SwapState state, Instant now, Map<String, Object> values) {
    return switch (state) {
      case SWAP_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
      case SWAP_STATE_OPEN -> {
        values.put("now", now);
        yield " and s.state = 'pending' and " + TO_COME;
      }
      case SWAP_STATE_EXPIRED -> {
        values.put("now", now);
        yield " and (s.state in ('expired', 'dead') or (s.state = 'pending' and not ("
            + TO_COME
            + ")))";
      }
      case SWAP_STATE_ACCEPTED -> " and s.state = 'accepted'";
      case SWAP_STATE_DECLINED -> " and s.state = 'declined'";
      case SWAP_STATE_CANCELLED -> " and s.state = 'cancelled'";
    };
  }
}
