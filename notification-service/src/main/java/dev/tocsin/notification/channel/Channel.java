package dev.tocsin.notification.channel;

import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The adapter of one provider: a bean of its own package, without state. No method fails for what a
 * provider does; each outcome has its {@link SendResult}. Calls are bounded in time by the adapter.
 */
public interface Channel {

  /**
   * Kind, as in {@code ChannelKind} of the contract, in small letters: {@code slack}, {@code
   * email}.
   */
  String kind();

  /** Who takes its messages, as a sentence begins with it: {@code Slack}, {@code The receiver}. */
  String provider();

  /** The parts of its messages, in the order in which they are shown. */
  List<Part> parts();

  /** The template for those who have none of their own. */
  Map<String, String> builtInTemplate(EventKind event);

  /**
   * Fits rendered parts to the provider's limits. What was cut is a warning; what cannot be sent,
   * an error.
   */
  Rendered shape(Rendered rendered);

  /** What a message of these parts takes on the air; empty where that is not counted. */
  default Optional<Airtime> airtime(Rendered shaped) {
    return Optional.empty();
  }

  /** What is wrong with the settings, by name of the setting; empty when nothing is. */
  Map<String, String> problems(ChannelSettings settings);

  /**
   * The settings that say where a secret of the channel is sent, each with the name of that secret;
   * who changes one has to give the secret too.
   */
  default Map<String, String> secretsSentTo() {
    return Map.of();
  }

  /**
   * Where every message goes, for channels whose settings say so, as a name that may be shown;
   * empty where each message has an address of its own.
   */
  default String ownAddress(ChannelSettings settings) {
    return "";
  }

  /** What is wrong with an address; empty when nothing is. */
  Optional<String> addressProblem(String address);

  /** The address so that a log or a list may show it. */
  String masked(String address);

  /** Path that the provider calls back on; empty when it does not. */
  default String callbackPath(UUID channel) {
    return "";
  }

  /**
   * Whether a page shall hold a link that answers it without a login, because it has no better way.
   */
  default boolean wantsAnswerLink(ChannelSettings settings) {
    return !answersByCode();
  }

  /** Whether people answer by writing a code back, so that messages need one. */
  default boolean answersByCode() {
    return false;
  }

  /**
   * Whether the provider refuses single addresses for good, so that those which it refused are not
   * tried again blindly.
   */
  default boolean blocksAddresses() {
    return false;
  }

  /**
   * Whether it finds out what an address is before it writes to it, unless it is {@link
   * Message#proven}.
   */
  default boolean doubtsAddresses(ChannelSettings settings) {
    return false;
  }

  /** Whether a message that was sent can be changed in place. */
  boolean revisesInPlace();

  /**
   * Whether those who had the page are told of this later event. Where messages cannot be changed
   * in place, it is a further message: enough that it is over.
   */
  default boolean tells(EventKind event) {
    return revisesInPlace() || event == EventKind.RESOLVED;
  }

  /** Hands the message over. */
  Uni<SendResult> send(Message message, ChannelSettings settings);

  /** Finds out whether an earlier attempt arrived. */
  Uni<LookUp> lookUp(Message message, ChannelSettings settings);

  /** Changes a message that was sent; only where {@link #revisesInPlace}. May be repeated. */
  Uni<SendResult> revise(Message message, ProviderMessage sent, ChannelSettings settings);
}
