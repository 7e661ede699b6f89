package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.timeline.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What somebody has left for who comes next on a schedule. */
record Note(UUID id, UUID schedule, String text, Actor author, Instant at) {

  /** The person who wrote it; empty when a program did. */
  Optional<UUID> person() {
    return author.kind().equals("user")
        ? Optional.of(UUID.fromString(author.id()))
        : Optional.empty();
  }
}
