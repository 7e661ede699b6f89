package dev.tocsin.platform.page;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list. The store is asked for one row more than a page has: that row is not shown,
 * it only tells that another page follows.
 *
 * @param rows what the page shows, at most its size
 * @param nextToken the {@code next_page_token}; empty on the last page
 */
public record Page<T>(List<T> rows, String nextToken) {

  /**
   * The first {@code size} of the rows found.
   *
   * @param found what the store has from the page's start on, at most {@code size + 1} rows
   * @param list name of the list, see {@link PageToken#after}
   * @param key a row's sort key; {@link PageToken#read} gives its parts back as text
   */
  public static <T> Page<T> cut(
      List<T> found, int size, String list, Function<? super T, ? extends List<?>> key) {
    if (found.size() <= size) {
      return new Page<>(found, "");
    }
    String[] last =
        key.apply(found.get(size - 1)).stream().map(Object::toString).toArray(String[]::new);
    return new Page<>(found.subList(0, size), PageToken.after(list, last));
  }

  /** The rows as messages. */
  public <R> List<R> rows(Function<? super T, ? extends R> message) {
    return rows.stream().<R>map(message).toList();
  }
}
