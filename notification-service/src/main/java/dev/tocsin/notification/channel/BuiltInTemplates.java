package dev.tocsin.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.render.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an adapter's own templates, {@code <part>.mustache} beside its class. */
public final class BuiltInTemplates {

  private BuiltInTemplates() {}

  /** The text of each part. */
  public static Map<String, String> read(Class<? extends Channel> adapter, List<Part> parts) {
    return read(adapter, "", parts);
  }

  /** The text of each part in a folder beside the class, its name ending in a slash. */
  public static Map<String, String> read(
      Class<? extends Channel> adapter, String folder, List<Part> parts) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Part part : parts) {
      String file = folder + part.name() + ".mustache";
      try (InputStream in = adapter.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException(
              adapter.getSimpleName() + " has no " + file + " beside it");
        }
        texts.put(part.name(), new String(in.readAllBytes(), UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("Reading " + file + " of " + adapter.getSimpleName(), e);
      }
    }
    return Map.copyOf(texts);
  }
}
