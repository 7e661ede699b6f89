package dev.tocsin.platform.page;

import dev.tocsin.platform.error.Invalid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where a list goes on: the sort key of the last row shown (keyset paging), opaque to callers.
 *
 * <p>A token carries a check sum and the name of its list, so that a cut, mistyped or borrowed
 * token is refused by name instead of showing wrong rows. It is no secret and grants nothing: what
 * a page may show is decided anew each time.
 */
public final class PageToken {
  private static final int MOST_PARTS = 8;

  private PageToken() {}

  /**
   * The token of the page after the row with this sort key.
   *
   * @param list name of the list, for example {@code alerts}; with the order in it when there are
   *     several
   * @param key the sort key of the last row shown, at most eight parts
   */
  public static String after(String list, String... key) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(checkSum(list, key));
      out.writeByte(key.length);
      for (String part : key) {
        out.writeUTF(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * The sort key in a token; empty for the first page.
   *
   * @throws Invalid naming {@code page_token} when it is not a token of this list with this many
   *     parts
   */
  public static Optional<List<String>> read(String list, String token, int parts) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try (var in =
        new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(token)))) {
      int sum = in.readInt();
      int count = in.readByte();
      if (count != parts || count > MOST_PARTS) {
        throw unusable();
      }
      var key = new ArrayList<String>(count);
      for (int i = 0; i < count; i++) {
        key.add(in.readUTF());
      }
      if (in.available() > 0 || sum != checkSum(list, key.toArray(String[]::new))) {
        throw unusable();
      }
      return Optional.of(List.copyOf(key));
    } catch (IOException | IllegalArgumentException e) {
      throw unusable();
    }
  }

  /** How many rows a page has: {@code asked}, or {@code usual} when nothing was asked for. */
  public static int size(int asked, int usual) {
    return asked > 0 ? asked : usual;
  }

  private static Invalid unusable() {
    return Invalid.field(
        "page_token",
        "is not a token of this list; pass next_page_token as it was given, or nothing");
  }

  private static int checkSum(String list, String[] key) {
    var sum = new CRC32();
    sum.update(list.getBytes(StandardCharsets.UTF_8));
    for (String part : key) {
      sum.update(0);
      sum.update(part.getBytes(StandardCharsets.UTF_8));
    }
    return (int) sum.getValue();
  }
}
