package dev.tocsin.platform.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a request comes from, as far as those can be believed who say it. */
public final class CallerAddress {
  private static final String HEADER = "X-Forwarded-For";

  private CallerAddress() {}

  /**
   * The address, and the port of the connection.
   *
   * @param trustedHops proxies in front of us that write into the header
   * @return empty when it is not known
   */
  public static Optional<InetSocketAddress> of(HttpServerRequest request, int trustedHops) {
    SocketAddress peer = request.remoteAddress();
    if (peer == null || peer.hostAddress() == null) {
      return Optional.empty();
    }
    InetAddress from =
        told(request.headers().getAll(HEADER), trustedHops)
            .orElseGet(() -> InetAddress.ofLiteral(peer.hostAddress()));
    return Optional.of(new InetSocketAddress(from, peer.port()));
  }

  /**
   * The element that the outermost trusted proxy wrote: so many from the end. With fewer than that
   * the request came in behind some of them, and all are theirs. Empty when nobody is trusted, says
   * anything, or it is no address.
   *
   * @param headers the lines of the header, in order
   */
  static Optional<InetAddress> told(List<String> headers, int trustedHops) {
    List<String> elements = new ArrayList<>();
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        if (!element.isBlank()) {
          elements.add(element.strip());
        }
      }
    }
    return trustedHops <= 0 || elements.isEmpty()
        ? Optional.empty()
        : address(elements.get(Math.max(0, elements.size() - trustedHops)));
  }

  /**
   * {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code 2001:db8::1} or {@code [2001:db8::1]:4711}.
   */
  private static Optional<InetAddress> address(String element) {
    String text = element;
    if (text.startsWith("[") && text.contains("]")) {
      text = text.substring(1, text.indexOf(']'));
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.contains(":")) {
      text = text.substring(0, text.indexOf(':'));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
