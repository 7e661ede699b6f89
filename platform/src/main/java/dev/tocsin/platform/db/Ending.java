package dev.tocsin.platform.db;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * The end of a transaction for work that knows its last statements: COMMIT goes to the database
 * along with them and does not wait for their answers. Where one of them fails, so does COMMIT.
 */
public final class Ending {

  private final Supplier<Uni<Void>> commit;
  private boolean begun;

  /**
   * An end of one transaction.
   *
   * @param commit sends COMMIT when it is subscribed to
   */
  public Ending(Supplier<Uni<Void>> commit) {
    this.commit = commit;
  }

  /**
   * Sends the statements and COMMIT.
   *
   * @param last sends its statements when it is subscribed to, all of them; what it makes of the
   *     answers must not fail, as the transaction has committed by then
   * @return what {@code last} gives, after the commit
   */
  public <T> Uni<T> with(Uni<T> last) {
    return Uni.createFrom()
        .deferred(
            () -> {
              begun = true;
              return Uni.combine()
                  .all()
                  .unis(last, commit.get())
                  .collectFailures()
                  .with((result, committed) -> result)
                  .onFailure(CompositeException.class)
                  .transform(both -> ((CompositeException) both).getCauses().getFirst());
            });
  }

  /** Commits, unless that is done. */
  public Uni<Void> complete() {
    return begun ? Uni.createFrom().voidItem() : commit.get();
  }
}
