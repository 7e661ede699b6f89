package dev.tocsin.platform.cel;

import com.google.re2j.Pattern;
import dev.cel.common.CelOptions;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.List;

/**
 * {@code matches}, which looks at the size of a regular expression before it compiles it and not
 * only then.
 */
final class RegexFunction {

  /** The standard functions but this one. */
  static final CelStandardFunctions OTHERS =
      CelStandardFunctions.newBuilder().excludeFunctions(StandardFunction.MATCHES).build();

  private RegexFunction() {}

  static List<CelFunctionBinding> bindings(CelOptions options) {
    return List.of(binding("matches", options), binding("matches_string", options));
  }

  private static CelFunctionBinding binding(String overload, CelOptions options) {
    return CelFunctionBinding.from(
        overload,
        String.class,
        String.class,
        (text, expression) -> {
          try {
            return matches(text, expression, options);
          } catch (RuntimeException e) {
            // As the standard function does: its words reach whoever wrote the expression.
            throw new CelInvalidArgumentException(e);
          }
        });
  }

  private static boolean matches(String text, String expression, CelOptions options) {
    int most = options.maxRegexProgramSize();
    RegexSize.tooLarge(expression, most)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("matches(): the regular expression: " + why);
            });
    Pattern pattern = Pattern.compile(expression);
    if (pattern.programSize() > most) {
      throw new IllegalArgumentException(
          "matches(): the regular expression compiles to "
              + pattern.programSize()
              + " instructions; at most "
              + most
              + " are allowed");
    }
    var matcher = pattern.matcher(text);
    return options.enableRegexPartialMatch() ? matcher.find() : matcher.matches();
  }
}
