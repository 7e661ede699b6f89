package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose word counts for where a request comes from. */
class CallerAddressTest {

  @Test
  void nobodysWhereNoProxyIsTrusted() {
    assertEquals("", told(0, "203.0.113.7"));
    assertEquals("", told(-1, "203.0.113.7"));
  }

  @Test
  void theProxysAndNotWhatTheCallerWroteBeforeIt() {
    assertEquals("203.0.113.7", told(1, "203.0.113.7"));
    assertEquals("203.0.113.7", told(1, "198.51.100.1, 203.0.113.7"));
    assertEquals("203.0.113.7", told(1, "198.51.100.1", "203.0.113.7"), "in a line of its own");
    assertEquals("203.0.113.7", told(2, "198.51.100.1, 203.0.113.7, 10.1.2.3"));
  }

  @Test
  void theFirstWhereFewerProxiesWrote() {
    assertEquals("203.0.113.7", told(3, "203.0.113.7, 10.1.2.3"));
  }

  @Test
  void portsAndBracketsAreLeftOut() {
    assertEquals("203.0.113.7", told(1, "203.0.113.7:4711"));
    assertEquals("2001:db8:0:0:0:0:0:7", told(1, "2001:db8::7"));
    assertEquals("2001:db8:0:0:0:0:0:7", told(1, "[2001:db8::7]:4711"));
  }

  @Test
  void whatIsNoAddressIsNeitherBelievedNorLookedUp() {
    assertEquals("", told(1, "unknown"));
    assertEquals("", told(1, "host.example"));
    assertEquals("", told(1, "_hidden, [nonsense"));
    assertEquals("", told(1, " , "));
    assertEquals("", told(1));
  }

  private static String told(int hops, String... headers) {
    Optional<InetAddress> address = CallerAddress.told(List.of(headers), hops);
    return address.map(InetAddress::getHostAddress).orElse("");
  }
}
