package dev.tocsin.notification.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhomTest {

  private static final Candidate ADA =
      Candidate.person("u1", "Ada Okafor", "ada.okafor@acme.example");
  private static final Candidate ADAM = Candidate.person("u2", "Adam Berg", "adam@acme.example");
  private static final Candidate BEN = Candidate.person("u3", "Ben  Lindqvist", "ben@acme.example");
  private static final Candidate OTHER_BEN = Candidate.person("u4", "Ben Ray", "ray@acme.example");
  private static final Candidate PAYMENTS = Candidate.team("t1", "Payments");
  private static final Candidate PAYMENTS_DUTY = Candidate.schedule("s1", "Payments");
  private static final Candidate DATABASE = Candidate.schedule("s2", "DB primary");
  private static final Candidate DATABASE_EU = Candidate.schedule("s3", "DB primary EU");
  private static final List<Candidate> ALL =
      List.of(ADA, ADAM, BEN, OTHER_BEN, PAYMENTS, PAYMENTS_DUTY, DATABASE, DATABASE_EU);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          @ada checkout is down            | u1 | checkout is down
          Ada Okafor checkout is down      | u1 | checkout is down
          ADA OKAFOR: checkout is down     | u1 | : checkout is down
          ada.okafor checkout              | u1 | checkout
          ada-okafor checkout              | u1 | checkout
          ada.okafor@acme.example checkout | u1 | checkout
          @adam ada is away                | u2 | ada is away
          ben lindqvist, come              | u3 | , come
          ray come                         | u4 | come
          "Ben Ray" come                   | u4 | come
          “Ben Ray” come                   | u4 | come
          'Ben Ray' isn't here             | u4 | isn't here
          team:Payments down               | t1 | down
          team: payments down              | t1 | down
          Team:"Payments" down             | t1 | down
          schedule:payments down           | s1 | down
          oncall:@Payments down            | s1 | down
          DB primary is down               | s2 | is down
          db-primary is down               | s2 | is down
          DB primary EU is down            | s3 | is down
          "DB primary" EU is down          | s2 | EU is down
          person:ada                       | u1 | ``
          """)
  void findsTheLongestNameThatALineBeginsWith(String line, String id, String rest) {
    Whom.Found found = assertInstanceOf(Whom.Found.class, Whom.read(line, ALL));
    assertEquals(id, found.candidate().id());
    assertEquals(rest, found.rest());
  }

  @Test
  void saysWhoElseHasTheName() {
    Whom.Several bens = assertInstanceOf(Whom.Several.class, Whom.read("@ben come", ALL));
    assertEquals(List.of(BEN, OTHER_BEN), bens.candidates());
    Whom.Several payments = assertInstanceOf(Whom.Several.class, Whom.read("payments down", ALL));
    assertEquals(List.of(PAYMENTS, PAYMENTS_DUTY), payments.candidates());
  }

  @Test
  void saysWhoseNameIsLikeIt() {
    Whom.Nobody nobody = assertInstanceOf(Whom.Nobody.class, Whom.read("@okafor come", ALL));
    assertEquals("okafor", nobody.said());
    assertEquals(List.of(ADA), nobody.similar());
    assertInstanceOf(Whom.Nobody.class, Whom.read("team:ada come", ALL));
    assertInstanceOf(Whom.Nobody.class, Whom.read("adamant words", ALL));
    assertInstanceOf(Whom.Nobody.class, Whom.read("", ALL));
  }

  @Test
  void readsAMentionBeforeNames() {
    String line = Markup.marked("<@U0ADA|ada> <@U0BEN> help &amp; hurry <https://x.example|here>");
    Whom.Member first = assertInstanceOf(Whom.Member.class, Whom.read(line, ALL));
    assertEquals("U0ADA", first.id());
    Whom.Member second = assertInstanceOf(Whom.Member.class, Whom.read(first.rest(), ALL));
    assertEquals("U0BEN", second.id());
    assertEquals("help & hurry here", second.rest());
    assertEquals("@ada @U0BEN help & hurry here", Markup.unmarked(line));
  }

  @Test
  void goesOnOnlyWhereSomebodyIsNamedBeyondDoubt() {
    assertTrue(Whom.isNamed("@ben come"));
    assertTrue(Whom.isNamed("team:Payments"));
    assertTrue(Whom.isNamed(Markup.marked("<@U0BEN> come")));
    assertFalse(Whom.isNamed("ben says that it is down"));
  }

  @Test
  void aStrangersTextCannotForgeAMention() {
    assertFalse(Whom.isNamed(Markup.marked("\uE000U0BEN\uE001x\uE002 come")));
  }
}
