package dev.tocsin.notification.channel;

import dev.tocsin.platform.id.Ids;
import java.util.Locale;
import java.util.UUID;

/** Tells equal addresses of a tenant apart from others without storing them in the clear. */
public final class AddressHash {

  private AddressHash() {}

  /** The same for addresses that differ in case alone. */
  public static byte[] of(UUID tenant, String address) {
    return Ids.sha256(tenant + "\n" + address.toLowerCase(Locale.ROOT));
  }
}
