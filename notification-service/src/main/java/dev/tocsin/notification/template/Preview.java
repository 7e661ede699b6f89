package dev.tocsin.notification.template;

import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.MessageRenderer;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Renders what would be sent, by the renderer that sends. */
@ApplicationScoped
class Preview {

  private final Templates templates;
  private final MessageRenderer renderer;
  private final RenderContext contexts;
  private final TocsinClock clock;

  Preview(
      Templates templates, MessageRenderer renderer, RenderContext contexts, TocsinClock clock) {
    this.templates = templates;
    this.renderer = renderer;
    this.contexts = contexts;
    this.clock = clock;
  }

  /**
   * Renders one message.
   *
   * @param parts parts that replace those of the template
   * @param values the caller's own data; sample data when empty
   */
  Uni<Rendered> render(
      UUID tenant,
      Channel channel,
      EventKind event,
      String templateId,
      Map<String, String> parts,
      Map<?, ?> values) {
    Instant now = clock.now();
    Map<String, Object> clean =
        contexts.clean(values.isEmpty() ? SampleContext.alert(now) : values);
    Map<String, Object> context = contexts.complete(clean, event, now, "", false);
    Uni<Optional<Map<String, String>>> stored =
        parts.isEmpty()
            ? templates.choose(tenant, templateId, channel.kind(), event)
            : Uni.createFrom().item(Optional.of(parts));
    return stored.chain(
        found ->
            renderer.render(
                channel, found.orElseGet(() -> channel.builtInTemplate(event)), context));
  }
}
