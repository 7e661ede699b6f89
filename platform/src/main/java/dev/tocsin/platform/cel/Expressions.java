package dev.tocsin.platform.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.tocsin.platform.cel.Expression.Outcome;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A language of expressions: standard CEL with its macros, the string functions {@code charAt,
 * indexOf, join, lastIndexOf, lowerAscii, replace, split, substring, trim, upperAscii}, optional
 * values ({@code a.?b.orValue('c')}), {@code json(text)} for JSON inside a text, and the variables
 * given, whose shape is not known before the data comes. Safe from any thread.
 */
public final class Expressions {
  /** What a JSON null is to an expression. */
  static final Object NULL = nullValue();

  private static final int SHOWN = 200;
  private static final int NESTING = 100;

  private final ExpressionLimits limits;
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  /**
   * @param variables names that an expression may use
   */
  public Expressions(ExpressionLimits limits, String... variables) {
    this.limits = limits;
    CelOptions options =
        CelOptions.current()
            .maxExpressionCodePointSize(limits.length())
            .comprehensionMaxIterations(limits.iterations())
            .maxRegexProgramSize(limits.regexSize())
            .maxParseRecursionDepth(NESTING)
            .enableTimestampEpoch(true)
            .build();
    CelStringExtensions strings =
        CelExtensions.strings(
            Function.CHAR_AT,
            Function.INDEX_OF,
            Function.JOIN,
            Function.LAST_INDEX_OF,
            Function.LOWER_ASCII,
            Function.REPLACE,
            Function.SPLIT,
            Function.SUBSTRING,
            Function.TRIM,
            Function.UPPER_ASCII);
    var building =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(strings, CelOptionalLibrary.INSTANCE)
            .addFunctionDeclarations(JsonFunction.DECLARATION);
    for (String variable : variables) {
      building.addVar(variable, SimpleType.DYN);
    }
    this.compiler = building.build();
    this.runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(options)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(RegexFunction.OTHERS)
            .addLibraries(strings, CelOptionalLibrary.INSTANCE)
            .addFunctionBindings(JsonFunction.BINDING)
            .addFunctionBindings(RegexFunction.bindings(options))
            .build();
  }

  /**
   * Compiles an expression. Takes about a millisecond; not on an event loop.
   *
   * @param field name of the field it was sent in, for the error
   * @throws Invalid with line and column of each mistake
   */
  public Expression compile(String field, String text) {
    if (text.isBlank()) {
      throw Invalid.field(field, "must hold an expression, for example alert.labels.team");
    }
    if (text.codePointCount(0, text.length()) > limits.length()) {
      throw Invalid.field(
          field,
          "has %d characters; an expression has at most %d"
              .formatted(text.length(), limits.length()));
    }
    try {
      CelValidationResult result = compiler.compile(text);
      if (result.hasError()) {
        throw new Invalid(violations(field, text, result.getErrors()));
      }
      CelAbstractSyntaxTree tree = result.getAst();
      if (Growth.of(tree.getExpr()) > limits.growth()) {
        throw Invalid.field(
            field,
            "can make its result more than %d times as large as what it reads; join fewer texts"
                .formatted(limits.growth()));
      }
      return new Compiled(text, runtime.createProgram(tree), limits);
    } catch (CelValidationException | CelEvaluationException e) {
      throw Invalid.field(field, "cannot be used: " + e.getMessage());
    }
  }

  private static List<Violation> violations(String field, String text, List<CelIssue> issues) {
    return issues.stream().limit(10).map(issue -> violation(field, text, issue)).toList();
  }

  private static Violation violation(String field, String text, CelIssue issue) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn() + 1; // CEL counts columns from 0
    String there = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
    String shown = there.length() > SHOWN ? there.substring(0, SHOWN) + "…" : there;
    String words = "line %d, column %d: %s, in: %s";
    return new Violation(
        field, words.formatted(line, column, issue.getMessage(), shown), line, column);
  }

  private static Object nullValue() {
    try {
      var compiler = CelCompilerFactory.standardCelCompilerBuilder().build();
      var runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
      return runtime.createProgram(compiler.compile("null").getAst()).eval();
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("CEL does not know null", e);
    }
  }

  private record Compiled(String text, CelRuntime.Program program, ExpressionLimits limits)
      implements Expression {
    @Override
    public Outcome evaluate(Map<String, Object> variables) {
      try {
        long deadline = System.nanoTime() + limits.time().toNanos();
        return new Outcome.Value(program.eval(new Bindings(variables, deadline)));
      } catch (CelEvaluationException e) {
        return switch (e.getErrorCode()) {
          case ATTRIBUTE_NOT_FOUND -> new Outcome.Missing(message(e));
          case ITERATION_BUDGET_EXCEEDED ->
              new Outcome.Failed("takes more than " + limits.iterations() + " steps");
          default -> new Outcome.Failed(message(e));
        };
      } catch (TooSlow e) {
        return new Outcome.Failed("took longer than " + limits.time().toMillis() + " ms");
      } catch (RuntimeException | StackOverflowError e) {
        return new Outcome.Failed(message(e));
      }
    }

    private static String message(Throwable e) {
      String message = e.getMessage();
      return message == null ? e.getClass().getSimpleName() : message;
    }
  }

  /** The variables of one evaluation. Each look at one is also a look at the clock. */
  private record Bindings(Map<String, Object> variables, long deadline)
      implements CelVariableResolver {
    @Override
    public Optional<Object> find(String name) {
      if (System.nanoTime() - deadline > 0) {
        throw new TooSlow();
      }
      return Optional.ofNullable(variables.get(name));
    }
  }

  private static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlow() {
      super("too slow", null, false, false);
    }
  }
}
