package dev.tocsin.platform.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many times as large as its input an expression's result may be, told from its text: {@code
 * [a].map(x, x + x).map(y, y + y) …} doubles with each link, and no bound on steps would stop it
 * before the memory is gone.
 */
final class Growth {
  private static final double TEXT = 1.0 / 64;

  private Growth() {}

  static double of(CelExpr expression) {
    return of(expression, Map.of());
  }

  private static double of(CelExpr e, Map<String, Double> bound) {
    return switch (e.getKind()) {
      case IDENT -> bound.getOrDefault(e.ident().name(), 1.0);
      case CONSTANT -> Math.max(TEXT, length(e) * TEXT);
      case SELECT -> of(e.select().operand(), bound);
      case LIST -> sum(e.list().elements(), bound);
      case MAP ->
          e.map().entries().stream()
              .mapToDouble(entry -> of(entry.key(), bound) + of(entry.value(), bound))
              .sum();
      case STRUCT ->
          e.struct().entries().stream().mapToDouble(entry -> of(entry.value(), bound)).sum();
      case CALL -> call(e.call(), bound);
      case COMPREHENSION -> comprehension(e.comprehension(), bound);
      default -> 1.0;
    };
  }

  private static double call(CelCall call, Map<String, Double> bound) {
    double target = call.target().map(t -> of(t, bound)).orElse(0.0);
    double all = target + sum(call.args(), bound);
    return switch (call.function()) {
      case "replace" -> Math.max(1, target) * (1 + factor(call.args(), 1, bound));
      case "join" -> Math.max(1, target) * (1 + factor(call.args(), 0, bound));
      case "_?_:_" -> Math.max(of(call.args().get(1), bound), of(call.args().get(2), bound));
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_&&_", "_||_", "!_", "@in", "matches" ->
          Math.min(1, all) + biggest(call, bound);
      default -> all;
    };
  }

  /** A comparison gives a truth value, but what it compares had to be made. */
  private static double biggest(CelCall call, Map<String, Double> bound) {
    double most = call.target().map(t -> of(t, bound)).orElse(0.0);
    for (CelExpr argument : call.args()) {
      most = Math.max(most, of(argument, bound));
    }
    return most;
  }

  /** By how much a text put in many places multiplies: its length; unknown lengths count a lot. */
  private static double factor(List<CelExpr> arguments, int index, Map<String, Double> bound) {
    if (arguments.size() <= index) {
      return 0;
    }
    CelExpr argument = arguments.get(index);
    return argument.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        ? length(argument)
        : 1000 * Math.max(1, of(argument, bound));
  }

  private static double comprehension(CelComprehension loop, Map<String, Double> bound) {
    double range = of(loop.iterRange(), bound);
    Map<String, Double> inside = new HashMap<>(bound);
    inside.put(loop.iterVar(), 1.0);
    inside.put(loop.accuVar(), 0.0);
    double step = of(loop.loopStep(), inside) + of(loop.loopCondition(), inside);
    return of(loop.accuInit(), bound) + Math.max(1, range) * step;
  }

  private static double sum(List<CelExpr> expressions, Map<String, Double> bound) {
    return expressions.stream().mapToDouble(e -> of(e, bound)).sum();
  }

  private static int length(CelExpr constant) {
    return constant.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? constant.constant().stringValue().length()
        : 1;
  }
}
