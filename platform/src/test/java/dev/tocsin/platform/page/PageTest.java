package dev.tocsin.platform.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  private record Row(Instant time, int number) {
    List<?> key() {
      return List.of(time, number);
    }
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Row FIRST = new Row(NOON, 1);
  private static final Row SECOND = new Row(NOON, 2);
  private static final Row THIRD = new Row(NOON.plusSeconds(1), 3);

  @Test
  void goesOnAfterTheLastRowItShows() {
    Page<Row> page = Page.cut(List.of(FIRST, SECOND, THIRD), 2, "rows", Row::key);

    assertEquals(List.of(FIRST, SECOND), page.rows());
    assertEquals(
        List.of("2026-01-01T12:00:00Z", "2"),
        PageToken.read("rows", page.nextToken(), 2).orElseThrow());
  }

  @Test
  void isTheLastOneWhenNoFurtherRowWasFound() {
    Page<Row> page = Page.cut(List.of(FIRST, SECOND), 2, "rows", Row::key);

    assertEquals(List.of(FIRST, SECOND), page.rows());
    assertEquals("", page.nextToken());
  }

  @Test
  void isEmptyWhenNothingWasFound() {
    assertEquals(new Page<Row>(List.of(), ""), Page.cut(List.of(), 2, "rows", Row::key));
  }

  @Test
  void showsItsRowsAsMessages() {
    Page<Row> page = Page.cut(List.of(FIRST, SECOND, THIRD), 2, "rows", Row::key);

    assertEquals(List.of("1", "2"), page.rows(row -> Integer.toString(row.number())));
  }
}
