package dev.tocsin.identity.apikey;

import dev.tocsin.proto.platform.v1.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key to be made. */
record NewKey(String description, Role role, List<String> scopes, Optional<Instant> expireTime) {

  NewKey {
    scopes = scopes.stream().distinct().sorted().toList();
  }
}
