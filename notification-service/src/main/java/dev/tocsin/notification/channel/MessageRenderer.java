package dev.tocsin.notification.channel;

import dev.tocsin.notification.render.PartRenderer;
import dev.tocsin.notification.render.RenderLimits;
import dev.tocsin.notification.render.Rendered;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Makes a message of a template: renders its parts and has the channel shape them. The only way to
 * a message: preview and delivery differ in nothing but the context that they bring.
 */
@Singleton
public class MessageRenderer {

  private final PartRenderer renderer;
  private final WorkerExecutor workers;

  /** Renders on two threads of its own. */
  @Inject
  public MessageRenderer(PartRenderer renderer, RenderLimits limits, Vertx vertx) {
    this.renderer = renderer;
    this.workers =
        vertx.createSharedWorkerExecutor(
            "tocsin-render", 2, limits.maxTime().multipliedBy(10).toNanos());
  }

  /** Renders off the event loop; resumes on the caller's Vert.x context. */
  public Uni<Rendered> render(
      Channel channel, Map<String, String> template, Map<String, Object> context) {
    return offLoop(() -> renderNow(channel, template, context));
  }

  /** The same for several channels at once, in their order. */
  public Uni<List<Rendered>> renderAll(
      List<Channel> channels, List<Map<String, String>> templates, Map<String, Object> context) {
    return offLoop(
        () -> {
          List<Rendered> rendered = new ArrayList<>();
          for (int i = 0; i < channels.size(); i++) {
            rendered.add(renderNow(channels.get(i), templates.get(i), context));
          }
          return rendered;
        });
  }

  /** Does the work on one of the threads that render; resumes on the caller's Vert.x context. */
  public <T> Uni<T> offLoop(Callable<T> work) {
    return Uni.createFrom()
        .completionStage(() -> workers.executeBlocking(work, false).toCompletionStage());
  }

  /** Renders on the calling thread. */
  public Rendered renderNow(
      Channel channel, Map<String, String> template, Map<String, Object> context) {
    Rendered rendered = renderer.render(channel.parts(), template, context);
    if (!rendered.isUsable()) {
      return rendered;
    }
    Rendered shaped = channel.shape(rendered);
    List<dev.tocsin.notification.render.Fault> faults = new ArrayList<>(rendered.faults());
    faults.addAll(shaped.faults());
    return new Rendered(shaped.parts(), faults);
  }
}
