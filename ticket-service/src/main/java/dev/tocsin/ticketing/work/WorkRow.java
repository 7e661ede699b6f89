package dev.tocsin.ticketing.work;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work.
 *
 * @param owner the ticket or provider that it is for
 * @param name the system's name for it; empty for none
 * @param text what it says
 * @param state {@code pending}, {@code dead}, or a word for done of its table
 * @param error what went wrong last; empty when nothing
 * @param finishedAt null while it is pending
 */
public record WorkRow(
    UUID id,
    UUID owner,
    String name,
    String text,
    String state,
    int attempts,
    String error,
    Instant dueAt,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  /** It waits for its first or next attempt. */
  public boolean isPending() {
    return state.equals("pending");
  }
}
