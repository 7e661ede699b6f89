package dev.tocsin.notification.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Somebody whom words can name.
 *
 * @param id of the person, team or schedule
 * @param email of a person; empty for the others
 */
record Candidate(Kind kind, String id, String name, String email) {

  /** What can be paged by name. */
  enum Kind {
    PERSON,
    TEAM,
    SCHEDULE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Candidate person(String id, String name, String email) {
    return new Candidate(Kind.PERSON, id, name, email);
  }

  static Candidate team(String id, String name) {
    return new Candidate(Kind.TEAM, id, name, "");
  }

  static Candidate schedule(String id, String name) {
    return new Candidate(Kind.SCHEDULE, id, name, "");
  }

  /** Ways to write its name: as it is, as one word, and for people by their address. */
  List<String> names() {
    String plain = name.strip().replaceAll("\\s+", " ");
    List<String> names = new ArrayList<>(List.of(plain));
    for (String joint : List.of(".", "-", "_", "")) {
      names.add(plain.replace(" ", joint));
    }
    int at = email.indexOf('@');
    if (at > 0) {
      names.add(email);
      names.add(email.substring(0, at));
    }
    return names;
  }

  /** The first of a person's names, which may be that of others too; empty when it has only one. */
  String firstName() {
    int space = name.strip().indexOf(' ');
    return kind == Kind.PERSON && space > 0 ? name.strip().substring(0, space) : "";
  }

  /** {@code schedule "DB primary"}: what names it and nothing else. */
  String exactly() {
    return kind.word() + ":\"" + name + "\"";
  }
}
