package dev.tocsin.notification.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.render.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A part of a message that renders to a JSON array, while it is fitted to what a provider takes:
 * reads it, leaves out what is superfluous, and keeps what there is to mend in it.
 */
public final class JsonPart {

  /** Reads JSON as templates leave it: loops leave a comma before a closing bracket. */
  public static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  private final String name;
  private final ToIntFunction<String> limits;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * A part.
   *
   * @param name the part's, and what its array is of, for example {@code blocks}
   * @param limits how many items there may be, by the limit's name
   */
  public JsonPart(String name, ToIntFunction<String> limits) {
    this.name = name;
    this.limits = limits;
  }

  /** The array that the part renders to; empty when it is blank or cannot be read. */
  public Optional<ArrayNode> read(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    JsonNode parsed;
    try {
      parsed = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      String words = "What it renders to is not JSON: " + e.getOriginalMessage();
      faults.add(new Fault(name, line, column, words, true));
      return Optional.empty();
    }
    if (parsed instanceof ArrayNode array) {
      return Optional.of(array);
    }
    error("It must render to a JSON array of " + name);
    return Optional.empty();
  }

  /** Leaves out the last items, with a warning, when there are more than the limit allows. */
  public void atMost(ArrayNode items, String limit) {
    int max = limits.applyAsInt(limit);
    if (items.size() > max) {
      warn("%s: %d of %d are left out".formatted(limit, items.size() - max, items.size()));
      while (items.size() > max) {
        items.remove(items.size() - 1);
      }
    }
  }

  /** Leaves out what is no object or does not fit. */
  public static void removeUnless(ArrayNode items, Predicate<ObjectNode> fits) {
    for (Iterator<JsonNode> each = items.elements(); each.hasNext(); ) {
      if (!(each.next() instanceof ObjectNode item) || !fits.test(item)) {
        each.remove();
      }
    }
  }

  /** It is sent, but not as written. */
  public void warn(String message) {
    faults.add(Fault.warning(name, message));
  }

  /** It cannot be sent as it is. */
  public void error(String message) {
    faults.add(Fault.error(name, message));
  }

  /** What was cut or cannot be read. */
  public List<Fault> faults() {
    return faults;
  }
}
