package dev.tocsin.fakes.slack.blockkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.http.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockKitTest {

  private static List<String> check(String blocks) {
    return BlockKit.check(Json.parse(blocks.replace('\'', '"')).orElseThrow(), "/blocks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{'type':'divider'}]",
        "[{'type':'header','text':{'type':'plain_text','text':'a','emoji':true}}]",
        "[{'type':'section','text':{'type':'mrkdwn','text':'a','verbatim':true}}]",
        "[{'type':'section','fields':[{'type':'mrkdwn','text':'a'},{'type':'plain_text','text':'b'}]}]",
        "[{'type':'section','text':{'type':'mrkdwn','text':'a'},'accessory':{'type':'image','image_url':'https://x.test/i.png','alt_text':'i'}}]",
        "[{'type':'context','elements':[{'type':'mrkdwn','text':'a'},{'type':'image','image_url':'https://x.test/i.png','alt_text':'i'}]}]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'action_id':'b','value':'c','style':'danger'}]}]",
        "[{'type':'actions','elements':[{'type':'static_select','action_id':'s','placeholder':{'type':'plain_text','text':'p'},'options':[{'text':{'type':'plain_text','text':'o'},'value':'v'}]}]}]",
        "[{'type':'image','image_url':'https://x.test/i.png','alt_text':'i'}]",
        "[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'a'}]}]}]"
      })
  void takesWhatSlackTakes(String blocks) {
    assertEquals(List.of(), check(blocks));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[{'type':'banner'}] | unsupported type: banner [json-pointer:/blocks/0/type]",
        "[{'text':'x'}] | missing required field: type [json-pointer:/blocks/0]",
        "[{'type':'divider','color':'red'}] | invalid additional property: color [json-pointer:/blocks/0]",
        "[{'type':'header'}] | missing required field: text [json-pointer:/blocks/0]",
        "[{'type':'header','text':{'type':'mrkdwn','text':'a'}}] | unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        "[{'type':'header','text':'a'}] | must provide an object [json-pointer:/blocks/0/text]",
        "[{'type':'section'}] | must define either `text` or `fields` [json-pointer:/blocks/0]",
        "[{'type':'section','text':{'type':'mrkdwn','text':''}}] | must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "[{'type':'section','text':{'type':'mrkdwn','text':7}}] | must provide a string [json-pointer:/blocks/0/text/text]",
        "[{'type':'section','text':{'type':'mrkdwn','text':'a','emoji':true}}] | invalid additional property: emoji [json-pointer:/blocks/0/text]",
        "[{'type':'section','fields':[]}] | no fewer than 1 items allowed [json-pointer:/blocks/0/fields]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'mrkdwn','text':'a'}}]}] | unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'style':'green'}]}] | value must be one of the allowed values [json-pointer:/blocks/0/elements/0/style]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'url':'javascript:x'}]}] | invalid url [json-pointer:/blocks/0/elements/0/url]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'disabled':true}]}] | invalid additional property: disabled [json-pointer:/blocks/0/elements/0]",
        "[{'type':'actions','elements':[{'type':'image','image_url':'https://x.test','alt_text':'i'}]}] | unsupported type: image [json-pointer:/blocks/0/elements/0/type]",
        "[{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}] | Block ID needs to be unique [json-pointer:/blocks/1/block_id]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'action_id':'x'},{'type':'button','text':{'type':'plain_text','text':'b'},'action_id':'x'}]}] | `action_id` x already exists in this block [json-pointer:/blocks/0/elements/1/action_id]",
        "[{'type':'image','alt_text':'i'}] | must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"
      })
  void refusesWhatSlackRefusesAndPointsAtIt(String blocks, String problem) {
    assertEquals(List.of(problem), check(blocks));
  }

  @Test
  void countsCharactersNotUtf16Units() {
    String text = "😀".repeat(150);
    assertEquals(
        List.of(), check("[{'type':'header','text':{'type':'plain_text','text':'" + text + "'}}]"));
    assertFalse(
        check("[{'type':'header','text':{'type':'plain_text','text':'" + text + "x'}}]").isEmpty());
  }

  @Test
  void refusesBlocksThatAreTooLongTogether() {
    String section =
        "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\""
            + "x".repeat(3000)
            + "\"}}";
    String four = String.join(",", List.of(section, section, section, section));
    assertFalse(BlockKit.tooLong(Json.parse("[" + four + "]").orElseThrow()));
    assertTrue(BlockKit.tooLong(Json.parse("[" + four + "," + section + "]").orElseThrow()));
  }
}
