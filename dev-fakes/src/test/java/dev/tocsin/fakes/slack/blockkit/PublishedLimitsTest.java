package dev.tocsin.fakes.slack.blockkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every published number that concerns a message: the limit itself passes, one more does not. */
class PublishedLimitsTest {

  private static final String BUTTON =
      "{'type':'button','text':{'type':'plain_text','text':'b'}%s}";

  /** From a limit's path to blocks that hold so many characters or items. */
  private static final Map<String, IntFunction<String>> PROBES =
      Map.ofEntries(
          Map.entry(
              "button.text",
              n -> actions("{'type':'button','text':{'type':'plain_text','text':'" + x(n) + "'}}")),
          Map.entry("button.value", n -> button(",'value':'" + x(n) + "'")),
          Map.entry("button.url", n -> button(",'url':'" + url(n) + "'")),
          Map.entry(
              "button.accessibility_label", n -> button(",'accessibility_label':'" + x(n) + "'")),
          Map.entry("action_id", n -> button(",'action_id':'" + x(n) + "'")),
          Map.entry(
              "checkboxes.options",
              n -> actions("{'type':'checkboxes','options':[" + options(n) + "]}")),
          Map.entry(
              "radio_buttons.options",
              n -> actions("{'type':'radio_buttons','options':[" + options(n) + "]}")),
          Map.entry(
              "static_select.options",
              n -> actions("{'type':'static_select','options':[" + options(n) + "]}")),
          Map.entry(
              "static_select.option_groups",
              n ->
                  actions(
                      "{'type':'static_select','option_groups':["
                          + times(n, i -> group(1))
                          + "]}")),
          Map.entry(
              "option_group.options",
              n -> actions("{'type':'static_select','option_groups':[" + group(n) + "]}")),
          Map.entry(
              "option.text",
              n -> select("{'text':{'type':'plain_text','text':'" + x(n) + "'},'value':'v'}")),
          Map.entry(
              "option.description",
              n ->
                  select(
                      "{'text':{'type':'plain_text','text':'t'},'value':'v','description':{'type':'plain_text','text':'"
                          + x(n)
                          + "'}}")),
          Map.entry(
              "option.url",
              n ->
                  select(
                      "{'text':{'type':'plain_text','text':'t'},'value':'v','url':'"
                          + url(n)
                          + "'}")),
          Map.entry("block.block_id", n -> "{'type':'divider','block_id':'" + x(n) + "'}"),
          Map.entry("actions.elements", n -> actions(times(n, i -> BUTTON.formatted("")))),
          Map.entry(
              "context.elements",
              n ->
                  "{'type':'context','elements':["
                      + times(n, i -> "{'type':'mrkdwn','text':'t'}")
                      + "]}"),
          Map.entry(
              "header.text",
              n -> "{'type':'header','text':{'type':'plain_text','text':'" + x(n) + "'}}"),
          Map.entry(
              "image.alt_text",
              n -> "{'type':'image','image_url':'https://x.test','alt_text':'" + x(n) + "'}"),
          Map.entry(
              "image.title",
              n ->
                  "{'type':'image','image_url':'https://x.test','alt_text':'a','title':{'type':'plain_text','text':'"
                      + x(n)
                      + "'}}"),
          Map.entry("input.label", n -> input(x(n), "h")),
          Map.entry("input.hint", n -> input("l", x(n))),
          Map.entry(
              "section.text",
              n -> "{'type':'section','text':{'type':'mrkdwn','text':'" + x(n) + "'}}"),
          Map.entry(
              "mrkdwn.text",
              n -> "{'type':'section','text':{'type':'mrkdwn','text':'" + x(n) + "'}}"),
          Map.entry(
              "plain_text.text",
              n -> "{'type':'section','text':{'type':'plain_text','text':'" + x(n) + "'}}"),
          Map.entry(
              "section.fields",
              n ->
                  "{'type':'section','fields':["
                      + times(n, i -> "{'type':'mrkdwn','text':'t'}")
                      + "]}"),
          Map.entry(
              "section.fields[].text",
              n -> "{'type':'section','fields':[{'type':'mrkdwn','text':'" + x(n) + "'}]}"),
          Map.entry(
              "table.rows",
              n ->
                  "{'type':'table','rows':["
                      + times(n, i -> "[{'type':'raw_text','text':'t'}]")
                      + "]}"),
          Map.entry(
              "table.rows[].cells",
              n ->
                  "{'type':'table','rows':[["
                      + times(n, i -> "{'type':'raw_text','text':'t'}")
                      + "]]}"),
          Map.entry("confirm.title", n -> confirm(x(n), "t", "c", "d")),
          Map.entry("confirm.text", n -> confirm("t", x(n), "c", "d")),
          Map.entry("confirm.confirm", n -> confirm("t", "t", x(n), "d")),
          Map.entry("confirm.deny", n -> confirm("t", "t", "c", x(n))),
          Map.entry("message.blocks", n -> times(n, i -> "{'type':'divider'}")));

  private static String x(int n) {
    return "x".repeat(n);
  }

  private static String url(int n) {
    return "https://x.test/" + x(n - 15);
  }

  private static String times(int n, IntFunction<String> each) {
    return String.join(",", IntStream.range(0, n).mapToObj(each).toList());
  }

  private static String actions(String elements) {
    return "{'type':'actions','elements':[" + elements + "]}";
  }

  private static String button(String more) {
    return actions(BUTTON.formatted(more));
  }

  private static String options(int n) {
    return times(n, i -> "{'text':{'type':'plain_text','text':'t'},'value':'v" + i + "'}");
  }

  private static String group(int n) {
    return "{'label':{'type':'plain_text','text':'g'},'options':[" + options(n) + "]}";
  }

  private static String select(String option) {
    return actions("{'type':'static_select','options':[" + option + "]}");
  }

  private static String input(String label, String hint) {
    return "{'type':'input','label':{'type':'plain_text','text':'"
        + label
        + "'},'hint':{'type':'plain_text','text':'"
        + hint
        + "'},'element':{'type':'plain_text_input'}}";
  }

  private static String confirm(String title, String text, String confirm, String deny) {
    return button(
        ",'confirm':{'title':{'type':'plain_text','text':'"
            + title
            + "'},'text':{'type':'plain_text','text':'"
            + text
            + "'},'confirm':{'type':'plain_text','text':'"
            + confirm
            + "'},'deny':{'type':'plain_text','text':'"
            + deny
            + "'}}");
  }

  private static List<String> check(String block) {
    String blocks = "[" + block.replace('\'', '"') + "]";
    return BlockKit.check(Json.parse(blocks).orElseThrow(), "/blocks");
  }

  @TestFactory
  Stream<DynamicTest> holdsEveryPublishedLimit() throws IOException {
    Path file = Path.of("../../shared/corpus/05-channel-limits/slack/block-kit-limits.json");
    assumeTrue(Files.exists(file), "no corpus beside the repository");
    JsonNode limits = Json.parse(Files.readString(file)).orElseThrow().path("limits");
    List<DynamicTest> tests = new ArrayList<>();
    List<String> untried = new ArrayList<>();
    for (JsonNode limit : limits) {
      String path = limit.path("path").asText();
      int max = limit.path("max").asInt();
      IntFunction<String> probe = PROBES.get(path);
      if (probe == null) {
        untried.add(path);
      } else {
        tests.add(DynamicTest.dynamicTest(path + " ≤ " + max, () -> assertLimit(probe, max)));
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "only the limits of views are left out",
            () ->
                assertTrue(
                    untried.stream().allMatch(path -> path.startsWith("view.")),
                    untried.toString())));
    return tests.stream();
  }

  private static void assertLimit(IntFunction<String> probe, int max) {
    assertEquals(List.of(), check(probe.apply(max)));
    assertFalse(check(probe.apply(max + 1)).isEmpty(), "one more than " + max + " was taken");
  }
}
