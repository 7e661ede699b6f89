package dev.tocsin.ticketing.provider.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  /** The worked example in the Standard Webhooks specification. */
  @Test
  void signsAsTheSpecificationsExample() {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1614265330),
            "{\"test\": 2432232314}"));
  }

  @Test
  void changesWithEveryPartThatIsSigned() {
    String secret = WebhookSignature.newSecret(new SecureRandom());
    Instant at = Instant.ofEpochSecond(1_700_000_000);
    String signature = WebhookSignature.sign(secret, "id", at, "body");
    assertNotEquals(signature, WebhookSignature.sign(secret, "other", at, "body"));
    assertNotEquals(signature, WebhookSignature.sign(secret, "id", at.plusSeconds(1), "body"));
    assertNotEquals(signature, WebhookSignature.sign(secret, "id", at, "bodY"));
  }

  @Test
  void takesOnlySecretsOfTheRightForm() {
    assertTrue(WebhookSignature.isSecret(WebhookSignature.newSecret(new SecureRandom())));
    assertFalse(WebhookSignature.isSecret("whsec_c2hvcnQ="));
    assertFalse(WebhookSignature.isSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assertFalse(WebhookSignature.isSecret("whsec_%%%"));
    assertThrows(
        IllegalArgumentException.class, () -> WebhookSignature.sign("no", "id", Instant.EPOCH, ""));
  }
}
