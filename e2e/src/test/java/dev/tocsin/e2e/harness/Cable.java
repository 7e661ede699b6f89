package dev.tocsin.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A network between one process and a server, which can be cut: then nothing passes in either
 * direction and no connection ends, as when a switch fails. What was under way arrives once it is
 * mended, as TCP's repetitions would have it.
 */
public final class Cable implements AutoCloseable {
  private final ServerSocket near;
  private volatile int far;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final Lock lock = new ReentrantLock();
  private final Condition mended = lock.newCondition();
  private boolean cut;
  private volatile String lastWord = "";

  private Cable(ServerSocket near, int far) {
    this.near = near;
    this.far = far;
  }

  /** A whole one to a port of this machine. */
  public static Cable to(int far) {
    try {
      var cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), far);
      Thread.ofVirtual().start(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its near end is plugged in. */
  public int port() {
    return near.getLocalPort();
  }

  public void cut() {
    set(true);
  }

  public void mend() {
    set(false);
  }

  /**
   * From now on whatever a caller sends with this word in it still arrives, and no answer comes
   * back on its connection any more.
   */
  public void loseAnswersTo(String word) {
    lastWord = word;
  }

  /**
   * Leads to another server from now on, as an address does that moves with the primary; whoever is
   * connected is cut off.
   */
  public void leadTo(int server) {
    far = server;
    lastWord = "";
    List.copyOf(ends).forEach(Cable::end);
    ends.clear();
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
      var lost = new AtomicBoolean();
      Thread.ofVirtual()
          .start(
              () ->
                  carry(
                      caller,
                      server,
                      request -> {
                        if (!lastWord.isEmpty() && request.contains(lastWord)) {
                          lost.set(true);
                        }
                        return true;
                      }));
      carry(server, caller, answer -> !lost.get());
    } catch (IOException refused) {
      end(caller);
    }
  }

  /** One direction, until either end closes; what does not pass is lost. */
  private void carry(Socket from, Socket to, Predicate<String> passes) {
    byte[] buffer = new byte[16 * 1024];
    try {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        awaitWhole();
        if (passes.test(new String(buffer, 0, n, StandardCharsets.ISO_8859_1))) {
          to.getOutputStream().write(buffer, 0, n);
        }
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
