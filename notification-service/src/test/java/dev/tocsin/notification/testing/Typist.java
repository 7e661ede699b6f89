package dev.tocsin.notification.testing;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.slack.PressResult;
import dev.tocsin.fakes.slack.SlackUser;
import dev.tocsin.fakes.slack.Typed;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.platform.v1.Role;
import java.util.Locale;
import java.util.UUID;

/** A member of the workspace who types to Tocsin, and the user behind; of a test's own. */
public final class Typist {

  public final Acme acme;
  public final String member;
  public final String handle;
  public final String name;
  public final String user = UUID.randomUUID().toString();

  private Typist(Acme acme, String firstName) {
    this.acme = acme;
    String own = acme.tenant.substring(0, 8);
    this.handle = firstName.toLowerCase(Locale.ROOT) + own;
    this.member = "U" + handle.toUpperCase(Locale.ROOT);
    this.name = firstName + own + " Okafor";
    Acme.world().slack().add(new SlackUser(member, handle, name, handle + "@acme.test"));
  }

  /** A member whom identity knows by the role. */
  public static Typist known(Acme acme, String firstName, Role role) {
    Typist typist = new Typist(acme, firstName);
    Neighbours.get().member(typist.member, typist.user);
    Neighbours.get()
        .user(
            User.newBuilder()
                .setId(typist.user)
                .setName(typist.name)
                .setEmail(typist.handle + "@acme.test")
                .setRole(role)
                .setActive(true)
                .build());
    return typist;
  }

  /** A member whom nobody knows. */
  public static Typist stranger(Acme acme) {
    return new Typist(acme, "Stranger");
  }

  /** The command with these words. */
  public Typed words(String text) {
    return Typed.of(acme.token, "ops", member, text);
  }

  /** Types the command; what Slack got. */
  public PressResult types(String text) {
    return Acme.world().slack().command(words(text)).join();
  }

  /** Types the command and reads the answer, which only this member sees. */
  public String asks(String text) {
    long before = Acme.world().inbox().revision();
    PressResult result = types(text);
    if (result.status() != 200) {
      throw new AssertionError(result.toString());
    }
    return whispered(before).text();
  }

  /**
   * What only this member is told next, after a revision of the inbox; not that Tocsin is still at
   * it, which comes first on a slow machine.
   */
  public InboxItem whispered(long after) {
    return Acme.world()
        .inbox()
        .awaitMessage(
            m ->
                m.revision() > after
                    && m.payload().path("ephemeral_for").asText().equals(member)
                    && !m.text().startsWith("Tocsin is at it"),
            java.time.Duration.ofSeconds(60));
  }
}
