package dev.tocsin.identity.user;

import static dev.tocsin.proto.identity.v1.ContactKind.CONTACT_KIND_EMAIL;
import static dev.tocsin.proto.identity.v1.ContactKind.CONTACT_KIND_PHONE;
import static dev.tocsin.proto.identity.v1.ContactKind.CONTACT_KIND_SLACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.ContactKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactAddressTest {

  @ParameterizedTest
  @CsvSource({
    "+43 1 58858-0, +431588580",
    "+1 (415) 555-2671, +14155552671",
    "' +49 30 901820 ', +4930901820",
    "+442079460958, +442079460958",
  })
  void keepsTelephoneNumbersAsE164(String typed, String stored) {
    assertEquals(stored, ContactAddress.of(CONTACT_KIND_PHONE, typed).address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0664 1234567",
        "+43",
        "+999 123456",
        "call me",
        "+1 415 555 2671 ext. 5",
        "112",
        "+19002123456",
        "+376912345"
      })
  void refusesWhatIsNoTelephoneNumberWithCountryCode(String typed) {
    refuses(CONTACT_KIND_PHONE, typed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"U024BE7LH", "W012A3CDE"})
  void takesSlackMemberIds(String id) {
    assertEquals(id, ContactAddress.of(CONTACT_KIND_SLACK, id).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"@ann", "C024BE7LH", "u024be7lh", "U", "ann@example.com"})
  void refusesWhatIsNoSlackMemberId(String typed) {
    refuses(CONTACT_KIND_SLACK, typed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann@example.com", "a.b+c@mail.example.org"})
  void takesEmailAddresses(String address) {
    assertEquals(address, ContactAddress.of(CONTACT_KIND_EMAIL, address).address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann",
        "ann@",
        "@example.com",
        "ann@localhost",
        "a b@example.com",
        "ann@ex..com",
        "ann@example.com\r\nBcc: all@example.com"
      })
  void refusesWhatIsNoEmailAddress(String typed) {
    refuses(CONTACT_KIND_EMAIL, typed);
  }

  private static void refuses(ContactKind kind, String typed) {
    Invalid refused = assertThrows(Invalid.class, () -> ContactAddress.of(kind, typed));
    assertEquals("contact_method.address", refused.violations().getFirst().field());
  }
}
