package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.EmailSettings;
import dev.tocsin.proto.notification.v1.SlackSettings;
import dev.tocsin.proto.notification.v1.SmsSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may change a channel does not thereby learn its secrets. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SecretsSentElsewhereTest {

  private static final Map<String, Object> PLACES =
      Map.of("api_url", "https://a.test", "lookup_url", "https://b.test", "host", "mail.a.test");
  private static final Map<String, String> SECRETS =
      Map.of("bot_token", "t", "signing_secret", "s", "auth_token", "a", "password", "p");

  @Inject dev.tocsin.notification.channel.Channels adapters;

  /**
   * @param wrong the secrets that are missing
   */
  private record Change(String what, String kind, Channel wanted, Set<String> wrong) {
    @Override
    public String toString() {
      return kind + ": " + what;
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void needTheSecretAnew(Change change) {
    assertEquals(
        change.wrong(),
        SettingsForm.misdirected(
                change.wanted(),
                change.kind(),
                new ChannelSettings(PLACES, SECRETS),
                adapters.get(change.kind()).secretsSentTo())
            .keySet());
  }

  static Stream<Change> changes() {
    SlackSettings slack = SlackSettings.newBuilder().setApiUrl("https://a.test").build();
    SmsSettings sms =
        SmsSettings.newBuilder().setApiUrl("https://a.test").setLookupUrl("https://b.test").build();
    EmailSettings email = EmailSettings.newBuilder().setHost("mail.a.test").build();
    return Stream.of(
        slack("the same", slack, Set.of()),
        slack("another host", slack.toBuilder().setApiUrl("https://x.test"), "bot_token"),
        slack("none", slack.toBuilder().clearApiUrl(), "bot_token"),
        slack(
            "another host and the signing secret",
            slack.toBuilder().setApiUrl("https://x.test").setSigningSecret("n"),
            "bot_token"),
        slack(
            "another host with the token",
            slack.toBuilder().setApiUrl("https://x.test").setBotToken("n").build(),
            Set.of()),
        sms("the same", sms, Set.of()),
        sms("another API", sms.toBuilder().setApiUrl("https://x.test").build(), auth()),
        sms("another Lookup", sms.toBuilder().setLookupUrl("https://x.test").build(), auth()),
        sms(
            "another Lookup with the token",
            sms.toBuilder().setLookupUrl("https://x.test").setAuthToken("n").build(),
            Set.of()),
        email("the same", email, Set.of()),
        email("another port", email.toBuilder().setPort(25).build(), Set.of()),
        email("another host", email.toBuilder().setHost("x.test").build(), Set.of("password")),
        email(
            "another host with the password",
            email.toBuilder().setHost("x.test").setPassword("n").build(),
            Set.of()));
  }

  private static Set<String> auth() {
    return Set.of("auth_token");
  }

  private static Change slack(String what, SlackSettings.Builder settings, String wrong) {
    return slack(what, settings.build(), Set.of(wrong));
  }

  private static Change slack(String what, SlackSettings settings, Set<String> wrong) {
    return new Change(what, "slack", Channel.newBuilder().setSlack(settings).build(), wrong);
  }

  private static Change sms(String what, SmsSettings settings, Set<String> wrong) {
    return new Change(what, "sms", Channel.newBuilder().setSms(settings).build(), wrong);
  }

  private static Change email(String what, EmailSettings settings, Set<String> wrong) {
    return new Change(what, "email", Channel.newBuilder().setEmail(settings).build(), wrong);
  }
}
