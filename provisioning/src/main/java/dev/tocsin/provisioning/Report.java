package dev.tocsin.provisioning;

import java.util.List;

/**
 * What was done.
 *
 * @param lines what was made or changed, in order; empty when everything was as declared
 * @param passwords one-time passwords of people who were made, for whoever hands them over; to be
 *     shown once and not logged
 */
public record Report(List<String> lines, List<String> passwords) {
  public Report {
    lines = List.copyOf(lines);
    passwords = List.copyOf(passwords);
  }

  /** Was everything as declared already? */
  public boolean isEmpty() {
    return lines.isEmpty();
  }
}
