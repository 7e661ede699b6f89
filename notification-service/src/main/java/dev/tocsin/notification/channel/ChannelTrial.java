package dev.tocsin.notification.channel;

import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends a test message at once, past the queue, and tells what the provider said. */
@ApplicationScoped
class ChannelTrial {

  private final Channels adapters;
  private final MessageRenderer renderer;
  private final RenderContext contexts;
  private final TocsinClock clock;

  ChannelTrial(
      Channels adapters, MessageRenderer renderer, RenderContext contexts, TocsinClock clock) {
    this.adapters = adapters;
    this.renderer = renderer;
    this.contexts = contexts;
    this.clock = clock;
  }

  Uni<SendResult> send(String kind, String wanted, ChannelSettings settings) {
    Channel adapter = adapters.get(kind);
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
    Instant now = clock.now();
    Map<String, Object> sample = new LinkedHashMap<>(SampleContext.test(now));
    Map<String, Object> context = contexts.complete(sample, EventKind.PAGE, now, "", false);
    return renderer
        .render(adapter, adapter.builtInTemplate(EventKind.PAGE), context)
        .chain(
            rendered ->
                adapter.send(
                    new Message(
                        Ids.next(now),
                        "",
                        EventKind.PAGE,
                        address,
                        rendered.parts(),
                        false,
                        now,
                        ""),
                    settings));
  }
}
