package dev.tocsin.notification.channel.twilio;

import dev.tocsin.notification.channel.AddressFault;

/**
 * Twilio's error codes in plain words, with what to do.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors">Twilio: error dictionary</a>
 */
final class TwilioErrors {

  private TwilioErrors() {}

  /** What a code says about the number that was written to. */
  static AddressFault fault(int code) {
    return switch (code) {
      case 21610 -> AddressFault.OPTED_OUT;
      case 21211, 21217, 21401, 30005 -> AddressFault.INVALID;
      case 21614, 21635, 30006 -> AddressFault.CANNOT_RECEIVE;
      default -> AddressFault.NONE;
    };
  }

  /** Whether the same request may succeed later. */
  static boolean mayPass(int code) {
    return switch (code) {
      case 20429, 14107, 21611, 30001, 30022, 63018 -> true;
      default -> false;
    };
  }

  /** {@code Twilio 21610: the number has opted out …}. */
  static String explain(int code) {
    String words =
        switch (code) {
          case 20003, 20005, 20404 ->
              "the account SID and auth token do not work: copy them from Twilio's console";
          case 21211, 21217, 21401 ->
              "there is no such telephone number: correct the contact method";
          case 21408 -> "the account may not text this country: allow it in Geo Permissions";
          case 21602, 21619 -> "the template renders to nothing: preview it";
          case 21603, 21606, 21659, 21660, 21661, 21704, 21705, 21703 ->
              "the account may not send from this number or messaging service: correct the channel";
          case 21610 ->
              "the number has opted out by replying STOP: its owner must text START to your number";
          case 21612 -> "Twilio has no way from your number to this one";
          case 21614, 21635 -> "the number takes no text messages; it may be a landline";
          case 21617 -> "the message is too long";
          case 30001 -> "the queue of the sending number is full";
          case 30002 -> "the account is suspended";
          case 30003 -> "the telephone is switched off or unreachable";
          case 30004 -> "the carrier blocked it: the number may have opted out with the carrier";
          case 30005 -> "the number is unknown to its carrier: it may not exist any more";
          case 30006 -> "a landline, or a carrier that cannot be reached";
          case 30007 -> "the carrier filtered it as spam";
          case 30008 -> "the carrier gave no reason";
          case 30034 -> "the sending number is not registered for A2P 10DLC";
          default -> "see Twilio's documentation of this code";
        };
    return "Twilio " + code + ": " + words;
  }
}
