package dev.tocsin.platform.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 for servers that are about to start.
 *
 * <p>They lie below the range from which Linux takes the near ends of outgoing connections (from
 * 32768): a port from there may be taken by any connection between our look and the server's start,
 * or while a server that died is started again.
 */
public final class FreePort {

  private static final int FIRST = 20_000;
  private static final int BEYOND = 32_000;
  private static final int TRIES = 1000;

  private FreePort() {}

  /**
   * A port that nobody listens on now.
   *
   * @throws IllegalStateException when none is found
   */
  public static int find() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No port of 127.0.0.1 from %d to %d is free".formatted(FIRST, BEYOND - 1));
  }

  /** Whether a server could listen on this port of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
