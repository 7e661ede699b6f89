package dev.tocsin.alerting.routing;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The language of conditions: which variables there are, what they are bound to, and what an
 * evaluation may cost. This is the only class that knows; adding a variable is adding it to {@link
 * #compiler}, {@link #value} and {@link AlertFacts}.
 */
@Singleton
public class Conditions {

  private static final Logger LOG = Logger.getLogger(Conditions.class);
  private static final int KEPT = 20_000;

  private final RoutingLimits limits;
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  /** Compiling costs about a millisecond, so programs are kept, for all tenants, by their text. */
  private final Map<String, Condition> compiled =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Condition> eldest) {
              return size() > KEPT;
            }
          });

  /** Sets the language up; it is the same for every tenant. */
  public Conditions(RoutingLimits limits) {
    this.limits = limits;
    CelOptions options =
        CelOptions.current()
            .maxExpressionCodePointSize(limits.conditionLength())
            .comprehensionMaxIterations(limits.iterations())
            .maxRegexProgramSize(limits.regexSize())
            .maxParseRecursionDepth(100)
            .enableTimestampEpoch(true)
            .enableHeterogeneousNumericComparisons(true)
            .populateMacroCalls(true)
            .build();
    this.compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("labels", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("annotations", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("severity", SimpleType.STRING)
            .addVar("source", SimpleType.STRING)
            .addVar("now", SimpleType.TIMESTAMP)
            .setResultType(SimpleType.BOOL)
            .build();
    this.runtime = CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(options).build();
  }

  /** The first condition of a process takes a second for loading classes: not an alert's second. */
  void warmUp(@Observes StartupEvent started) {
    AlertFacts none = new AlertFacts(Map.of(), Map.of(), Severity.INFO, "warm-up", Instant.EPOCH);
    Infrastructure.getDefaultWorkerPool()
        .execute(
            () ->
                LOG.debugf(
                    "Conditions are warm: %s",
                    compile("warm-up", "severity == 'info' && labels.a.startsWith('b')")
                        .program()
                        .apply(none)));
  }

  /**
   * Compiles a condition. Takes about a millisecond; not on an event loop.
   *
   * @param field name of the field it was sent in, for the error
   * @throws Invalid with line and column of each mistake
   */
  public Condition compile(String field, String text) {
    Condition known = compiled.get(text);
    if (known != null) {
      return known;
    }
    Condition condition = text.isBlank() ? Condition.always() : compileAnew(field, text);
    compiled.put(text, condition);
    return condition;
  }

  /**
   * What must hold for a condition to hold, each part as a condition of its own; the condition
   * itself when it is not a conjunction.
   *
   * @param text of a condition that compiles
   */
  List<String> parts(String text) {
    try {
      CelAbstractSyntaxTree tree = compiler.parse(text).getAst();
      List<String> parts = new ArrayList<>();
      addParts(tree, tree.getExpr(), parts);
      return parts.size() < 2 ? List.of(text) : parts;
    } catch (CelValidationException e) {
      return List.of(text);
    }
  }

  /**
   * The severities, by their words, that a condition may hold for as far as its text tells; empty
   * when it says nothing of them.
   *
   * @param text of a condition that compiles
   */
  public Optional<Set<String>> severities(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return ConstantConstraint.allowed(compiler.parse(text).getAst().getExpr(), "severity");
    } catch (CelValidationException e) {
      return Optional.empty();
    }
  }

  private static void addParts(CelAbstractSyntaxTree tree, CelExpr expression, List<String> parts) {
    boolean and =
        expression.getKind() == CelExpr.ExprKind.Kind.CALL
            && expression.call().function().equals("_&&_");
    if (and) {
      expression.call().args().forEach(part -> addParts(tree, part, parts));
    } else {
      parts.add(
          CelUnparserFactory.newUnparser()
              .unparse(CelAbstractSyntaxTree.newParsedAst(expression, tree.getSource())));
    }
  }

  private Condition compileAnew(String field, String text) {
    if (text.codePointCount(0, text.length()) > limits.conditionLength()) {
      throw Invalid.field(
          field,
          "has "
              + text.length()
              + " characters; a condition has at most "
              + limits.conditionLength());
    }
    try {
      CelValidationResult result = compiler.compile(text);
      if (result.hasError()) {
        throw new Invalid(violations(field, text, result.getErrors()));
      }
      CelAbstractSyntaxTree tree = result.getAst();
      CelRuntime.Program program = runtime.createProgram(tree);
      return new Condition(
          facts -> evaluate(program, facts),
          ConstantConstraint.of(tree.getExpr()),
          Cost.isHeavy(tree));
    } catch (CelValidationException | CelEvaluationException e) {
      throw Invalid.field(field, "cannot be used: " + e.getMessage());
    }
  }

  private static List<Violation> violations(String field, String text, List<CelIssue> issues) {
    return issues.stream()
        .limit(10)
        .map(
            issue -> {
              CelSourceLocation at = issue.getSourceLocation();
              String line = text.lines().skip(Math.max(0, at.getLine() - 1)).findFirst().orElse("");
              String shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
              int column = at.getColumn() + 1; // CEL counts columns from 0
              return new Violation(
                  field,
                  "line "
                      + at.getLine()
                      + ", column "
                      + column
                      + ": "
                      + issue.getMessage()
                      + ", in: "
                      + shown,
                  at.getLine(),
                  column);
            })
        .toList();
  }

  private Condition.Result evaluate(CelRuntime.Program program, AlertFacts facts) {
    try {
      Object result =
          program.eval(new Bindings(facts, System.nanoTime() + limits.perCondition().toNanos()));
      return Boolean.TRUE.equals(result) ? Condition.Result.HOLDS : Condition.Result.DOES_NOT_HOLD;
    } catch (CelEvaluationException e) {
      return switch (e.getErrorCode()) {
        case ATTRIBUTE_NOT_FOUND -> Condition.Result.DOES_NOT_HOLD;
        case ITERATION_BUDGET_EXCEEDED ->
            new Condition.Failed("takes more than " + limits.iterations() + " steps");
        default -> new Condition.Failed(message(e));
      };
    } catch (TooSlow e) {
      return new Condition.Failed("took longer than " + limits.perCondition().toMillis() + " ms");
    } catch (RuntimeException | StackOverflowError e) {
      return new Condition.Failed(message(e));
    }
  }

  private static String message(Throwable e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static @Nullable Object value(String name, AlertFacts facts) {
    return switch (name) {
      case "labels" -> facts.labels();
      case "annotations" -> facts.annotations();
      case "severity" -> facts.severity().word();
      case "source" -> facts.source();
      case "now" -> facts.now();
      default -> null;
    };
  }

  /** The variables of one evaluation. Each look at one is also a look at the clock. */
  private record Bindings(AlertFacts facts, long deadline) implements CelVariableResolver {
    @Override
    public Optional<Object> find(String name) {
      if (System.nanoTime() - deadline > 0) {
        throw new TooSlow();
      }
      return Optional.ofNullable(value(name, facts));
    }
  }

  private static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlow() {
      super("too slow", null, false, false);
    }
  }
}
