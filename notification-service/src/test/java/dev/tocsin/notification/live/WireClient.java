package dev.tocsin.notification.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client of the WebSocket on the bare wire: it reads and answers only when it is told to. */
final class WireClient implements AutoCloseable {

  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int SMALL = 4096;

  /** A frame of the server. */
  record Frame(int opcode, byte[] payload) {

    boolean isPing() {
      return opcode == PING;
    }

    boolean isClose() {
      return opcode == CLOSE;
    }

    /** {@code 4408 too_slow}. */
    String closing() {
      int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
      return code + " " + new String(payload, 2, payload.length - 2, UTF_8);
    }

    String text() {
      return new String(payload, UTF_8);
    }
  }

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final OutputStream out;

  /** Upgrades; the kernel takes little for whoever does not read. */
  WireClient(int port, String key) throws IOException {
    socket.setReceiveBufferSize(SMALL);
    socket.connect(new InetSocketAddress("localhost", port), 60_000);
    socket.setSoTimeout(60_000);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
    String request =
        """
        GET /api/v1/ws HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        X-API-Key: %s\r
        \r
        """
            .formatted(key);
    out.write(request.getBytes(US_ASCII));
    out.flush();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException(head.toString());
    }
  }

  /** Says that it is there, as the answer to a ping would. */
  synchronized void pong() throws IOException {
    out.write(new byte[] {(byte) (0x80 | PONG), (byte) 0x80, 0, 0, 0, 0});
    out.flush();
  }

  /** The next frame; waits for it. */
  Frame next() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0f;
    long length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Frame(opcode, payload);
  }

  /** The close frame, after whatever is before it. */
  Frame awaitClose() throws IOException {
    Frame frame = next();
    while (!frame.isClose()) {
      frame = next();
    }
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
