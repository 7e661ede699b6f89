package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Nothing, or not all, was done; says what is wrong, line by line. */
public final class ProvisioningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProvisioningException(String what, List<Problem> problems) {
    super(what + "\n" + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
