package dev.tocsin.notification.respond;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Typist;
import dev.tocsin.proto.platform.v1.Role;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Slack workspace with two members whom Tocsin knows, and requests signed as Slack's. */
abstract class TwoMembers {

  Acme acme;
  Typist ada;
  Typist ben;

  @BeforeEach
  void people() {
    acme = Acme.create();
    acme.slack();
    ada = Typist.known(acme, "Ada", Role.ROLE_RESPONDER);
    ben = Typist.known(acme, "Ben", Role.ROLE_RESPONDER);
  }

  @AfterEach
  void up() {
    Neighbours.get().alertingIsDown(false);
    Neighbours.get().alertingTakes(Duration.ZERO);
  }

  /** Where Slack sends bodies of this kind, for example {@code /events/}. */
  String path(String kind) {
    return acme.channelOf("slack").getCallbackPath().replace("/interactions/", kind);
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(acme.signed(path, body), HttpResponse.BodyHandlers.ofString());
  }
}
