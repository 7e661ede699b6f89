package dev.tocsin.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network between one process and a server, which can be cut: then nothing passes in either
 * direction and no connection ends, as when a switch fails. What was under way arrives once it is
 * mended, as TCP's repetitions would have it.
 */
public final class Cable implements AutoCloseable {
  private final ServerSocket near;
  private final int far;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final Lock lock = new ReentrantLock();
  private final Condition mended = lock.newCondition();
  private boolean cut;

  private Cable(ServerSocket near, int far) {
    this.near = near;
    this.far = far;
  }

  /** A whole one to a port of this machine. */
  static Cable to(int far) {
    try {
      var cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), far);
      Thread.ofVirtual().start(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its near end is plugged in. */
  int port() {
    return near.getLocalPort();
  }

  public void cut() {
    set(true);
  }

  public void mend() {
    set(false);
  }

  private void set(boolean toBeCut) {
    lock.lock();
    try {
      cut = toBeCut;
      mended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitWhole() {
    lock.lock();
    try {
      while (cut) {
        mended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = near.accept();
        ends.add(caller);
        Thread.ofVirtual().start(() -> connect(caller));
      }
    } catch (IOException closed) {
      ends.forEach(Cable::end);
    }
  }

  private void connect(Socket caller) {
    awaitWhole();
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), far);
      ends.add(server);
      Thread.ofVirtual().start(() -> carry(caller, server));
      carry(server, caller);
    } catch (IOException refused) {
      end(caller);
    }
  }

  /** One direction, until either end closes. */
  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1024];
    try {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        awaitWhole();
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException broken) {
      // The other end is told by the close below.
    }
    awaitWhole();
    end(from);
    end(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    mend();
    try {
      near.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
