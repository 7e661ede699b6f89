package dev.tocsin.identity.notice;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Takes what people shall be told, in the transaction of what it tells of, and sees to it. */
@Singleton
public class Notices {

  static final String TABLE = "notice";

  private final Database database;
  private final WorkQueues queues;
  private final NoticePost post;
  private @Nullable WorkQueue queue;

  Notices(@ServiceDatabase("identity") Database database, WorkQueues queues, NoticePost post) {
    this.database = database;
    this.queues = queues;
    this.post = post;
  }

  void start(@Observes StartupEvent event) {
    queue = queues.start(database, spec(database.schema()), post::handle);
  }

  /** For a day, should notification-service be away; in no hurry, as {@link #wake} tells of new. */
  private static QueueSpec spec(String schema) {
    return new QueueSpec(
        schema,
        TABLE,
        TABLE,
        100,
        16,
        Duration.ofMinutes(1),
        300,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5));
  }

  /**
   * Has people told once the transaction commits; call {@link #wake} then.
   *
   * @param tx a transaction of the tenant
   */
  public Uni<Void> tell(Mutiny.Session tx, UUID tenant, Collection<Notice> notices) {
    Instant now = database.clock().now();
    return Multi.createFrom()
        .iterable(notices)
        .onItem()
        .transformToUniAndConcatenate(notice -> put(tx, tenant, notice, now))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** There is something to tell; call after commit. */
  public void wake() {
    if (queue != null) {
      queue.wake();
    }
  }

  private static Uni<Integer> put(Mutiny.Session tx, UUID tenant, Notice notice, Instant now) {
    return tx.createNativeQuery(
            """
            insert into identity.notice
              (tenant_id, id, queue, due_at, created_at, user_id, kind, title, text, path)
            values (?1, ?2, 'notice', ?3, ?3, ?4, ?5, ?6, ?7, ?8)
            on conflict do nothing
            """)
        .setParameter(1, tenant)
        .setParameter(2, notice.id())
        .setParameter(3, now)
        .setParameter(4, notice.user())
        .setParameter(5, notice.kind())
        .setParameter(6, notice.title())
        .setParameter(7, notice.text())
        .setParameter(8, notice.path())
        .executeUpdate();
  }
}
