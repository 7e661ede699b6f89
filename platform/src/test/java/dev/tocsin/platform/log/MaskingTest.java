package dev.tocsin.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail to jane.doe@example.com failed | mail to j***@example.com failed",
        "calling +43 664 1234567 | calling +43***67",
        "call +4366412345678, then +15551234567 | call +43***78, then +15***67",
        "key tcs_0123456789abcdefghij refused | key tcs_012*** refused",
        "token xoxb-123456-abcdef | token xoxb-12***",
        "Authorization: Bearer abcdefghijklmnop | Authorization: Bearer ***",
        "jwt eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl! | jwt ***!",
        "postgresql://tocsin_app:s3cret@db:5432/x | postgresql://***@db:5432/x",
        "password=hunter22 user=x | password=*** user=x",
        "alert 0190a000-0000-7000-8000-000000000001 took 12ms | alert 0190a000-0000-7000-8000-000000000001 took 12ms",
        "at 2026-01-31T12:00:00+01:00 | at 2026-01-31T12:00:00+01:00",
      })
  void masksWhatIsPersonalOrSecret(String text, String masked) {
    assertEquals(masked, Masking.mask(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+43 664 1234567",
        "TCS_0123456789abcdefghij",
        "tci_0123456789abcdefghij",
        "XOXB-123456-abcdef",
        "xapp-1-A0123-456",
        "whsec_MfKQ9r8GKYqrTwjU",
        "sk_live_0123456789",
        "AC0123456789abcdef0123456789abcdef",
        "bearer abcdefghijklmnop",
        "EYJhbGciOi.eyJzdWIi.c2ln",
        "Password:hunter22",
        "SECRET=abcdef",
        "Token=abcdef",
        "apikey=abcdef",
        "api_key=abcdef",
        "://user:pass@db",
      })
  void noKindOfSecretIsOverlookedByTheFirstGlance(String secret) {
    assertFalse(Masking.mask(secret).contains(secret), secret);
    assertFalse(Masking.mask("it says " + secret).endsWith(secret), secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alert 0190a000-0000-7000-8000-000000000001 took 12ms",
        "delivery=0190a000-0000-7000-8000-000000000001 channel=slack attempt=1",
        "at 2026-01-31T12:00:00Z: accepted",
      })
  void mostLinesAreNotSearchedAtAll(String line) {
    assertFalse(Masking.mayBeSensitive(line));
  }

  @Test
  void masksParametersAndFailuresOfARecord() {
    ExtLogRecord logged =
        new ExtLogRecord(
            Level.INFO, "sign-in of %s failed", ExtLogRecord.FormatStyle.PRINTF, "test");
    logged.setParameters(new Object[] {"jane@example.com"});
    logged.setThrown(
        new IllegalStateException("refused", new IllegalArgumentException("by +4366412345678")));

    assertTrue(new MaskingFilter().isLoggable(logged));

    assertEquals("sign-in of j***@example.com failed", logged.getFormattedMessage());
    StringWriter trace = new StringWriter();
    logged.getThrown().printStackTrace(new PrintWriter(trace));
    assertTrue(trace.toString().startsWith("java.lang.IllegalStateException: refused"));
    assertTrue(trace.toString().contains("java.lang.IllegalArgumentException: by +43***78"));
    assertFalse(trace.toString().contains("66412345"));
  }
}
