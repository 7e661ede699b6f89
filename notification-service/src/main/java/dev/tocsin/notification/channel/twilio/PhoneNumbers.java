package dev.tocsin.notification.channel.twilio;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Telephone numbers that may be texted. */
final class PhoneNumbers {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private static final int MOST_KNOWN = 10_000;

  /** What was found: looking a number up takes longer than all else that a page does with it. */
  private static final Map<String, Optional<String>> KNOWN = new ConcurrentHashMap<>();

  private PhoneNumbers() {}

  /**
   * What is wrong with a number. A number that merely looks new is let pass: a page not sent is
   * worse than one refused by the provider.
   */
  static Optional<String> problem(String number) {
    // Nothing longer is kept, whatever somebody writes there.
    if (!E164.matcher(number).matches()) {
      return Optional.of("It must be a telephone number in E.164 form such as +43123456789");
    }
    if (KNOWN.size() >= MOST_KNOWN) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(number, PhoneNumbers::lookUp);
  }

  private static Optional<String> lookUp(String number) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber parsed = numbers.parse(number, "ZZ");
      if (!numbers.isPossibleNumber(parsed)) {
        return Optional.of("There is no telephone number of this length in its country");
      }
      return numbers.getNumberType(parsed) == PhoneNumberType.PREMIUM_RATE
          ? Optional.of("It is a premium-rate number, which is never texted")
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.of("It must be a telephone number with its country code");
    }
  }
}
