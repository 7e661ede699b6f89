package dev.tocsin.alerting.routing;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A field that must have one of a few values for a condition to hold, read off its text: {@code
 * labels.team == "db" && …}. A condition holds only if its constraint does, never the other way
 * round.
 *
 * @param field {@code severity}, {@code source} or {@code labels.<name>}
 */
record ConstantConstraint(String field, Set<String> values) {

  /** The narrowest constraint that can be read off an expression, if any. */
  static Optional<ConstantConstraint> of(CelExpr expression) {
    if (expression.getKind() != Kind.CALL) {
      return Optional.empty();
    }
    CelCall call = expression.call();
    return switch (call.function()) {
      case "_&&_" -> narrower(of(call.args().get(0)), of(call.args().get(1)));
      case "_||_" -> either(of(call.args().get(0)), of(call.args().get(1)));
      case "_==_" -> equality(call.args().get(0), call.args().get(1));
      case "@in" -> membership(call.args().get(0), call.args().get(1));
      default -> Optional.empty();
    };
  }

  /** The values of a field that an expression may hold for; empty when it says nothing of it. */
  static Optional<Set<String>> allowed(CelExpr expression, String field) {
    if (expression.getKind() != Kind.CALL) {
      return Optional.empty();
    }
    CelCall call = expression.call();
    boolean and = call.function().equals("_&&_");
    if (!and && !call.function().equals("_||_")) {
      return of(expression)
          .filter(constraint -> constraint.field.equals(field))
          .map(ConstantConstraint::values);
    }
    Optional<Set<String>> left = allowed(call.args().get(0), field);
    Optional<Set<String>> right = allowed(call.args().get(1), field);
    if (left.isEmpty() || right.isEmpty()) {
      return and ? left.or(() -> right) : Optional.empty();
    }
    Set<String> both = new HashSet<>(left.get());
    if (and) {
      both.retainAll(right.get());
    } else {
      both.addAll(right.get());
    }
    return Optional.of(both);
  }

  private static Optional<ConstantConstraint> narrower(
      Optional<ConstantConstraint> a, Optional<ConstantConstraint> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return rank(a.get()) <= rank(b.get()) ? a : b;
  }

  /**
   * A label tells routes apart better than a severity or a source, and few values better than many.
   */
  private static int rank(ConstantConstraint constraint) {
    return constraint.values.size() + (constraint.field.startsWith("labels.") ? 0 : 1000);
  }

  private static Optional<ConstantConstraint> either(
      Optional<ConstantConstraint> a, Optional<ConstantConstraint> b) {
    if (a.isEmpty() || b.isEmpty() || !a.get().field.equals(b.get().field)) {
      return Optional.empty();
    }
    Set<String> union = new HashSet<>(a.get().values);
    union.addAll(b.get().values);
    return Optional.of(new ConstantConstraint(a.get().field, union));
  }

  private static Optional<ConstantConstraint> equality(CelExpr left, CelExpr right) {
    Optional<String> constant = text(right);
    Optional<String> field = constant.isPresent() ? field(left) : field(right);
    Optional<String> value = constant.or(() -> text(left));
    return field.isPresent() && value.isPresent()
        ? Optional.of(new ConstantConstraint(field.get(), Set.of(value.get())))
        : Optional.empty();
  }

  private static Optional<ConstantConstraint> membership(CelExpr element, CelExpr container) {
    Optional<String> field = field(element);
    if (field.isEmpty() || container.getKind() != Kind.LIST) {
      return Optional.empty();
    }
    List<Optional<String>> values =
        container.list().elements().stream().map(ConstantConstraint::text).toList();
    if (values.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Set<String> texts = new HashSet<>();
    values.forEach(value -> texts.add(value.orElseThrow()));
    return Optional.of(new ConstantConstraint(field.get(), texts));
  }

  private static Optional<String> field(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> {
        String name = expression.ident().name();
        yield name.equals("severity") || name.equals("source")
            ? Optional.of(name)
            : Optional.empty();
      }
      case SELECT -> {
        boolean label = isLabels(expression.select().operand()) && !expression.select().testOnly();
        yield label ? Optional.of("labels." + expression.select().field()) : Optional.empty();
      }
      case CALL -> {
        CelCall call = expression.call();
        boolean label = call.function().equals("_[_]") && isLabels(call.args().get(0));
        yield label ? text(call.args().get(1)).map(name -> "labels." + name) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static boolean isLabels(CelExpr expression) {
    return expression.getKind() == Kind.IDENT && expression.ident().name().equals("labels");
  }

  private static Optional<String> text(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
            && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expression.constant().stringValue())
        : Optional.empty();
  }
}
