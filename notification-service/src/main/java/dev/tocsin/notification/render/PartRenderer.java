package dev.tocsin.notification.render;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Renders the parts of a message, bounded in output, steps, depth and time. Preview and delivery
 * both come here. It may take milliseconds: call it on a worker thread.
 */
@ApplicationScoped
public class PartRenderer {

  private record Key(Escape escape, String text) {}

  private final RenderLimits limits;
  private final Map<Escape, SafeMustacheFactory> factories = new EnumMap<>(Escape.class);
  private final Map<Key, Mustache> compiled;

  /** Renders within these limits. */
  @Inject
  public PartRenderer(RenderLimits limits) {
    this.limits = limits;
    for (Escape escape : Escape.values()) {
      factories.put(escape, new SafeMustacheFactory(escape));
    }
    this.compiled =
        Collections.synchronizedMap(
            new LinkedHashMap<>(64, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Key, Mustache> eldest) {
                return size() > limits.cache();
              }
            });
  }

  /**
   * Every mistake in the template, with its place: unknown and missing parts, and the text of each.
   */
  public List<Fault> check(List<Part> parts, Map<String, String> template) {
    List<Fault> faults = new ArrayList<>();
    for (String name : template.keySet().stream().sorted().toList()) {
      if (parts.stream().noneMatch(part -> part.name().equals(name))) {
        String known = String.join(", ", parts.stream().map(Part::name).toList());
        faults.add(
            Fault.error(name, "There is no part '" + name + "' on this channel; it has " + known));
      }
    }
    for (Part part : parts) {
      String text = template.getOrDefault(part.name(), "");
      if (part.required() && text.isBlank()) {
        faults.add(
            Fault.error(
                part.name(), "The part '" + part.name() + "' is empty, but this channel needs it"));
      }
      faults.addAll(compile(part, text).faults);
    }
    return faults;
  }

  /** Renders each part. A part that fails is left out and has an error among the faults. */
  public Rendered render(
      List<Part> parts, Map<String, String> template, Map<String, Object> context) {
    Map<String, String> rendered = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>(check(parts, template));
    for (Part part : parts) {
      String text = template.getOrDefault(part.name(), "");
      Mustache mustache = compile(part, text).mustache;
      if (mustache == null) {
        continue;
      }
      try {
        Meter meter = new Meter(limits);
        mustache.execute(meter, new Object[] {meter, context});
        rendered.put(part.name(), meter.toString());
      } catch (MustacheException | Meter.Exceeded e) {
        faults.add(Fault.error(part.name(), reason(e)));
      }
    }
    return new Rendered(rendered, faults);
  }

  private record Compilation(@Nullable Mustache mustache, List<Fault> faults) {}

  private Compilation compile(Part part, String text) {
    Key key = new Key(part.escape(), text);
    Mustache known = compiled.get(key);
    if (known != null) {
      return new Compilation(known, List.of());
    }
    List<Fault> faults = TemplateSyntax.check(part.name(), text, limits.maxNesting());
    if (!faults.isEmpty()) {
      return new Compilation(null, faults);
    }
    try {
      SafeMustacheFactory factory = Objects.requireNonNull(factories.get(part.escape()));
      Mustache mustache = factory.compile(new StringReader(text), part.name());
      compiled.put(key, mustache);
      return new Compilation(mustache, List.of());
    } catch (MustacheException e) {
      return new Compilation(null, List.of(Fault.error(part.name(), reason(e))));
    }
  }

  private static String reason(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Meter.Exceeded exceeded) {
        return exceeded.getMessage() == null ? "A limit was passed" : exceeded.getMessage();
      }
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
