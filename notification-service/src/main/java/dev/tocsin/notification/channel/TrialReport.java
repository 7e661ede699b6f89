package dev.tocsin.notification.channel;

import dev.tocsin.notification.render.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a test message.
 *
 * @param provider who was asked, as {@link Channel#provider} names them
 * @param address where it went, masked
 * @param template the tenant's template; empty for the built-in one
 * @param broken why the tenant's template could not be used, so that the built-in one was; empty
 *     when it could
 * @param disabled whether the channel is switched off
 */
record TrialReport(
    SendResult result,
    String provider,
    String address,
    Optional<PageTemplates.Named> template,
    List<Fault> broken,
    boolean disabled) {

  boolean sent() {
    return result instanceof SendResult.Sent;
  }

  /** The template in words. */
  String templateWords() {
    String words = template.map(PageTemplates.Named::words).orElse("the built-in template");
    return broken.isEmpty()
        ? words
        : "the built-in template, because " + words + " does not render: " + faults();
  }

  private String faults() {
    return String.join("; ", broken.stream().map(Fault::message).limit(3).toList());
  }

  /** What the provider answered. */
  String answer() {
    return switch (result) {
      case SendResult.Sent sent when sent.message().id().isEmpty() ->
          provider + " took the message";
      case SendResult.Sent sent -> provider + " took the message as " + sent.message().id();
      case SendResult.Refused refused -> refused.reason();
      case SendResult.TryAgain later -> later.reason();
      case SendResult.Unknown unknown -> unknown.reason();
    };
  }

  /** What to do; empty when there is nothing to do. */
  String advice() {
    String mend = broken.isEmpty() ? "" : "Mend the template: its preview shows where. ";
    String next =
        switch (result) {
          case SendResult.Sent sent when disabled ->
              "The channel is switched off: switch it on, so that messages use it.";
          case SendResult.Sent sent -> "";
          case SendResult.Refused refused ->
              "Nothing was sent, and trying again alone does not help: mend what the answer names,"
                  + " then test again.";
          case SendResult.TryAgain later when later.retryAfter() != null ->
              "Nothing was sent. Test again in "
                  + seconds(later.retryAfter())
                  + "; pages wait and are tried again by themselves.";
          case SendResult.TryAgain later ->
              "Nothing was sent. Check that the address of the provider is right and can be reached"
                  + " from here, then test again; pages are tried again by themselves.";
          case SendResult.Unknown unknown ->
              "It may have arrived: look there before you try again.";
        };
    return (mend + next).strip();
  }

  private static String seconds(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return seconds == 1 ? "a second" : seconds + " seconds";
  }

  /** What went wrong and what to do; empty when it was sent. */
  String error() {
    return sent() ? "" : (sentence(answer()) + " " + advice()).strip();
  }

  /** All of it. */
  String summary() {
    String what =
        (sent() ? "A test message was sent to " : "A test message could not be sent to ")
            + address
            + ", made with "
            + templateWords();
    return (sentence(what) + " " + sentence(answer()) + " " + advice()).strip();
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.!?]") ? text : text + ".";
  }
}
