package dev.tocsin.alerting.support;

import dev.tocsin.platform.auth.ApiKeyVerifier;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * API keys for tests that name their role and tenant themselves: what identity-service would
 * answer.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class RoleKeys implements ApiKeyVerifier {

  private static final String PREFIX = "tcs_test_";

  /** A key of this role, for example {@code viewer}. */
  public static String of(String role, UUID tenant) {
    return PREFIX + role + "_" + tenant;
  }

  @Override
  public Uni<Optional<Caller>> verify(String key) {
    if (!key.startsWith(PREFIX)) {
      return Uni.createFrom().item(Optional.empty());
    }
    String[] parts = key.substring(PREFIX.length()).split("_");
    Role role = Role.valueOf("ROLE_" + parts[0].toUpperCase(Locale.ROOT));
    return Uni.createFrom()
        .item(
            Optional.of(
                new Caller(
                    Caller.Kind.KEY, UUID.fromString(parts[1]), parts[0], role, Set.of(), "test")));
  }
}
