package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A stretch of time with the same people, told by its start: it ends where the next one begins.
 *
 * @param start first instant
 * @param people in the order of the layers; nobody in a gap
 */
public record Watch(Instant start, List<UUID> people) {

  public Watch {
    people = List.copyOf(people);
  }
}
