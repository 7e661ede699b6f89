package dev.tocsin.bench.load;

import java.io.IOException;
import java.time.Instant;

/**
 * Sends requests one at a time over a connection that stays open, as monitoring tools do. What goes
 * out is ready before its time is taken.
 */
public final class Sender implements AutoCloseable {
  private final Payload payload;
  private final Connection connection;

  /** Connects to a port of this machine. */
  public Sender(int port, Payload payload) throws IOException {
    this.payload = payload.copy();
    this.connection = new Connection(port);
  }

  /**
   * Sends the payload with this number in its hole, and waits for the answer.
   *
   * @return when it departed
   * @throws IOException when it was refused
   */
  public Instant send(long number) throws IOException {
    byte[] request = payload.numbered(number);
    Instant departure = Instant.now();
    int status = connection.exchange(request);
    if (status >= 300) {
      throw new IOException(Connection.firstLine(request) + " was answered with " + status);
    }
    return departure;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
