package dev.tocsin.notification.render;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders the parts of a message, bounded in output, steps, depth and time. Preview and delivery
 * both come here. A part whose name begins with {@code _} is a snippet: {@code {{>name}}} puts
 * {@code _name} in, under the escape of the part that it is put into. It may take milliseconds:
 * call it on a worker thread.
 */
@ApplicationScoped
public class PartRenderer {

  private static final String SNIPPET = "_";

  private record Key(boolean escaping, String text) {}

  private final RenderLimits limits;
  private final Map<Key, Compiled> compiled;

  /** Renders within these limits. */
  @Inject
  public PartRenderer(RenderLimits limits) {
    this.limits = limits;
    this.compiled =
        Collections.synchronizedMap(
            new LinkedHashMap<>(64, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
                return size() > limits.cache();
              }
            });
  }

  /**
   * Every mistake in the template, with its place: unknown and missing parts, the text of each, and
   * snippets that are not there.
   */
  public List<Fault> check(List<Part> parts, Map<String, String> template) {
    List<Fault> faults = new ArrayList<>();
    for (String name : template.keySet().stream().sorted().toList()) {
      if (name.startsWith(SNIPPET)) {
        faults.addAll(snippet(name, template));
      } else if (parts.stream().noneMatch(part -> part.name().equals(name))) {
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
      faults.addAll(mistakes(part.name(), compile(part.name(), isEscaping(part), text), template));
    }
    return faults;
  }

  /** A snippet may be put into any part, so values in it are always escaped. */
  private List<Fault> snippet(String name, Map<String, String> template) {
    return mistakes(name, compile(name, true, template.getOrDefault(name, "")), template);
  }

  private static List<Fault> mistakes(
      String part, Compiled compiled, Map<String, String> template) {
    List<Fault> faults = new ArrayList<>(compiled.faults());
    for (Compiled.Included included : compiled.includes()) {
      if (!template.containsKey(SNIPPET + included.name())) {
        String message =
            "There is no snippet '%s': add a part '_%s'"
                .formatted(included.name(), included.name());
        faults.add(new Fault(part, included.line(), included.column(), message, true));
      }
    }
    return faults;
  }

  /** Renders each part. A part that fails is left out and has an error among the faults. */
  public Rendered render(
      List<Part> parts, Map<String, String> template, Map<String, Object> context) {
    return renderAny(parts, template, context);
  }

  /** The same for any context that the specification of Mustache knows, such as a list. */
  Rendered renderAny(List<Part> parts, Map<String, String> template, Object context) {
    Map<String, String> rendered = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>(check(parts, template));
    for (Part part : parts) {
      Compiled text =
          compile(part.name(), isEscaping(part), template.getOrDefault(part.name(), ""));
      if (!text.faults().isEmpty()) {
        continue;
      }
      try {
        Meter meter = new Meter(limits);
        new Interpreter(
                part.escape(),
                meter,
                2 * limits.maxNesting() + 2,
                (name, indent) -> included(name, indent, template))
            .render(text.nodes(), context);
        rendered.put(part.name(), meter.toString());
      } catch (Meter.Exceeded e) {
        faults.add(Fault.error(part.name(), e.reason()));
      }
    }
    return new Rendered(rendered, faults);
  }

  private List<Node> included(String name, String indent, Map<String, String> template) {
    String text = template.getOrDefault(SNIPPET + name, "");
    String indented = indent.isEmpty() ? text : text.replaceAll("(?m)^(?=.|\\n|\\r)", indent);
    return compile(SNIPPET + name, true, indented).nodes();
  }

  private static boolean isEscaping(Part part) {
    return part.escape() != Escape.NONE;
  }

  private Compiled compile(String part, boolean escaping, String text) {
    Key key = new Key(escaping, text);
    Compiled known = compiled.get(key);
    if (known != null) {
      return known;
    }
    Compiled fresh = TemplateParser.parse(part, text, escaping, limits.maxNesting());
    if (fresh.faults().isEmpty()) {
      compiled.put(key, fresh);
    }
    return fresh;
  }
}
