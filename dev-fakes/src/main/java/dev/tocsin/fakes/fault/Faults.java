package dev.tocsin.fakes.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The faults armed now. Arming one replaces an earlier one with the same target, method and match;
 * the first that fits a call hits it. Safe from any thread.
 */
public final class Faults {

  /** A fault with the number of calls it has hit. */
  public record Armed(Fault fault, int hits) {}

  private final List<Armed> armed = new ArrayList<>();

  public synchronized void arm(Fault fault) {
    if (fault.mode() == FaultMode.NONE) {
      disarm(fault);
      return;
    }
    armed.removeIf(other -> sameScope(other.fault(), fault));
    armed.add(new Armed(fault, 0));
  }

  public synchronized void clear() {
    armed.clear();
  }

  public synchronized void clear(String target) {
    armed.removeIf(other -> other.fault().target().equals(target));
  }

  public synchronized List<Armed> list() {
    return List.copyOf(armed);
  }

  /**
   * The fault that hits this call, if any; counts it, and disarms it after its last.
   *
   * @param subject the text that a fault's {@code match} is looked for in, made only when needed
   */
  public synchronized Optional<Fault> strike(
      String target, String operation, Supplier<String> subject) {
    for (int i = 0; i < armed.size(); i++) {
      Armed candidate = armed.get(i);
      if (fits(candidate.fault(), target, operation, subject)) {
        count(i, candidate);
        return Optional.of(candidate.fault());
      }
    }
    return Optional.empty();
  }

  /** As {@link #strike}, but only by faults that name this operation. */
  public synchronized Optional<Fault> strikeNamed(
      String target, String operation, Supplier<String> subject) {
    boolean named = armed.stream().anyMatch(a -> operation.equalsIgnoreCase(a.fault().method()));
    return named ? strike(target, operation, subject) : Optional.empty();
  }

  private void count(int index, Armed candidate) {
    int hits = candidate.hits() + 1;
    if (candidate.fault().count() > 0 && hits >= candidate.fault().count()) {
      armed.remove(index);
    } else {
      armed.set(index, new Armed(candidate.fault(), hits));
    }
  }

  private static boolean fits(
      Fault fault, String target, String operation, Supplier<String> subject) {
    String method = fault.method();
    String match = fault.match();
    return fault.target().equals(target)
        && (method == null || method.equalsIgnoreCase(operation))
        && (match == null || subject.get().contains(match));
  }

  private void disarm(Fault none) {
    if (none.method() == null && none.match() == null) {
      clear(none.target());
    } else {
      armed.removeIf(other -> sameScope(other.fault(), none));
    }
  }

  private static boolean sameScope(Fault a, Fault b) {
    return a.target().equals(b.target())
        && Objects.equals(a.method(), b.method())
        && Objects.equals(a.match(), b.match());
  }
}
