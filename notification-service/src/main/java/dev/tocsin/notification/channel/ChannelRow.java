package dev.tocsin.notification.channel;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A channel's row as it was read: what is secret is sealed. */
final class ChannelRow {

  private final UUID tenant;
  private final String name;
  private final String kind;
  private final boolean disabled;
  private final boolean isDefault;
  private final double rate;
  private final int burst;
  private final String settings;
  private final byte @Nullable [] address;
  private final byte[] secrets;

  private ChannelRow(UUID tenant, Row row) {
    this.tenant = tenant;
    this.name = row.getString("name");
    this.kind = row.getString("kind");
    this.disabled = row.getBoolean("disabled");
    this.isDefault = row.getBoolean("is_default");
    this.rate = row.getDouble("rate");
    this.burst = row.getInteger("burst");
    this.settings = row.getString("settings");
    Buffer sealed = row.getBuffer("default_address");
    this.address = sealed == null ? null : sealed.getBytes();
    this.secrets = row.getBuffer("secrets").getBytes();
  }

  static ChannelRow of(UUID tenant, Row row) {
    return new ChannelRow(tenant, row);
  }

  ConfiguredChannel open(UUID id, ChannelSeal seal) {
    return new ConfiguredChannel(
        id,
        name,
        kind,
        disabled,
        isDefault,
        seal.address(tenant, address),
        rate,
        burst,
        new ChannelSettings(new JsonObject(settings).getMap(), seal.secrets(tenant, secrets)));
  }

  /** Whether both say the same: what is sealed anew is another row. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChannelRow row
        && tenant.equals(row.tenant)
        && name.equals(row.name)
        && kind.equals(row.kind)
        && disabled == row.disabled
        && isDefault == row.isDefault
        && Double.compare(rate, row.rate) == 0
        && burst == row.burst
        && settings.equals(row.settings)
        && Arrays.equals(address, row.address)
        && Arrays.equals(secrets, row.secrets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(secrets);
  }
}
