package dev.tocsin.platform.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.platform.cel.Expression.Outcome;
import dev.tocsin.platform.error.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA =
      """
      {"alert": {"title": "Disk full", "count": 3, "load": 2.5, "owner": null, "up": false,
                 "labels": {"team": "db", "host": "db1"}},
       "alerts": [{"title": "a"}, {"title": "b"}]}
      """;

  private final Expressions language = new Expressions(ExpressionLimits.usual(), "alert", "alerts");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          alert.title                                                  | "Disk full"
          'ops-' + alert.labels.team.upperAscii()                      | "ops-DB"
          alert.count + 1                                              | 4
          alert.count > 2 ? 'High' : 'Low'                             | "High"
          alert.load                                                   | 2.5
          alert.up                                                     | false
          alert.owner                                                  | null
          alert.owner == null                                          | true
          alerts.map(a, a.title).join(', ')                            | "a, b"
          {'name': alert.labels.team, 'ids': [1, 2]}                   | {"name": "db", "ids": [1, 2]}
          has(alert.labels.env) ? alert.labels.env : 'prod'            | "prod"
          'a,b'.split(',').map(x, {'value': x})                        | [{"value": "a"}, {"value": "b"}]
          alert.?labels.?env.orValue('prod')                           | "prod"
          {?'env': alert.labels.?env, ?'team': alert.labels.?team}     | {"team": "db"}
          json('{"state": {"code": 7}}').state.code                    | 7
          alert.title.matches('isk [a-z]{2,9}$')                       | true
          matches(alert.title, '^isk')                                 | false
          timestamp('2026-01-01T00:00:00Z')                            | "2026-01-01T00:00:00Z"
          """)
  void givesWhatJsonCanHold(String expression, String expected) throws JsonProcessingException {
    var value = assertInstanceOf(Outcome.Value.class, evaluate(expression), expression);
    JsonNode written = CelJson.write(value.value());
    assertEquals(JSON.readTree(expected).toString(), written.toString());
  }

  @Test
  void readsFromParserWithoutLosingDigits() throws java.io.IOException {
    String text =
        "{\"a\":18446744073709551616,\"b\":1e400,\"c\":-9223372036854775808,\"d\":[1.5,null,{\"e\":true}],\"a2\":1,\"a2\":2}";
    try (var parser = JSON.createParser(text)) {
      parser.nextToken();
      var read = assertInstanceOf(java.util.Map.class, CelJson.read(parser));
      assertEquals("18446744073709551616", read.get("a"));
      assertEquals("1e400", read.get("b"));
      assertEquals(Long.MIN_VALUE, read.get("c"));
      assertEquals(2L, read.get("a2"));
      var list = assertInstanceOf(java.util.List.class, read.get("d"));
      assertEquals(1.5, list.get(0));
      assertTrue(CelJson.isNull(list.get(1)));
    }
  }

  @Test
  void jsonInTextThatIsNoneFails() {
    assertInstanceOf(Outcome.Failed.class, evaluate("json('{oops')"));
    assertInstanceOf(Outcome.Failed.class, evaluate("json('1 2')"));
    assertInstanceOf(Outcome.Failed.class, evaluate("json('')"));
  }

  @Test
  void aKeyThatIsNotThereIsMissingAndNotAFailure() {
    assertInstanceOf(Outcome.Missing.class, evaluate("alert.labels.env"));
  }

  @Test
  void aFailureSaysWhy() {
    var failed = assertInstanceOf(Outcome.Failed.class, evaluate("alert.count / 0"));
    assertTrue(failed.reason().contains("zero"), failed.reason());
    assertInstanceOf(Outcome.Failed.class, evaluate("alert.title + 1"));
  }

  @Test
  void aMistakeIsToldWithFieldLineAndColumn() {
    var e =
        assertThrows(Invalid.class, () -> language.compile("fields[2]", "alert.title +\n  nope"));
    var violation = e.violations().getFirst();
    assertEquals("fields[2]", violation.field());
    assertEquals(2, violation.line());
    assertEquals(3, violation.column());
    assertThrows(Invalid.class, () -> language.compile("f", " "));
    assertThrows(Invalid.class, () -> language.compile("f", "'" + "x".repeat(10_001) + "'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[alert.title].map(a,a+a).map(b,b+b).map(c,c+c).map(d,d+d).map(e,e+e).map(f,f+f).map(g,g+g)"
            + ".map(h,h+h).map(i,i+i).map(j,j+j).map(k,k+k).map(l,l+l)",
        "alert.title.replace('a','aaaaaaaaaa').replace('a','aaaaaaaaaa').replace('a','aaaaaaaaaa')"
            + ".replace('a','aaaaaaaaaa')",
      })
  void whatWouldFillTheMemoryIsRefusedWhenSaved(String bomb) {
    var e = assertThrows(Invalid.class, () -> language.compile("f", bomb));
    assertTrue(e.getMessage().contains("large"), e.getMessage());
  }

  @Test
  void longButHarmlessTextsAreTaken() {
    language.compile("f", "alert.title" + " + ', ' + alert.labels.team".repeat(40));
    language.compile("f", "alerts.map(a, a.title + ': ' + a.title).join('\\n')");
  }

  @Test
  void stepsAreBounded() {
    var failed =
        assertInstanceOf(
            Outcome.Failed.class,
            evaluate(
                "[1,2,3,4,5,6,7,8,9,10].all(a,[1,2,3,4,5,6,7,8,9,10].all(b,"
                    + "[1,2,3,4,5,6,7,8,9,10].all(c,[1,2,3,4,5,6,7,8,9,10].all(d,"
                    + "[1,2,3,4,5,6,7,8,9,10].all(e, a+b+c+d+e > 0)))))"));
    assertTrue(failed.reason().contains("steps"), failed.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alert.title.matches('((a{1000}){1000}){1000}')",
        "matches(alert.title, '(((a{100}){100}){100}){' + '100}')",
        "alert.title.matches('a{1000}b{1000}')"
      })
  void refusesRegularExpressionsThatWouldFillTheMemory(String expression) {
    var failed = assertInstanceOf(Outcome.Failed.class, evaluate(expression));
    assertTrue(failed.toString().contains("at most 1000"), failed::toString);
  }

  private Outcome evaluate(String expression) {
    try {
      return language.compile("field", expression).evaluate(CelJson.variables(JSON.readTree(DATA)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
