package dev.tocsin.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection that sends a request and reads its answer to the end. */
final class Connection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final StringBuilder line = new StringBuilder();

  Connection(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = socket.getOutputStream();
  }

  /** Sends and answers with the status. */
  int exchange(byte[] request) throws IOException {
    out.write(request);
    int status = Integer.parseInt(readLine().split(" ", 3)[1]);
    long length = 0;
    boolean chunked = false;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
        chunked = true;
      }
    }
    if (chunked) {
      skipChunks();
    } else {
      in.skipNBytes(length);
    }
    return status;
  }

  private void skipChunks() throws IOException {
    while (true) {
      int size = Integer.parseInt(readLine().strip(), 16);
      in.skipNBytes(size);
      readLine();
      if (size == 0) {
        return;
      }
    }
  }

  private String readLine() throws IOException {
    line.setLength(0);
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the server closed the connection after: " + line);
      }
      if (c == '\n') {
        return line.toString();
      }
      if (c != '\r') {
        line.append((char) (c & 0xff));
      }
    }
  }

  /** For errors: what the request was. */
  static String firstLine(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.substring(0, text.indexOf('\r'));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
