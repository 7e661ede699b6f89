package dev.tocsin.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Seals and opens secrets with AES-256-GCM (NIST SP 800-38D).
 *
 * <p>The ring is read from {@code tocsin.keyring}, {@code id:base64key} pairs separated by commas,
 * newest first. The first key seals; any listed key opens, because the sealed bytes name theirs.
 * Tenant and purpose are bound into the seal: bytes copied to another tenant's row, or to another
 * column, do not open.
 *
 * <p>Layout of sealed bytes: format (1 byte, 1), length of the key id (1 byte), key id, nonce (12
 * bytes), cipher text with its 16-byte tag.
 */
@Startup
@Singleton
public class KeyRing {

  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int KEY_BYTES = 32;
  private static final int TAG_BITS = 128;
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String MAKE_ONE = "make one with: openssl rand -base64 32";

  /** Made once for each thread: asking Java's security providers takes longer than sealing. */
  private static final ThreadLocal<Cipher> CIPHER =
      ThreadLocal.withInitial(
          () -> {
            try {
              return Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
              throw new IllegalStateException("Every Java platform has AES-GCM", e);
            }
          });

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretKeySpec> keys;
  private final String newest;

  /** For the container's client proxy only. */
  @SuppressWarnings("unused")
  KeyRing() {
    this.keys = Map.of();
    this.newest = "";
  }

  /**
   * Reads the ring.
   *
   * @throws IllegalStateException when there is no key, or one is malformed or not 32 bytes long;
   *     the message names the key by id and never by value
   */
  @Inject
  public KeyRing(@ConfigProperty(name = "tocsin.keyring") Optional<String> ring) {
    this.keys = parse(ring.orElse(""));
    this.newest = keys.keySet().iterator().next();
  }

  /**
   * Seals {@code clear} for this tenant and purpose with the newest key. Sealing twice gives
   * different bytes.
   */
  public byte[] seal(UUID tenant, String purpose, byte[] clear) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] id = newest.getBytes(UTF_8);
    byte[] text = run(Cipher.ENCRYPT_MODE, newest, nonce, tenant, purpose, clear);
    return ByteBuffer.allocate(2 + id.length + NONCE_BYTES + text.length)
        .put(FORMAT)
        .put((byte) id.length)
        .put(id)
        .put(nonce)
        .put(text)
        .array();
  }

  /**
   * Opens what {@link #seal} made for the same tenant and purpose.
   *
   * @throws IllegalStateException when the key is not in the ring any more, or the bytes were made
   *     for another tenant or purpose, or were altered
   */
  public byte[] open(UUID tenant, String purpose, byte[] sealed) {
    String id = keyId(sealed);
    if (!keys.containsKey(id)) {
      throw new IllegalStateException(
          "The secret '"
              + purpose
              + "' is sealed with key '"
              + id
              + "', which tocsin.keyring does not list: add it back");
    }
    int at = 2 + id.length();
    byte[] nonce = Arrays.copyOfRange(sealed, at, at + NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(sealed, at + NONCE_BYTES, sealed.length);
    return run(Cipher.DECRYPT_MODE, id, nonce, tenant, purpose, text);
  }

  /**
   * Whether {@code sealed} was made with another key than the newest, so that sealing it anew is
   * worthwhile.
   */
  public boolean isStale(byte[] sealed) {
    return !keyId(sealed).equals(newest);
  }

  /** Id of the key that seals. */
  public String newest() {
    return newest;
  }

  /** Ids of all keys, the newest first. */
  public List<String> ids() {
    return List.copyOf(keys.keySet());
  }

  /** A new key as {@code tocsin.keyring} lists it, with an id that no other will have. */
  public static String freshKey() {
    SecureRandom random = new SecureRandom();
    byte[] id = new byte[4];
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(id);
    random.nextBytes(key);
    return "k" + HexFormat.of().formatHex(id) + ":" + Base64.getEncoder().encodeToString(key);
  }

  private byte[] run(int mode, String id, byte[] nonce, UUID tenant, String purpose, byte[] input) {
    try {
      Cipher cipher = CIPHER.get();
      cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD((tenant + "\n" + purpose + "\n" + id).getBytes(UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The secret '"
              + purpose
              + "' does not open: it was altered, or sealed for another tenant or purpose",
          e);
    }
  }

  private static String keyId(byte[] sealed) {
    int length = sealed.length > 2 ? Byte.toUnsignedInt(sealed[1]) : 0;
    if (sealed.length < 2 + length + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != FORMAT) {
      throw new IllegalStateException(
          "These are not sealed bytes: " + sealed.length + " bytes of an unknown format");
    }
    return new String(sealed, 2, length, UTF_8);
  }

  private static Map<String, SecretKeySpec> parse(String ring) {
    Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    int position = 0;
    for (String entry : ring.split(",")) {
      if (entry.isBlank()) {
        continue;
      }
      position++;
      int colon = entry.indexOf(':');
      String id = colon < 0 ? "" : entry.substring(0, colon).strip();
      if (!KEY_ID.matcher(id).matches()) {
        throw new IllegalStateException(
            "tocsin.keyring: entry "
                + position
                + " must read id:base64key, the id of letters, digits and . _ -");
      }
      if (keys.putIfAbsent(id, key(id, entry.substring(colon + 1).strip())) != null) {
        throw new IllegalStateException("tocsin.keyring: the key id '" + id + "' is listed twice");
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalStateException(
          "tocsin.keyring is not set, so secrets cannot be stored: set it to id:base64key; "
              + MAKE_ONE);
    }
    return keys;
  }

  private static SecretKeySpec key(String id, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "tocsin.keyring: key '" + id + "' is not base64; " + MAKE_ONE, e);
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalStateException(
          "tocsin.keyring: key '"
              + id
              + "' has "
              + bytes.length
              + " bytes, but needs 32; "
              + MAKE_ONE);
    }
    return new SecretKeySpec(bytes, "AES");
  }
}
