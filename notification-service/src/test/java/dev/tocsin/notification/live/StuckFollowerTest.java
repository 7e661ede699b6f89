package dev.tocsin.notification.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.feed.Position;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that connects and then reads nothing more, over a real connection. */
class StuckFollowerTest {

  private static final String LARGE = "x".repeat(64 * 1024);
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final LiveConfig CONFIG =
      new Settings(
          Duration.ofSeconds(1),
          Duration.ofMillis(250),
          500,
          1000,
          Duration.ofMillis(200),
          Duration.ofHours(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1));

  private record Settings(
      Duration poll,
      Duration pollWithoutRedis,
      int connectionsPerTenant,
      int pending,
      Duration patience,
      Duration ping,
      Duration authentication,
      Duration recheck)
      implements LiveConfig {}

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<LiveConnection> connected = new CompletableFuture<>();
  private Socket client;
  private LiveConnection connection;

  @BeforeEach
  void connect() throws Exception {
    int port =
        vertx
            .createHttpServer()
            .webSocketHandler(
                socket -> connected.complete(new LiveConnection(socket, CONFIG, vertx, null)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS)
            .actualPort();
    client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout(60_000);
    client
        .getOutputStream()
        .write(
            ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(US_ASCII));
    connection = connected.get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void isDroppedAsTooSlowWhenItTakesNothingForLong() throws Exception {
    tell(400);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!connection.isGone() && System.nanoTime() < deadline) {
      connection.check();
      Thread.sleep(20);
    }

    assertTrue(connection.isGone());
    assertEquals(4408, closeCode());
  }

  @Test
  void isDroppedAsTooSlowWhenMoreWaitsThanMay() throws Exception {
    assertTrue(connection.hasRoomFor(CONFIG.pending()));
    tell(CONFIG.pending() + 400);
    assertFalse(connection.hasRoomFor(CONFIG.pending()));

    assertEquals(4408, closeCode());
    assertTrue(connection.isGone());
  }

  @Test
  void isKeptWhileItTakesWhatItIsTold() throws Exception {
    tell(1);
    var in = new DataInputStream(client.getInputStream());
    answered(in);
    assertTrue(frame(in).text().contains("xxx"));
    Thread.sleep(CONFIG.patience().toMillis() * 2);
    connection.check();

    assertEquals(PING, next(in, PING).kind());
    assertFalse(connection.isGone());
  }

  private void tell(int events) {
    var body = new JsonObject().put("detail", LARGE);
    for (int i = 0; i < events; i++) {
      connection.event(new LiveEvent(new Position(1, new UUID(0, i)), body));
    }
  }

  private int closeCode() throws IOException {
    var in = new DataInputStream(client.getInputStream());
    answered(in);
    Frame frame = next(in, CLOSE);
    return (frame.content()[0] & 0xff) << 8 | frame.content()[1] & 0xff;
  }

  /** The next frame of that kind, or one that says that there will be none. */
  private static Frame next(DataInputStream in, int kind) throws IOException {
    Frame frame = frame(in);
    while (frame.kind() != kind && frame.kind() != CLOSE) {
      frame = frame(in);
    }
    return frame;
  }

  private static void answered(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    assertTrue(head.toString().startsWith("HTTP/1.1 101"), head.toString());
  }

  private record Frame(int kind, byte[] content) {
    String text() {
      return new String(content, UTF_8);
    }
  }

  private static Frame frame(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte() & 0x0f;
    long length = in.readUnsignedByte() & 0x7f;
    length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
    return new Frame(kind, in.readNBytes((int) length));
  }
}
