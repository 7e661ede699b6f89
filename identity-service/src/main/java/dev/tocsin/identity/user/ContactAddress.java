package dev.tocsin.identity.user;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.ContactKind;
import java.util.regex.Pattern;

/**
 * An address of its kind, in the one form that is stored: telephone numbers as E.164 (ITU-T), Slack
 * member ids in capitals, e-mail addresses as given.
 */
record ContactAddress(ContactKind kind, String address) {

  /** Slack: member ids begin with U, those of guests from other workspaces with W. */
  private static final Pattern SLACK_MEMBER = Pattern.compile("[UW][A-Z0-9]{5,20}");

  /** What mail servers accept in practice: RFC 5321's dot-atom and a domain with a dot. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

  /**
   * Reads an address as a person typed it.
   *
   * @throws Invalid naming {@code contact_method.address} when it is not of its kind
   */
  static ContactAddress of(ContactKind kind, String typed) {
    String text = typed.strip();
    return switch (kind) {
      case CONTACT_KIND_EMAIL ->
          new ContactAddress(kind, matching(EMAIL, text, "an e-mail address"));
      case CONTACT_KIND_SLACK ->
          new ContactAddress(
              kind,
              matching(
                  SLACK_MEMBER,
                  text,
                  "a Slack member id such as U024BE7LH (in Slack: profile, ⋮, Copy member ID)"));
      case CONTACT_KIND_PHONE -> new ContactAddress(kind, e164(text));
      case CONTACT_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw Invalid.field("contact_method.kind", "must be EMAIL, SLACK or PHONE");
    };
  }

  private static String matching(Pattern pattern, String text, String wanted) {
    if (!pattern.matcher(text).matches()) {
      throw notA(wanted);
    }
    return text;
  }

  private static String e164(String text) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      // "ZZ": no region is assumed, so the country code must be there.
      PhoneNumber number = numbers.parse(text, "ZZ");
      if (!numbers.isValidNumber(number) || number.hasExtension()) {
        throw notA("a telephone number that exists, such as +43 1 234567, without extension");
      }
      if (numbers.getNumberType(number) == PhoneNumberType.PREMIUM_RATE) {
        throw notA("a telephone number that costs no premium: those are never called or texted");
      }
      return numbers.format(number, PhoneNumberFormat.E164);
    } catch (NumberParseException e) {
      throw notA("a telephone number with its country code, such as +43 1 234567");
    }
  }

  private static Invalid notA(String wanted) {
    return Invalid.field("contact_method.address", "must be " + wanted);
  }
}
