package dev.tocsin.platform.cel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.io.IOException;

/** {@code json(text)}: the value of JSON that somebody has put into a text. */
final class JsonFunction {
  private static final String OVERLOAD = "json_string";

  static final CelFunctionDecl DECLARATION =
      CelFunctionDecl.newFunctionDeclaration(
          "json", CelOverloadDecl.newGlobalOverload(OVERLOAD, SimpleType.DYN, SimpleType.STRING));

  static final CelFunctionBinding BINDING =
      CelFunctionBinding.from(OVERLOAD, String.class, JsonFunction::read);

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(1_000).build())
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .build();

  private JsonFunction() {}

  private static Object read(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      if (json.nextToken() == null) {
        throw new IllegalArgumentException("json(): the text is empty");
      }
      Object value = CelJson.read(json);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("json(): something follows the JSON in the text");
      }
      return value;
    } catch (IOException e) {
      throw new IllegalArgumentException("json(): the text is not JSON");
    }
  }
}
