package dev.tocsin.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private final AddressGuard guard = new AddressGuard(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "192.0.0.192",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "fe80::1",
        "fd00:ec2::254",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:0:7f00:1::",
        "2130706433",
        "2852039166",
        "127.1"
      })
  void refusesWhatIsNotPublic(String literal) throws Exception {
    assertTrue(guard.refusal(InetAddress.getByName(literal)).isPresent(), literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "172.32.0.1",
        "100.128.0.1",
        "9.255.255.255",
        "2606:4700::1111",
        "2a00::1"
      })
  void letsPublicAddressesPass(String literal) throws Exception {
    assertEquals(Optional.empty(), guard.refusal(InetAddress.getByName(literal)));
  }

  @Test
  void allowsOnlyTheBlocksThatAreConfigured() throws Exception {
    AddressGuard own = new AddressGuard(List.of("10.1.0.0/16", "fd12::/16", "192.168.0.5"));
    assertEquals(Optional.empty(), own.refusal(InetAddress.getByName("10.1.255.255")));
    assertEquals(Optional.empty(), own.refusal(InetAddress.getByName("::ffff:10.1.0.1")));
    assertEquals(Optional.empty(), own.refusal(InetAddress.getByName("fd12::1")));
    assertEquals(Optional.empty(), own.refusal(InetAddress.getByName("192.168.0.5")));
    assertTrue(own.refusal(InetAddress.getByName("10.2.0.1")).isPresent());
    assertTrue(own.refusal(InetAddress.getByName("192.168.0.6")).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost/8", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "nonsense"})
  void saysWhichBlockIsMalformed(String block) {
    var failure = assertThrows(IllegalStateException.class, () -> new AddressGuard(List.of(block)));
    assertTrue(failure.getMessage().contains(block));
  }
}
