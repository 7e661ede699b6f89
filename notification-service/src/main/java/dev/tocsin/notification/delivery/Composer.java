package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.MessageRenderer;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.link.AnswerLinks;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.notification.reply.ReplyCodes;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes the message of a delivery. A template of the tenant that does not render is replaced by the
 * built-in one: a page in plain dress is better than none.
 */
@Singleton
class Composer {

  /** What an attempt comes to when not even the built-in template renders. */
  static final SendResult UNUSABLE =
      new SendResult.Refused("The message cannot be rendered: preview its template");

  private static final Logger LOG = Logger.getLogger(Composer.class);

  private final MessageRenderer renderer;
  private final RenderContext contexts;
  private final AnswerLinks links;
  private final ReplyCodes codes;
  private final SealedCodes sealed;
  private final TocsinClock clock;

  Composer(
      MessageRenderer renderer,
      RenderContext contexts,
      AnswerLinks links,
      ReplyCodes codes,
      SealedCodes sealed,
      TocsinClock clock) {
    this.renderer = renderer;
    this.contexts = contexts;
    this.links = links;
    this.codes = codes;
    this.sealed = sealed;
    this.clock = clock;
  }

  /**
   * The message of a first attempt, begun now. None where the channel has people write a code back,
   * which is issued for a message that goes out.
   */
  Optional<EarlyMessage> begin(
      Channel adapter,
      ConfiguredChannel channel,
      QueuedDelivery delivery,
      Optional<Map<String, String>> template) {
    return hasCode(adapter, delivery)
        ? Optional.empty()
        : Optional.of(
            EarlyMessage.begin(
                Uni.createFrom()
                    .deferred(() -> compose(adapter, channel, delivery, template, false, ""))));
  }

  /** The message; empty when it cannot be rendered. */
  Uni<Optional<Message>> compose(
      Channel adapter,
      ConfiguredChannel channel,
      QueuedDelivery delivery,
      Optional<Map<String, String>> template,
      boolean repeat,
      String knownPlace) {
    String callback = links.absolute(adapter.callbackPath(channel.id()));
    return answerable(adapter, delivery)
        .chain(
            values ->
                compose(adapter, channel, delivery, values, template, repeat)
                    .map(rendered -> message(delivery, rendered, repeat, knownPlace, callback)));
  }

  /** What is known of the alert, and the code that answers its page where people write one back. */
  private Uni<Map<String, Object>> answerable(Channel adapter, QueuedDelivery delivery) {
    if (!hasCode(adapter, delivery)) {
      return Uni.createFrom().item(sealed.open(delivery));
    }
    return codes
        .issue(
            delivery.tenant(),
            delivery.channelId(),
            delivery.addressHash(),
            delivery.group(),
            delivery.userId(),
            delivery.id(),
            clock.now())
        .map(
            code -> {
              Map<String, Object> values = new HashMap<>(delivery.context());
              values.put("reply", Map.of("code", (long) code));
              return values;
            });
  }

  private static boolean hasCode(Channel adapter, QueuedDelivery delivery) {
    return adapter.answersByCode()
        && delivery.event() == EventKind.PAGE
        && !delivery.group().isEmpty();
  }

  private Uni<Rendered> compose(
      Channel adapter,
      ConfiguredChannel channel,
      QueuedDelivery delivery,
      Map<String, Object> values,
      Optional<Map<String, String>> template,
      boolean repeat) {
    Map<String, Object> context =
        contexts.complete(
            values,
            delivery.event(),
            delivery.createdAt(),
            answerLink(adapter, channel, delivery),
            repeat);
    Map<String, String> builtIn = adapter.builtInTemplate(delivery.event());
    return renderer
        .render(adapter, template.orElse(builtIn), context)
        .chain(
            rendered -> {
              if (rendered.isUsable() || template.isEmpty()) {
                return Uni.createFrom().item(rendered);
              }
              LOG.warnf(
                  "tenant=%s delivery=%s template failed, using the built-in one: %s",
                  delivery.tenant(), delivery.id(), rendered.faults());
              return renderer.render(adapter, builtIn, context);
            })
        .chain(
            rendered ->
                rendered.isUsable()
                    ? Uni.createFrom().item(rendered)
                    : renderer.render(adapter, builtIn, RenderContext.brief(context)));
  }

  private static Optional<Message> message(
      QueuedDelivery delivery,
      Rendered rendered,
      boolean repeat,
      String knownPlace,
      String callback) {
    return rendered.isUsable()
        ? Optional.of(
            new Message(
                delivery.id(),
                delivery.group(),
                delivery.event(),
                delivery.address(),
                rendered.parts(),
                repeat,
                delivery.createdAt(),
                knownPlace,
                callback,
                false))
        : Optional.empty();
  }

  /** The message without its text, to ask a provider about. */
  static Message bare(QueuedDelivery delivery, String knownPlace) {
    return new Message(
        delivery.id(),
        delivery.group(),
        delivery.event(),
        delivery.address(),
        Map.of(),
        true,
        delivery.createdAt(),
        knownPlace);
  }

  static ProviderMessage reference(QueuedDelivery.Original original) {
    return new ProviderMessage(original.messageId(), original.place());
  }

  /** Channels without buttons get a link that answers. */
  private String answerLink(Channel adapter, ConfiguredChannel channel, QueuedDelivery delivery) {
    boolean wanted =
        delivery.event() == EventKind.PAGE
            && !delivery.group().isEmpty()
            && adapter.wantsAnswerLink(channel.settings());
    return wanted
        ? links.make(
            delivery.tenant(), delivery.group(), delivery.userId(), delivery.id(), clock.now())
        : "";
  }
}
