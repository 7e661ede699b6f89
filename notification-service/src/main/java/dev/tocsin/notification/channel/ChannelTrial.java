package dev.tocsin.notification.channel;

import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends a test message at once, past the queue, through the template that a page would have, and
 * tells what came of it.
 */
@Singleton
class ChannelTrial {

  private final Channels adapters;
  private final MessageRenderer renderer;
  private final RenderContext contexts;
  private final PageTemplates templates;
  private final TocsinClock clock;

  ChannelTrial(
      Channels adapters,
      MessageRenderer renderer,
      RenderContext contexts,
      PageTemplates templates,
      TocsinClock clock) {
    this.adapters = adapters;
    this.renderer = renderer;
    this.contexts = contexts;
    this.templates = templates;
    this.clock = clock;
  }

  /** The message as it is to be sent. */
  private record Made(Rendered message, List<Fault> broken) {}

  Uni<TrialReport> send(
      ChannelRecord channel, String wanted, String locale, ChannelSettings settings) {
    Channel adapter = adapters.get(channel.kind);
    String address = address(adapter, wanted, settings);
    return templates
        .ofPage(channel.tenantId, channel.kind, locale)
        .chain(
            template ->
                render(adapter, template)
                    .chain(
                        made ->
                            send(adapter, address, made.message(), settings)
                                .map(
                                    result ->
                                        new TrialReport(
                                            result,
                                            adapter.provider(),
                                            adapter.masked(address),
                                            template,
                                            made.broken(),
                                            channel.disabled))));
  }

  private static String address(Channel adapter, String wanted, ChannelSettings settings) {
    String own = adapter.ownAddress(settings);
    String address = own.isEmpty() ? wanted : own;
    if (address.isEmpty()) {
      throw Invalid.field(
          "address", "Say where the test message goes: the channel has no default address");
    }
    adapter
        .addressProblem(address)
        .ifPresent(
            problem -> {
              throw Invalid.field("address", problem);
            });
    return address;
  }

  /** As for a page: a template that does not render is replaced by the built-in one. */
  private Uni<Made> render(Channel adapter, Optional<PageTemplates.Named> template) {
    Instant now = clock.now();
    Map<String, Object> sample = new LinkedHashMap<>(SampleContext.test(now));
    Map<String, Object> context = contexts.complete(sample, EventKind.PAGE, now, "", false);
    Map<String, String> builtIn = adapter.builtInTemplate(EventKind.PAGE);
    return renderer
        .render(adapter, template.map(PageTemplates.Named::parts).orElse(builtIn), context)
        .chain(
            rendered ->
                rendered.isUsable() || template.isEmpty()
                    ? Uni.createFrom().item(new Made(rendered, List.of()))
                    : renderer
                        .render(adapter, builtIn, context)
                        .map(plain -> new Made(plain, rendered.faults())));
  }

  private Uni<SendResult> send(
      Channel adapter, String address, Rendered rendered, ChannelSettings settings) {
    Instant now = clock.now();
    return adapter.send(
        new Message(Ids.next(now), "", EventKind.PAGE, address, rendered.parts(), false, now, ""),
        settings);
  }
}
