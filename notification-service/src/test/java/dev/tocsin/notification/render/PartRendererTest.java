package dev.tocsin.notification.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS 27 (hostile templates) and 28 (hostile values). */
class PartRendererTest {

  private final PartRenderer renderer =
      new PartRenderer(new Limits(1000, 2000, Duration.ofSeconds(2), 5));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a{{b|1|2|never closed",
        "ab{{#x}}c|1|3|never closed",
        "{{/x}}|1|1|never opened",
        "{{#a}}{{#b}}{{/a}}{{/b}}|1|13|expected",
        "{{{a}}}|1|1|always escaped",
        "{{&a}}|1|1|always escaped",
        "{{> /etc/passwd }}|1|1|is not the name of a snippet",
        "x{{>footer}}|1|2|There is no snippet 'footer': add a part '_footer'",
        "{{<layout}}{{/layout}}|1|1|not supported",
        "{{=<%=}}|1|1|Delimiters are set as",
        "{{%pragma}}|1|1|not supported",
        "{{}}|1|1|names nothing",
        "{{a b}}|1|1|is not a name",
      })
  void pointsAtTheMistake(String template, int line, int column, String message) {
    List<Fault> faults = renderer.check(parts(Escape.HTML), Map.of("text", template));
    Fault fault = faults.get(0);
    assertEquals(line + ":" + column, fault.line() + ":" + fault.column(), fault.message());
    assertTrue(fault.message().contains(message), fault.message());
  }

  @Test
  void countsLinesAndColumnsFromOne() {
    Fault fault = renderer.check(parts(Escape.NONE), Map.of("text", "one\ntwo\n  {{#x}}\n")).get(0);
    assertEquals("3:3", fault.line() + ":" + fault.column());
  }

  @Test
  void namesUnknownAndMissingParts() {
    List<Fault> faults = renderer.check(parts(Escape.NONE), Map.of("body", "x"));
    assertEquals(List.of("body", "text"), faults.stream().map(Fault::part).toList());
  }

  @Test
  void looksIntoNoObject() {
    Map<String, Object> context =
        Map.of("text", "secret", "list", List.of(1, 2), "map", Map.of("a", 1));
    for (String name :
        List.of(
            "text.class",
            "text.bytes",
            "list.size",
            "map.size",
            "text.length",
            "map.class.name",
            "class",
            "empty")) {
      assertEquals("", render("{{" + name + "}}", context), name);
    }
  }

  @Test
  void callsNoLambda() {
    Function<Object, Object> function = given -> "called";
    Callable<Object> callable = () -> "called";
    Map<String, Object> clean =
        new RenderContext(Limits.USUAL).clean(Map.of("f", function, "c", callable));
    assertFalse(render("{{f}}{{#c}}x{{/c}}", clean).contains("called"));
  }

  @Test
  @Timeout(10)
  void stopsNestedLoops() {
    List<Integer> many = Collections.nCopies(100, 1);
    Rendered rendered =
        attempt("{{#a}}{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}{{/a}}", Map.of("a", many));
    assertEquals(
        "It takes more than 2000 steps to render: nest fewer sections",
        rendered.faults().get(0).message());
  }

  @Test
  void stopsAtTheOutputLimit() {
    Rendered rendered =
        attempt(
            "{{#a}}{{b}}{{/a}}", Map.of("a", Collections.nCopies(500, 1), "b", "x".repeat(100)));
    assertEquals("It would be longer than 1000 characters", rendered.faults().get(0).message());
    assertFalse(rendered.isUsable());
  }

  @Test
  void limitsNesting() {
    String template = "{{#a}}".repeat(6) + "{{/a}}".repeat(6);
    assertEquals(
        "Sections are nested deeper than 5", attempt(template, Map.of()).faults().get(0).message());
    assertEquals(List.of(), attempt("{{#a}}".repeat(5) + "{{/a}}".repeat(5), Map.of()).faults());
  }

  @Test
  @Timeout(10)
  void survivesHostileTexts() {
    for (String hostile :
        List.of(
            "{{".repeat(20_000),
            "{{#a}}".repeat(5_000),
            "}}".repeat(20_000),
            "{{a".repeat(9_000))) {
      attempt(hostile, Map.of());
    }
  }

  @Test
  void putsSnippetsInUnderTheEscapeOfThePart() {
    List<Part> both =
        List.of(new Part("html", Escape.HTML, true), new Part("line", Escape.LINE, true));
    Map<String, String> template =
        Map.of("_who", "<b>{{name}}</b>", "html", "{{>who}}", "line", "{{>who}}!");
    Rendered rendered = renderer.render(both, template, Map.of("name", "A & B\nC"));
    assertEquals(List.of(), rendered.faults());
    assertEquals("<b>A &amp; B\nC</b>", rendered.part("html"));
    assertEquals("<b>A & B C</b>!", rendered.part("line"));
  }

  @Test
  @Timeout(10)
  void stopsSnippetsThatPutThemselvesIn() {
    Rendered rendered =
        renderer.render(
            parts(Escape.NONE), Map.of("_a", "x{{>a}}", "text", "{{>a}}"), Map.of("b", 1));
    assertEquals(
        "Snippets are put into snippets deeper than 5", rendered.faults().get(0).message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'<% x %>{{=<% %>=}}(<% v %>){{ v }}' | '<% x %>(1){{ v }}'",
        "'a\\n  {{=| |=}}  \\nb |v|' | 'a\\nb 1'",
        "'a\\n{{^no}}\\n- {{v}}\\n{{/no}}\\nb' | 'a\\n- 1\\nb'",
        "'x\\n  {{>in}}\\ny' | 'x\\n  1\\n  two\\ny'",
        "'{ {{v}} }  \\n' | '{ 1 }  \\n'",
      })
  void followsTheSpecificationInDelimitersInvertedSectionsAndSnippets(
      String template, String shown) {
    Rendered rendered =
        renderer.render(
            parts(Escape.HTML),
            Map.of("text", breaks(template), "_in", "{{v}}\ntwo\n"),
            Map.of("v", 1));
    assertEquals(List.of(), rendered.faults());
    assertEquals(breaks(shown), rendered.part("text"));
  }

  private static String breaks(String text) {
    return text.replace("\\n", "\n");
  }

  @Test
  void leavesNoMarkupInHtml() {
    assertEquals(
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39;&amp;",
        render(Escape.HTML, "{{v}}", Map.of("v", "<script>alert(\"1\")</script> '&")));
  }

  @Test
  void takesThePowerFromSlackMentions() {
    String shown =
        render(Escape.SLACK, "{{v}}", Map.of("v", "<!channel> <@U1> <https://evil.example|bank>"));
    assertFalse(shown.contains("<"), shown);
    assertEquals("disk_full", render(Escape.SLACK, "{{v}}", Map.of("v", "disk_full")));
    assertFalse(render(Escape.SLACK, "{{v}}", Map.of("v", "*bold*")).contains("*bold*"));
    assertEquals(
        "https://x/?a=_b&amp;c=*",
        render(Escape.SLACK, "{{v}}", Map.of("v", "https://x/?a=_b&c=*")));
  }

  @Test
  void cannotBreakOutOfAJsonString() throws Exception {
    String hostile = "\"},{\"type\":\"divider\"},{\"a\":\"\\ \n\t\u2028 <!here>";
    String json = render(Escape.SLACK_JSON, "[{\"text\":\"{{v}}\"}]", Map.of("v", hostile));
    var blocks = new ObjectMapper().readTree(json);
    assertEquals(1, blocks.size());
    assertTrue(blocks.get(0).get("text").asText().startsWith("\"},{"));
    assertTrue(blocks.get(0).get("text").asText().endsWith("&lt;!here&gt;"));
  }

  @Test
  void addsNoHeaderThroughASubject() {
    String subject =
        render(Escape.LINE, "{{v}}", Map.of("v", "x\r\nBcc: all@example.org\u2028y\u0000z"));
    assertEquals("x Bcc: all@example.org y z", subject);
  }

  @Test
  void cleansValuesBeforeTheyAreStored() {
    Map<String, Object> clean =
        new RenderContext(Limits.USUAL)
            .clean(
                Map.of(
                    "nul",
                    "a\u0000b",
                    "lone",
                    "a\uD800b",
                    "pair",
                    "a😀b",
                    "rtl",
                    "a\u202Eb",
                    "number",
                    3.0,
                    "links",
                    Map.of("alert", "javascript:alert(1)", "good", "https://x/y"),
                    "source_url",
                    "data:text/html,x",
                    "long",
                    "x".repeat(20_000)));
    assertEquals("ab", clean.get("nul"));
    assertEquals("a\uFFFDb", clean.get("lone"));
    assertEquals("a😀b", clean.get("pair"));
    assertEquals("ab", clean.get("rtl"));
    assertEquals(3L, clean.get("number"));
    assertEquals(Map.of("alert", "", "good", "https://x/y"), clean.get("links"));
    assertEquals("", clean.get("source_url"));
    assertEquals(10_001, clean.get("long").toString().length());
  }

  @Test
  void aMissingSnippetKeepsNoMessageBackAndIsWarnedOf() {
    Rendered rendered = attempt("a {{>footer}}b", Map.of());
    assertEquals("a b", rendered.part("text"));
    assertEquals(List.of(false), rendered.faults().stream().map(Fault::error).toList());
    assertTrue(renderer.check(parts(Escape.NONE), Map.of("text", "{{>footer}}")).get(0).error());
  }

  @Test
  void aSnippetHoldsUnescapedValuesOnlyWhereNoPartEscapes() {
    Map<String, String> template = Map.of("text", "{{>x}}", "_x", "<{{{a}}}>");
    Map<String, Object> context = Map.of("a", "<&>");
    Rendered plain = renderer.render(parts(Escape.NONE), template, context);
    assertEquals(List.of(), plain.faults());
    assertEquals("<<&>>", plain.part("text"));
    Rendered html = renderer.render(parts(Escape.HTML), template, context);
    assertEquals("", html.part("text"));
    assertTrue(
        html.faults().stream().anyMatch(fault -> fault.part().equals("_x") && fault.error()));
  }

  private Rendered attempt(String template, Map<String, Object> context) {
    return renderer.render(parts(Escape.NONE), Map.of("text", template), context);
  }

  private String render(String template, Map<String, Object> context) {
    return render(Escape.NONE, template, context);
  }

  private String render(Escape escape, String template, Map<String, Object> context) {
    Rendered rendered = renderer.render(parts(escape), Map.of("text", template), context);
    assertEquals(List.of(), rendered.faults());
    return rendered.part("text");
  }

  private static List<Part> parts(Escape escape) {
    return List.of(new Part("text", escape, true));
  }
}
