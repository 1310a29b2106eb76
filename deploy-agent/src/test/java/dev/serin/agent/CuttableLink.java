package dev.serin.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Forwards TCP connections to a local port until it is cut; then every connection breaks. */
final class CuttableLink implements Closeable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ServerSocket entrance;
  private final int target;
  private volatile boolean isCut;

  CuttableLink(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Breaks all connections, and every new one until {@link #restore}. */
  void cut() {
    isCut = true;
    sockets.forEach(CuttableLink::closeQuietly);
    sockets.clear();
  }

  void restore() {
    isCut = false;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket outside) {
    sockets.add(outside);
    try {
      if (isCut) {
        throw new IOException("cut");
      }
      Socket inside = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(inside);
      threads.execute(() -> copy(outside, inside));
      threads.execute(() -> copy(inside, outside));
    } catch (IOException broken) {
      closeQuietly(outside);
    }
  }

  private void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException broken) {
      // The other side learns of it by the close below.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // Closed is what it shall be.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
    threads.shutdownNow();
  }
}
