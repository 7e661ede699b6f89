package dev.tocsin.notification.render;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders the parts of a message, bounded in output, steps, depth and time. Preview and delivery
 * both come here. A part whose name begins with {@code _} is a snippet: {@code {{>name}}} puts
 * {@code _name} in, under the escape of the part that it is put into. It may take milliseconds:
 * call it on a worker thread.
 */
@Singleton
public class PartRenderer {

  private static final String MISSING = "There is no snippet";
  private static final String SNIPPET = "_";

  private record Key(Escape escape, String text, Map<String, String> snippets) {}

  private record Compilation(@Nullable Mustache mustache, TemplateSyntax.Findings findings) {}

  private final RenderLimits limits;
  private final Map<Key, Compilation> compiled;

  /** Renders within these limits. */
  @Inject
  public PartRenderer(RenderLimits limits) {
    this.limits = limits;
    this.compiled =
        Collections.synchronizedMap(
            new LinkedHashMap<>(64, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Key, Compilation> eldest) {
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
        faults.addAll(snippet(name, parts, template));
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
      faults.addAll(
          mistakes(part.name(), compile(part, text, snippets(template)).findings, template));
    }
    return faults;
  }

  /** A snippet may be put into any part: values in it are escaped where one of them escapes. */
  private List<Fault> snippet(String name, List<Part> parts, Map<String, String> template) {
    String text = template.getOrDefault(name, "");
    boolean escaping = parts.stream().anyMatch(part -> part.escape() != Escape.NONE);
    return mistakes(
        name, TemplateSyntax.check(name, text, escaping, limits.maxNesting()), template);
  }

  private static List<Fault> mistakes(
      String part, TemplateSyntax.Findings findings, Map<String, String> template) {
    List<Fault> faults = new ArrayList<>(findings.faults());
    for (TemplateSyntax.Included included : findings.includes()) {
      if (!template.containsKey(SNIPPET + included.name())) {
        String message =
            (MISSING + " '%s': add a part '_%s'").formatted(included.name(), included.name());
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
    List<Fault> faults =
        new ArrayList<>(check(parts, template).stream().map(PartRenderer::atRendering).toList());
    boolean unsound =
        faults.stream().anyMatch(fault -> fault.error() && fault.part().startsWith(SNIPPET));
    for (Part part : parts) {
      String text = template.getOrDefault(part.name(), "");
      Mustache mustache = unsound ? null : compile(part, text, snippets(template)).mustache;
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

  /** A snippet that is missing keeps no page back: nothing stands in its place. */
  private static Fault atRendering(Fault fault) {
    return fault.message().startsWith(MISSING)
        ? new Fault(fault.part(), fault.line(), fault.column(), fault.message(), false)
        : fault;
  }

  private static Map<String, String> snippets(Map<String, String> template) {
    Map<String, String> snippets = new TreeMap<>();
    template.forEach(
        (name, text) -> {
          if (name.startsWith(SNIPPET)) {
            snippets.put(name.substring(SNIPPET.length()), text);
          }
        });
    return snippets;
  }

  private Compilation compile(Part part, String text, Map<String, String> snippets) {
    Key key = new Key(part.escape(), text, snippets);
    Compilation known = compiled.get(key);
    if (known != null) {
      return known;
    }
    boolean escaping = part.escape() != Escape.NONE;
    TemplateSyntax.Findings findings =
        TemplateSyntax.check(part.name(), text, escaping, limits.maxNesting());
    boolean sound =
        findings.faults().isEmpty()
            && snippets.values().stream().allMatch(each -> isSound(each, escaping));
    if (!sound) {
      return new Compilation(null, findings);
    }
    try {
      SafeMustacheFactory factory = new SafeMustacheFactory(part.escape(), snippets);
      Mustache mustache = factory.compile(new StringReader(findings.layout()), part.name());
      Compilation fresh = new Compilation(mustache, findings);
      compiled.put(key, fresh);
      return fresh;
    } catch (MustacheException e) {
      List<Fault> faults = List.of(Fault.error(part.name(), reason(e)));
      return new Compilation(null, new TemplateSyntax.Findings(faults, List.of(), ""));
    }
  }

  private boolean isSound(String snippet, boolean escaping) {
    return TemplateSyntax.check("", snippet, escaping, limits.maxNesting()).faults().isEmpty();
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
