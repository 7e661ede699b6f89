package dev.tocsin.platform.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses may be reached: public unicast ones (IANA special-purpose registries, RFC 6890),
 * and those that the configuration allows besides. Judges addresses, never names, so that no
 * spelling of a name escapes it.
 */
final class AddressGuard {

  private static final Map<Cidr, String> REFUSED =
      Map.ofEntries(
          refused("0.0.0.0/8", "this network"),
          refused("10.0.0.0/8", "private"),
          refused("100.64.0.0/10", "shared"),
          refused("127.0.0.0/8", "loopback"),
          refused("169.254.0.0/16", "link-local (cloud metadata)"),
          refused("172.16.0.0/12", "private"),
          refused("192.0.0.0/24", "special-purpose"),
          refused("192.0.2.0/24", "documentation"),
          refused("192.88.99.0/24", "6to4 relay"),
          refused("192.168.0.0/16", "private"),
          refused("198.18.0.0/15", "benchmarking"),
          refused("198.51.100.0/24", "documentation"),
          refused("203.0.113.0/24", "documentation"),
          refused("224.0.0.0/4", "multicast"),
          refused("240.0.0.0/4", "reserved"),
          refused("::/96", "IPv4-compatible"),
          refused("64:ff9b::/96", "NAT64"),
          refused("64:ff9b:1::/48", "NAT64"),
          refused("100::/64", "discard-only"),
          refused("2001::/23", "special-purpose"),
          refused("2001:db8::/32", "documentation"),
          refused("2002::/16", "6to4"),
          refused("3fff::/20", "documentation"),
          refused("5f00::/16", "special-purpose"),
          refused("fc00::/7", "private"),
          refused("fe80::/10", "link-local"),
          refused("fec0::/10", "private"),
          refused("ff00::/8", "multicast"));

  private final List<Cidr> allowed;

  AddressGuard(List<String> allowed) {
    this.allowed =
        allowed.stream().map(String::strip).filter(s -> !s.isEmpty()).map(Cidr::parse).toList();
  }

  /** Why this address may not be reached; empty when it may. */
  Optional<String> refusal(InetAddress address) {
    if (allowed.stream().anyMatch(block -> block.contains(address))) {
      return Optional.empty();
    }
    return REFUSED.entrySet().stream()
        .filter(entry -> entry.getKey().contains(address))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Map.Entry<Cidr, String> refused(String block, String why) {
    return Map.entry(Cidr.parse(block), why);
  }

  /** A block of addresses. IPv4-mapped IPv6 addresses count as the IPv4 address that they carry. */
  private record Cidr(List<Byte> network, int bits) {

    static Cidr parse(String text) {
      int slash = text.indexOf('/');
      try {
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!literal.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
          throw new IllegalArgumentException("not an address");
        }
        byte[] network = InetAddress.getByName(literal).getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
          throw new IllegalArgumentException("no such prefix length");
        }
        return new Cidr(boxed(network), bits);
      } catch (UnknownHostException | IllegalArgumentException e) {
        throw new IllegalStateException(
            "tocsin.outbound.allow: '" + text + "' is not a CIDR block such as 10.1.0.0/16", e);
      }
    }

    boolean contains(InetAddress address) {
      byte[] bytes =
          address instanceof Inet4Address ? address.getAddress() : unmapped(address.getAddress());
      if (bytes.length != network.size()) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
        if ((bytes[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
          return false;
        }
      }
      return true;
    }

    private static byte[] unmapped(byte[] six) {
      for (int i = 0; i < 12; i++) {
        if (six[i] != (byte) (i < 10 ? 0 : 0xff)) {
          return six;
        }
      }
      return Arrays.copyOfRange(six, 12, 16);
    }

    private static List<Byte> boxed(byte[] bytes) {
      Byte[] boxed = new Byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        boxed[i] = bytes[i];
      }
      return List.of(boxed);
    }
  }
}
