package dev.tocsin.platform.test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A socket that answers as an engine does, or not at all. */
class ContainerEngineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> images = new CopyOnWriteArrayList<>(List.of("redis%3A6.2.19"));
  private Path folder;
  private Path socket;
  private ServerSocketChannel server;
  private boolean silent;

  @BeforeEach
  void listen() throws IOException {
    // The path of a Unix socket has to be short.
    folder = Files.createTempDirectory("engine");
    socket = folder.resolve("docker.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.delete(folder);
  }

  @Test
  void findsOneThatAnswers() {
    assertTrue(engine(PATIENCE).runs());
    assertEquals(List.of("GET /_ping"), asked);
  }

  @Test
  void findsNoneWhereNobodyListens() throws IOException {
    server.close();

    assertFalse(engine(PATIENCE).runs(), "the socket is left over");
    assertFalse(new ContainerEngine(List.of(), PATIENCE).runs());
  }

  @Test
  void findsNoneThatIsSilent() {
    silent = true;

    assertFalse(engine(Duration.ofMillis(200)).runs());
  }

  @Test
  void knowsTheImagesThatAreThere() {
    assertTrue(engine(PATIENCE).has("redis:6.2.19"));
    assertFalse(asked.toString().contains("create"), asked::toString);
  }

  @Test
  void fetchesOneThatIsMissing() {
    assertTrue(engine(PATIENCE).has("postgres:18.4"));
    assertTrue(asked.contains("POST /images/create?fromImage=postgres%3A18.4"), asked::toString);
  }

  @Test
  void saysSoWhenItCannotBeFetched() {
    assertFalse(engine(PATIENCE).has("nosuch:1"));
  }

  @Test
  void looksWhereTheEnvironmentSaysAndElseAtTheUsualSockets() throws IOException {
    Path home = Files.createDirectories(folder.resolve("h"));
    try {
      assertEquals(
          List.of(new InetSocketAddress("127.0.0.1", 2375)),
          ContainerEngine.addresses(
              Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375"), home.toString()));
      assertEquals(
          List.of(UnixDomainSocketAddress.of(socket)),
          ContainerEngine.addresses(Map.of("DOCKER_HOST", "unix://" + socket), home.toString()));
      List<SocketAddress> usual =
          ContainerEngine.addresses(Map.of("XDG_RUNTIME_DIR", folder.toString()), home.toString());
      assertTrue(usual.contains(UnixDomainSocketAddress.of(socket)), usual::toString);
    } finally {
      Files.delete(home);
    }
  }

  private ContainerEngine engine(Duration answer) {
    return new ContainerEngine(List.of(UnixDomainSocketAddress.of(socket)), answer);
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        if (!silent) {
          answer(client);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(SocketChannel client) throws IOException {
    try (client) {
      ByteBuffer in = ByteBuffer.allocate(4096);
      client.read(in);
      String line = new String(in.array(), 0, in.position(), US_ASCII).lines().findFirst().get();
      String call = line.substring(0, line.lastIndexOf(' '));
      asked.add(call);
      boolean ok = call.equals("GET /_ping") || call.startsWith("POST /images/create");
      if (call.startsWith("POST /images/create?fromImage=postgres")) {
        images.add(call.substring(call.indexOf('=') + 1));
      }
      ok |= images.stream().anyMatch(image -> call.equals("GET /images/" + image + "/json"));
      String status = ok ? "200 OK" : "404 Not Found";
      client.write(
          ByteBuffer.wrap(
              ("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nOK").getBytes(US_ASCII)));
    }
  }
}
