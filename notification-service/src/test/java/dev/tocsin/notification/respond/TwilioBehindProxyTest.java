package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.SmsSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FAULTS 25: Twilio signs the address that it was given, {@code tocsin.public-url} and a path. What
 * a proxy, or anybody, says of the request's host, scheme and port changes nothing about it.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TwilioBehindProxyTest {

  private static final int PATIENCE = 60_000;
  private static final String FORWARDED =
      """
      X-Forwarded-Proto: https\r
      X-Forwarded-Host: other.example\r
      X-Forwarded-Port: 8443\r
      X-Forwarded-Prefix: /elsewhere\r
      Forwarded: for=192.0.2.1;proto=https;host=other.example:8443\r
      """;

  private final Acme acme = Acme.create();
  private final String sid = "AC" + UUID.randomUUID().toString().replace("-", "");
  private String path = "";

  @BeforeEach
  void channel() {
    path =
        acme.create(
                Channel.newBuilder()
                    .setName("SMS")
                    .setKind(ChannelKind.CHANNEL_KIND_SMS)
                    .setSms(
                        SmsSettings.newBuilder()
                            .setAccountSid(sid)
                            .setAuthToken("token-" + sid)
                            .setFromNumber("+12065550199")
                            .setApiUrl(Acme.world().twilio().apiUrl())))
            .getCallbackPath();
  }

  @Test
  void takesWhatIsSignedForThePublicUrlWhateverTheProxySays() throws Exception {
    String address = Acme.url() + path;
    assertEquals(200, post(address, "localhost:" + Acme.port(), ""));
    assertEquals(200, post(address, "tocsin-notification.internal:9000", ""));
    assertEquals(200, post(address, "tocsin-notification.internal:9000", FORWARDED));
    assertEquals(200, post(address, "other.example", FORWARDED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example",
        "https://other.example:8443",
        "http://other.example",
        "https://other.example/elsewhere",
        "https://other.example:8443/elsewhere",
        "https://localhost",
        "http://tocsin-notification.internal:9000",
        "https://tocsin-notification.internal"
      })
  void refusesWhatIsSignedForAnAddressThatOnlyHeadersName(String elsewhere) throws Exception {
    assertEquals(401, post(elsewhere + path, "tocsin-notification.internal:9000", FORWARDED));
    assertEquals(401, post(elsewhere + path, "other.example:8443", FORWARDED));
  }

  /** The status that a text message gets whose sender signed for this address. */
  private int post(String signedFor, String host, String headers) throws Exception {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "AccountSid", sid,
                "Body", "HELP",
                "From", "+436641230099",
                "MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""),
                "To", "+12065550199"));
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    String request =
        "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n".formatted(path, host)
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: %d\r\nX-Twilio-Signature: %s\r\n"
                .formatted(body.length(), sign(signedFor, form))
            + headers
            + "\r\n"
            + body;
    try (Socket socket = new Socket("localhost", Acme.port())) {
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      if (!answer.startsWith("HTTP/1.1 ")) {
        throw new IOException("No answer in HTTP/1.1: '" + answer + "'");
      }
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  /** As Twilio describes it, by other code than what is tried here. */
  private String sign(String url, Map<String, String> form) throws Exception {
    StringBuilder text = new StringBuilder(url);
    form.forEach((name, value) -> text.append(name).append(value));
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(("token-" + sid).getBytes(UTF_8), "HmacSHA1"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(UTF_8)));
  }
}
