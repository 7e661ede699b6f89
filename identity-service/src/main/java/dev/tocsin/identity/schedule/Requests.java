package dev.tocsin.identity.schedule;

import com.google.protobuf.Timestamp;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.NamedEntities;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What requests about schedules have in common. */
final class Requests {

  private Requests() {}

  static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not an id");
    }
  }

  /** The person asked about; {@code me} is the caller. */
  static UUID whose(Caller caller, String user) {
    if (!user.equals("me")) {
      return UUID.fromString(user);
    }
    if (caller.kind() != Caller.Kind.USER) {
      throw Invalid.field(
          "user_id",
          "'me' is for people who are signed in: name a user, for you are " + caller.actor());
    }
    return UUID.fromString(caller.id());
  }

  static Optional<Instant> time(String field, boolean set, Timestamp time) {
    return set ? Optional.of(ProtoTime.instant(field, time)) : Optional.empty();
  }

  /** Where a list by name goes on. */
  static Optional<NamedEntities.Place> place(String list, String token) {
    return PageToken.read(list, token, 2)
        .map(key -> new NamedEntities.Place(key.get(0), UUID.fromString(key.get(1))));
  }
}
