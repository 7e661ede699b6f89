package dev.tocsin.notification.channel;

import dev.tocsin.platform.secret.SealedColumn;
import dev.tocsin.platform.secret.SealedColumns;
import java.util.List;

/** What this service keeps sealed. */
public final class NotificationSecrets implements SealedColumns {

  @Override
  public String schema() {
    return "notification";
  }

  @Override
  public List<SealedColumn> columns() {
    return List.of(
        new SealedColumn("channel", "secrets", ChannelSeal.SECRETS),
        new SealedColumn("channel", "default_address", ChannelSeal.ADDRESS),
        new SealedColumn("delivery", "address", ChannelSeal.ADDRESS));
  }
}
