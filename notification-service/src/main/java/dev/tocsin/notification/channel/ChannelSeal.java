package dev.tocsin.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.secret.KeyRing;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals and opens what channels keep secret: tokens, passwords, addresses. */
@Singleton
public class ChannelSeal {

  static final String SECRETS = "channel-secrets";
  static final String ADDRESS = "address";

  static final String CODE = "contact-code";

  private final KeyRing keys;

  ChannelSeal(KeyRing keys) {
    this.keys = keys;
  }

  byte[] secrets(UUID tenant, Map<String, String> secrets) {
    return keys.seal(
        tenant, SECRETS, new JsonObject(new TreeMap<>(secrets)).encode().getBytes(UTF_8));
  }

  Map<String, String> secrets(UUID tenant, byte[] sealed) {
    Map<String, String> secrets = new TreeMap<>();
    new JsonObject(new String(keys.open(tenant, SECRETS, sealed), UTF_8))
        .forEach(entry -> secrets.put(entry.getKey(), String.valueOf(entry.getValue())));
    return secrets;
  }

  /** Seals a code that shows that an address reaches its owner. */
  public byte[] code(UUID tenant, String code) {
    return keys.seal(tenant, CODE, code.getBytes(UTF_8));
  }

  /** Opens such a code. */
  public String code(UUID tenant, byte[] sealed) {
    return new String(keys.open(tenant, CODE, sealed), UTF_8);
  }

  /** Seals an address. */
  public byte[] address(UUID tenant, String address) {
    return keys.seal(tenant, ADDRESS, address.getBytes(UTF_8));
  }

  /** Opens an address; null gives an empty text. */
  public String address(UUID tenant, byte @Nullable [] sealed) {
    return sealed == null ? "" : new String(keys.open(tenant, ADDRESS, sealed), UTF_8);
  }
}
