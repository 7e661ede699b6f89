package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Nothing, or not all, was done; says what is wrong, line by line. */
public final class ProvisioningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> passwords;

  ProvisioningException(String what, List<Problem> problems, List<String> passwords) {
    super(what + "\n" + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.passwords = List.copyOf(passwords);
  }

  /**
   * One-time passwords of people who were made before it stopped, as in {@link Report}: nobody else
   * will ever tell them. They are not in the message.
   */
  public List<String> passwords() {
    return passwords;
  }
}
