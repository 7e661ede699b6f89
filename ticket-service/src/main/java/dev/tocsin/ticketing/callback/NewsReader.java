package dev.tocsin.ticketing.callback;

import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketCallback;
import dev.tocsin.ticketing.provider.TicketNews;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads messages; large ones off the event loop. */
@Singleton
class NewsReader {
  private static final int LARGE = 64 * 1024;

  private final Vertx vertx;

  NewsReader(Vertx vertx) {
    this.vertx = vertx;
  }

  Uni<Optional<TicketNews>> read(TicketCallback callback, ProviderSettings settings, byte[] body) {
    if (body.length < LARGE) {
      return Uni.createFrom().item(() -> callback.read(settings, body));
    }
    return Uni.createFrom()
        .completionStage(
            () ->
                vertx
                    .executeBlocking(() -> callback.read(settings, body), false)
                    .toCompletionStage());
  }
}
