package dev.serin.e2e.support;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The watches of a {@link FaultProxy}, which come as WebSockets with one message for each event.
 * The rule says what to send in the place of each: the same, nothing, or several.
 */
final class WatchRelay {

  /** The largest message, in bytes. */
  static final int LARGEST = 16 << 20;

  private final Vertx vertx;
  private final int port;
  private final WebSocketClient client;
  private final Set<ServerWebSocket> open = ConcurrentHashMap.newKeySet();
  private volatile Function<String, List<String>> rule = List::of;

  /**
   * Relays nothing yet.
   *
   * @param port the API server's
   */
  WatchRelay(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxConnections(1_000)
                .setMaxFrameSize(LARGEST)
                .setMaxMessageSize(LARGEST));
  }

  /** Says what to send in the place of each event of each watch. */
  void rule(Function<String, List<String>> instead) {
    rule = instead;
  }

  /** How many watches are open. */
  int count() {
    return open.size();
  }

  /** Breaks all watches; they may be opened again. */
  void breakAll() {
    vertx.runOnContext(now -> List.copyOf(open).forEach(ServerWebSocket::close));
  }

  /** Tells all watches that their version is gone, as the API server does. */
  void expireAll() {
    String gone =
        "{\"type\":\"ERROR\",\"object\":"
            + Fault.status(410, "Expired", "too old resource version: 1 (2)")
            + "}";
    vertx.runOnContext(
        now ->
            List.copyOf(open)
                .forEach(watch -> watch.writeTextMessage(gone).onComplete(sent -> watch.close())));
  }

  /** Opens the watch that is asked for. */
  void open(HttpServerRequest request) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(request.uri())
            .addHeader("Authorization", String.valueOf(request.getHeader("Authorization")))
            .addHeader("Origin", "https://127.0.0.1:" + port);
    // The handlers come first: the first events come with the answer to the handshake.
    ClientWebSocket upstream = client.webSocket();
    Watch watch = new Watch();
    upstream.textMessageHandler(watch::message);
    upstream.binaryMessageHandler(message -> watch.message(message.toString()));
    upstream.closeHandler(ended -> watch.end());
    upstream.exceptionHandler(broken -> watch.end());
    request.pause();
    upstream
        .connect(options)
        .onSuccess(
            connected ->
                request
                    .toWebSocket()
                    .onSuccess(downstream -> watch.to(downstream, connected))
                    .onFailure(problem -> connected.close()))
        .onFailure(
            problem ->
                // The agent then sees why by a plain request.
                request.response().setStatusCode(503).end(String.valueOf(problem.getMessage())));
  }

  /** Passes the events of a watch on; keeps them until there is somebody to pass them to. */
  private final class Watch {
    private final List<String> waiting = new ArrayList<>();
    private @Nullable ServerWebSocket downstream;
    private boolean ended;

    void message(String message) {
      for (String instead : rule.apply(message)) {
        if (downstream == null) {
          waiting.add(instead);
        } else {
          downstream.writeTextMessage(instead);
        }
      }
    }

    void end() {
      ended = true;
      if (downstream != null) {
        downstream.close();
      }
    }

    void to(ServerWebSocket agent, WebSocket upstream) {
      open.add(agent);
      agent.exceptionHandler(broken -> upstream.close());
      agent.closeHandler(
          closed -> {
            open.remove(agent);
            upstream.close();
          });
      waiting.forEach(agent::writeTextMessage);
      downstream = agent;
      if (ended) {
        agent.close();
      }
    }
  }
}
