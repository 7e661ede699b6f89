package dev.tocsin.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.provisioning.Declarations.TenantName;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds the tenant that a file is about, as the operator of the installation. */
public final class Tenants {
  private static final String PATH = "/api/v1/admin/tenants";

  private final Api operator;

  public Tenants(Api operator) {
    this.operator = operator;
  }

  /**
   * The tenant of this name, made when there is none; without a name the first by its slug.
   *
   * @param owner address of the owner of a tenant that is made and names none
   * @param made told the owner's one-time password when one was made
   * @throws IllegalStateException when none is named and there is none
   */
  public UUID find(TenantName wanted, String owner, Consumer<String> made) {
    return there(wanted)
        .or(() -> make(wanted, owner, made))
        .or(() -> there(wanted))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no tenant yet: name one in the file, as `tenant: acme`"));
  }

  private Optional<UUID> there(TenantName wanted) {
    for (JsonNode tenant : operator.get("identity", PATH + "?pageSize=500").path("tenants")) {
      if (wanted.slug().isEmpty() || tenant.path("slug").asText().equals(wanted.slug())) {
        return Optional.of(UUID.fromString(tenant.path("id").asText()));
      }
    }
    return Optional.empty();
  }

  private Optional<UUID> make(TenantName wanted, String owner, Consumer<String> made) {
    if (wanted.slug().isEmpty()) {
      return Optional.empty();
    }
    String email = wanted.ownerEmail().isEmpty() ? owner : wanted.ownerEmail();
    ObjectNode body =
        new ObjectMapper()
            .createObjectNode()
            .put("name", wanted.name())
            .put("slug", wanted.slug())
            .put("ownerEmail", email);
    try {
      JsonNode answer = operator.post("identity", PATH, body.toString());
      made.accept(
          "tenant %s: its owner signs in as %s with this password, once: %s"
              .formatted(wanted.slug(), email, answer.path("oneTimePassword").asText()));
      return Optional.of(UUID.fromString(answer.path("tenant").path("id").asText()));
    } catch (Refused e) {
      if (e.isTaken()) {
        // Another starter was faster.
        return Optional.empty();
      }
      throw e;
    }
  }
}
