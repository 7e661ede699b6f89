package dev.tocsin.notification.template;

import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.MessageRenderer;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Renders what would be sent, by the renderer that sends. */
@Singleton
class Preview {

  /**
   * What to render.
   *
   * @param parts parts that replace those of the template; empty for the template that a message
   *     would use
   * @param values the caller's own data; empty for that of the alert, or for the sample
   * @param alert id of a real alert; empty for none
   */
  record Wanted(
      EventKind event,
      String templateId,
      String locale,
      Map<String, String> parts,
      Map<?, ?> values,
      String alert) {}

  /**
   * How it looks.
   *
   * @param texts the parts before they were rendered
   * @param template the tenant's own template; empty for the built-in one and for parts given
   */
  record Shown(
      Channel channel, Map<String, String> texts, Rendered message, Optional<Chosen> template) {}

  private final Templates templates;
  private final MessageRenderer renderer;
  private final RenderContext contexts;
  private final RealAlert alerts;
  private final TocsinClock clock;

  Preview(
      Templates templates,
      MessageRenderer renderer,
      RenderContext contexts,
      RealAlert alerts,
      TocsinClock clock) {
    this.templates = templates;
    this.renderer = renderer;
    this.contexts = contexts;
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Renders for each of the channels, in one go. */
  Uni<List<Shown>> render(Caller caller, Collection<Channel> channels, Wanted wanted) {
    return context(caller, wanted.event(), wanted.values(), wanted.alert())
        .chain(
            context ->
                chosen(caller.tenantId(), channels, wanted)
                    .chain(chosen -> render(List.copyOf(channels), wanted, chosen, context)));
  }

  /** Everything that a template would get: of the given values, of an alert, or the sample. */
  Uni<Map<String, Object>> context(Caller caller, EventKind event, Map<?, ?> values, String alert) {
    if (!values.isEmpty() && !alert.isEmpty()) {
      throw Invalid.field("alert_id", "Give either an alert or a context, not both");
    }
    Instant now = clock.now();
    Uni<? extends Map<?, ?>> raw =
        !values.isEmpty()
            ? Uni.createFrom().<Map<?, ?>>item(values)
            : alert.isEmpty()
                ? Uni.createFrom().item(SampleContext.of(event, now))
                : alerts.context(caller, alert);
    return raw.map(each -> contexts.complete(contexts.clean(each), event, now, "", false));
  }

  /** What the channel would cut or leave out of the sample messages, and what does not render. */
  Uni<List<Fault>> trial(Channel channel, List<EventKind> events, Map<String, String> parts) {
    return renderer.offLoop(() -> trialNow(channel, events, parts));
  }

  private List<Fault> trialNow(Channel channel, List<EventKind> events, Map<String, String> parts) {
    List<Fault> faults = new ArrayList<>();
    Instant now = clock.now();
    for (EventKind event : events) {
      Map<String, Object> context =
          contexts.complete(contexts.clean(SampleContext.of(event, now)), event, now, "", false);
      renderer.renderNow(channel, parts, context).faults().stream()
          .filter(fault -> !faults.contains(fault))
          .forEach(faults::add);
    }
    return faults;
  }

  private Uni<Map<String, Chosen>> chosen(
      UUID tenant, Collection<Channel> channels, Wanted wanted) {
    return wanted.parts().isEmpty()
        ? templates.choose(
            tenant,
            wanted.templateId(),
            channels.stream().map(Channel::kind).toList(),
            wanted.event(),
            wanted.locale())
        : Uni.createFrom().item(Map.of());
  }

  private Uni<List<Shown>> render(
      List<Channel> channels,
      Wanted wanted,
      Map<String, Chosen> chosen,
      Map<String, Object> context) {
    List<Map<String, String>> texts = new ArrayList<>();
    for (Channel channel : channels) {
      Chosen own = chosen.get(channel.kind());
      texts.add(
          !wanted.parts().isEmpty()
              ? wanted.parts()
              : own == null ? channel.builtInTemplate(wanted.event()) : own.parts());
    }
    return renderer
        .renderAll(channels, texts, context)
        .map(
            rendered -> {
              List<Shown> shown = new ArrayList<>();
              for (int i = 0; i < channels.size(); i++) {
                Channel channel = channels.get(i);
                shown.add(
                    new Shown(
                        channel,
                        texts.get(i),
                        rendered.get(i),
                        Optional.ofNullable(chosen.get(channel.kind()))));
              }
              return shown;
            });
  }
}
