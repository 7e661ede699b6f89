package dev.tocsin.platform.test;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The container engine of this machine, asked in the fewest words: Testcontainers tries many ways
 * and tells at length of each that fails, which nobody wants to read on a machine without one.
 */
final class ContainerEngine implements ServerSource.Engine {

  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration DOWNLOAD = Duration.ofMinutes(3);

  private final List<SocketAddress> addresses;
  private final Duration answer;

  ContainerEngine(List<SocketAddress> addresses, Duration answer) {
    this.addresses = List.copyOf(addresses);
    this.answer = answer;
  }

  /** Where Testcontainers would look for one, too. */
  static ContainerEngine ofThisMachine() {
    return new ContainerEngine(addresses(System.getenv(), System.getProperty("user.home")), ANSWER);
  }

  /** {@code DOCKER_HOST} alone if it is set, else the sockets that exist. */
  static List<SocketAddress> addresses(Map<String, String> environment, String home) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isBlank()) {
      URI uri = URI.create(host);
      return switch (String.valueOf(uri.getScheme())) {
        case "unix" -> List.of(UnixDomainSocketAddress.of(uri.getPath()));
        case "tcp", "http" -> List.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
        default -> List.of();
      };
    }
    List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isBlank()) {
      sockets.add(Path.of(runtime, "docker.sock"));
    }
    sockets.add(Path.of(home, ".docker", "run", "docker.sock"));
    sockets.add(Path.of(home, ".docker", "desktop", "docker.sock"));
    return sockets.stream()
        .filter(Files::exists)
        .<SocketAddress>map(UnixDomainSocketAddress::of)
        .toList();
  }

  @Override
  public boolean runs() {
    return addresses.stream().anyMatch(address -> asks(address, "GET", "/_ping", answer));
  }

  @Override
  public boolean has(String image) {
    String name = URLEncoder.encode(image, US_ASCII);
    return addresses.stream()
        .anyMatch(
            address ->
                asks(address, "GET", "/images/" + name + "/json", answer)
                    || (asks(address, "GET", "/_ping", answer)
                        && asks(address, "POST", "/images/create?fromImage=" + name, DOWNLOAD)
                        && asks(address, "GET", "/images/" + name + "/json", answer)));
  }

  /** Does it answer 200 to the end within that time? */
  private static boolean asks(SocketAddress address, String method, String path, Duration within) {
    SocketChannel channel;
    try {
      channel =
          address instanceof UnixDomainSocketAddress
              ? SocketChannel.open(StandardProtocolFamily.UNIX)
              : SocketChannel.open();
    } catch (IOException | UnsupportedOperationException none) {
      return false;
    }
    CompletableFuture<String> said =
        CompletableFuture.supplyAsync(
            () -> say(channel, address, method + " " + path),
            task -> Thread.ofVirtual().name("container-engine").start(task));
    try {
      return said.get(within.toMillis(), TimeUnit.MILLISECONDS).contains(" 200 ");
    } catch (ExecutionException | TimeoutException silent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      close(channel);
    }
  }

  private static String say(SocketChannel channel, SocketAddress address, String request) {
    try {
      channel.connect(address);
      String text = request + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
      ByteBuffer out = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (out.hasRemaining()) {
        channel.write(out);
      }
      StringBuilder first = new StringBuilder();
      ByteBuffer in = ByteBuffer.allocate(8192);
      while (channel.read(in) >= 0) {
        if (first.length() < 64) {
          first.append(new String(in.array(), 0, in.position(), US_ASCII));
        }
        in.clear();
      }
      return first.toString().lines().findFirst().orElse("") + " ";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
