package dev.tocsin.notification.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTextTest {

  @ParameterizedTest
  @CsvSource({
    "ACK 123, ACKNOWLEDGE 123",
    "ack 123, ACKNOWLEDGE 123",
    "1, ACKNOWLEDGE 1",
    "#1, ACKNOWLEDGE 1",
    "'  Ack:  12. ', ACKNOWLEDGE 12",
    "12a, ACKNOWLEDGE 12",
    "ack12, ACKNOWLEDGE 12",
    "ok 3, ACKNOWLEDGE 3",
    "Acknowledged 3!, ACKNOWLEDGE 3",
    "RESOLVE 4, RESOLVE 4",
    "4 resolved, RESOLVE 4",
    "r4, RESOLVE 4",
    "4r, RESOLVE 4",
    "ack, ACKNOWLEDGE",
    "ack all, ACKNOWLEDGE ALL",
    "resolve all, RESOLVE ALL"
  })
  void understands(String text, String meaning) {
    ReplyText reply = ReplyText.read(text).orElseThrow();
    String code = reply.code().isPresent() ? " " + reply.code().getAsInt() : "";
    assertEquals(meaning, reply.answer().name() + code + (reply.all() ? " ALL" : ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "what?",
        "ack resolve 1",
        "1 2",
        "ack 1 all",
        "all",
        "ack 12345678",
        "who is this",
        "٣"
      })
  void doesNotGuess(String text) {
    assertEquals(Optional.empty(), ReplyText.read(text));
  }
}
