package dev.tocsin.identity.setup;

import dev.tocsin.identity.session.Entrance;
import dev.tocsin.identity.tenant.Beginning;
import dev.tocsin.identity.tenant.FirstTenant;
import dev.tocsin.identity.user.Account;
import dev.tocsin.identity.user.NewUser;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.error.Unauthenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Begins an installation for whoever has the set-up token. */
@Singleton
class Setup {

  /** What tries with a wrong token are counted under. */
  private static final String TRIES = "set-up";

  private static final byte[] NO_TOKEN = new byte[0];
  private static final int LONGEST_SLUG = 40;

  private final SetupToken token;
  private final FirstTenant first;
  private final Entrance entrance;

  Setup(SetupToken token, FirstTenant first, Entrance entrance) {
    this.token = token;
    this.first = first;
    this.entrance = entrance;
  }

  /** Where the installation stands; {@link Beginning#USED} also when no token is set. */
  Uni<Beginning> state() {
    return first
        .state(token.hash().orElse(NO_TOKEN))
        .map(state -> state == Beginning.OPEN && token.hash().isEmpty() ? Beginning.USED : state);
  }

  /**
   * Makes the first tenant and its owner. Unauthenticated for a wrong token, Precondition when the
   * installation does not wait for set-up, Exhausted after too many tries from the address.
   *
   * @param slug short name of the tenant; made of its name when empty
   * @param address where the call comes from
   */
  Uni<Account> complete(
      Caller caller,
      String presented,
      String name,
      String slug,
      NewUser owner,
      String password,
      String address) {
    return state()
        .invoke(Setup::mustBeOpen)
        .chain(() -> entrance.attempt(TRIES, address))
        .invoke(() -> mustBeRight(presented))
        .chain(() -> entrance.succeeded(TRIES, address))
        .chain(
            () ->
                first.begin(
                    caller,
                    name,
                    slug.isEmpty() ? slugOf(name) : slug,
                    owner,
                    password,
                    token.hash().orElseThrow()))
        .map(made -> made.orElseThrow(() -> closed(Beginning.DONE)));
  }

  private void mustBeRight(String presented) {
    if (!token.is(presented)) {
      throw new Unauthenticated(
          "the set-up token is wrong: open the link that `tocsin serve` has printed last, or send"
              + " the value of tocsin.setup.token");
    }
  }

  private static void mustBeOpen(Beginning state) {
    if (state != Beginning.OPEN) {
      throw closed(state);
    }
  }

  private static Precondition closed(Beginning state) {
    return new Precondition(
        state == Beginning.DONE
            ? "this installation is set up already: sign in, or ask its owner for an account"
            : "set-up by browser is off here: set tocsin.setup.token to a token that was not used"
                + " yet and start again, or make a tenant with the operator key");
  }

  /** {@code Café Ops GmbH} becomes {@code cafe-ops-gmbh}. */
  static String slugOf(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String cut = plain.length() > LONGEST_SLUG ? plain.substring(0, LONGEST_SLUG) : plain;
    return Optional.of(cut.replaceAll("-$", "")).filter(slug -> !slug.isEmpty()).orElse("default");
  }
}
