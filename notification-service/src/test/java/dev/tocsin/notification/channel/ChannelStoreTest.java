package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.FieldMask;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Channels that are opened once, and anew when their rows have changed. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChannelStoreTest {

  @Inject ChannelStore store;

  @Inject
  @ServiceDatabase("notification")
  Database db;

  @Test
  void opensAChannelOnceAsLongAsItsRowIsTheSame() {
    Acme acme = Acme.create();
    acme.slack();

    assertSame(opened(acme), opened(acme));
  }

  @Test
  void seesEveryChange() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();
    assertEquals(acme.secret, opened(acme).settings().text("signing_secret"));

    update(
        acme,
        "slack",
        channel.toBuilder().setSlack(channel.getSlack().toBuilder().setSigningSecret("other")));
    assertEquals("other", opened(acme).settings().text("signing_secret"));
    assertEquals(acme.token, opened(acme).settings().text("bot_token"));

    update(acme, "default_address", channel.toBuilder().setDefaultAddress("#other"));
    assertEquals("#other", opened(acme).defaultAddress());

    update(acme, "name", channel.toBuilder().setName("Renamed"));
    assertEquals("Renamed", opened(acme).name());

    update(acme, "rate", channel.toBuilder().setRate(7));
    assertEquals(7, opened(acme).rate());

    update(acme, "burst", channel.toBuilder().setBurst(11));
    assertEquals(11, opened(acme).burst());

    update(acme, "disabled", channel.toBuilder().setDisabled(true));
    assertTrue(opened(acme).disabled());
  }

  private ConfiguredChannel opened(Acme acme) {
    UUID tenant = UUID.fromString(acme.tenant);
    return db.inTenant(tenant, tx -> store.openAll(tx, tenant))
        .await()
        .atMost(Duration.ofSeconds(60))
        .getFirst();
  }

  private static void update(Acme acme, String path, Channel.Builder channel) {
    acme.channels("admin")
        .updateChannel(
            UpdateChannelRequest.newBuilder()
                .setChannel(channel)
                .setUpdateMask(FieldMask.newBuilder().addPaths(path))
                .build());
  }
}
