package dev.tocsin.standalone.serve;

import dev.tocsin.standalone.rest.RestApi;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The link that sets an empty installation up in a browser. It holds the set-up token. */
@Singleton
final class SetupLink {
  private static final Logger LOG = Logger.getLogger(SetupLink.class);

  private final Optional<String> token;

  SetupLink(@ConfigProperty(name = "tocsin.setup.token") Optional<String> token) {
    this.token = token;
  }

  /** Words with the link, while there is no tenant; for the console, which no log keeps. */
  Optional<String> link(Installation asked) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try (var http = HttpClient.newHttpClient()) {
      String state =
          new RestApi(http, asked.localUrl(), "").get("/api/v1/setup").path("state").asText();
      return state.equals("SETUP_STATE_WAITING")
          ? Optional.of(words(asked.publicUrl(), token.get()))
          : Optional.empty();
    } catch (IllegalStateException e) {
      LOG.errorf("no set-up link: %s", e.getMessage());
      return Optional.empty();
    }
  }

  static String words(String publicUrl, String token) {
    return "There is no tenant yet. Set one up in a browser; the link works once, until the next start:%n%n%s/setup?token=%s"
        .formatted(publicUrl, token);
  }
}
