package dev.tocsin.identity.tenant;

import dev.tocsin.identity.password.Passwords;
import dev.tocsin.identity.user.NewUser;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Migrations;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes an installation usable from nothing: when there is no tenant at all and {@code
 * tocsin.first-run.owner-email} is set, a tenant with that owner is made, and the one-time password
 * printed once on standard output. It goes nowhere else: not into the log, not into a file.
 */
@Singleton
public class FirstRun {

  /** Priority of the observer of the start, after the migrations. */
  public static final int PRIORITY = Migrations.PRIORITY + 1000;

  /**
   * What the owner signs in with.
   *
   * @param tenant slug of the tenant
   * @param oneTimePassword works once it is printed, until the owner changes it
   */
  public record Owner(
      UUID tenantId, String tenant, UUID userId, String email, String oneTimePassword) {}

  private static final Caller INSTALLATION =
      new Caller(
          Caller.Kind.OPERATOR, null, "", Role.ROLE_UNSPECIFIED, java.util.Set.of(), "first-run");

  private final FirstTenant first;
  private final Passwords passwords;
  private final String tenant;
  private final Optional<String> ownerEmail;

  FirstRun(
      FirstTenant first,
      Passwords passwords,
      @ConfigProperty(name = "tocsin.first-run.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "tocsin.first-run.owner-email") Optional<String> ownerEmail) {
    this.first = first;
    this.passwords = passwords;
    this.tenant = tenant;
    this.ownerEmail = ownerEmail.filter(email -> !email.isBlank());
  }

  void atStart(@Observes @Priority(PRIORITY) StartupEvent start) throws Throwable {
    if (ownerEmail.isEmpty()) {
      return;
    }
    String email = ownerEmail.get();
    VertxContextSupport.subscribeAndAwait(() -> ensure(tenant, tenant, email))
        .ifPresent(owner -> System.out.println(box(owner)));
  }

  /**
   * Makes the first tenant with its owner. Empty when there is a tenant already, whichever it is;
   * so it may be called at every start, by several processes at once. Must be called on a Vert.x
   * context.
   *
   * @param name display name of the tenant
   * @param slug its sign-in name
   * @param email address of the owner
   */
  public Uni<Optional<Owner>> ensure(String name, String slug, String email) {
    return first
        .state()
        .flatMap(
            state ->
                state == Beginning.OPEN
                    ? create(name, slug, email)
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<Owner>> create(String name, String slug, String email) {
    String password = passwords.oneTime();
    return first
        .beginUnasked(
            INSTALLATION, name, slug, new NewUser(email, "", Role.ROLE_OWNER, "UTC"), password)
        .map(
            made ->
                made.map(
                    owner -> new Owner(owner.tenantId(), slug, owner.userId(), email, password)));
  }

  /** For a person to read: plain lines, so that no log shipper takes it for an event. */
  static String box(Owner owner) {
    String line = "=".repeat(64);
    return """

    %s
      Tocsin is ready for its first owner. This is shown once.

        tenant    %s
        e-mail    %s
        password  %s   (one-time: change it after sign-in)
    %s
    """
        .formatted(line, owner.tenant(), owner.email(), owner.oneTimePassword(), line);
  }
}
