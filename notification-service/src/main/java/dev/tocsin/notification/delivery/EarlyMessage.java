package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * The message of a first attempt, composed while its row is being written: after the commit the
 * page need not wait for it.
 */
final class EarlyMessage {

  private final Uni<Optional<Message>> message;

  private EarlyMessage(Uni<Optional<Message>> message) {
    this.message = message;
  }

  /** Begins at once. */
  static EarlyMessage begin(Uni<Optional<Message>> composing) {
    Uni<Optional<Message>> message = composing.memoize().indefinitely();
    // Whoever sends it meets the failure.
    message.subscribe().with(_ -> {}, _ -> {});
    return new EarlyMessage(message);
  }

  /** The message, as {@link Composer} gives it; resumes on the caller's Vert.x context. */
  Uni<Optional<Message>> get() {
    Context own = Vertx.currentContext();
    return own == null
        ? message
        : message.emitOn(
            task -> {
              if (Vertx.currentContext() == own) {
                task.run();
              } else {
                own.runOnContext(_ -> task.run());
              }
            });
  }
}
