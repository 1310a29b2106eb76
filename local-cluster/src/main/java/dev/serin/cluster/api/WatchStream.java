package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Function;

/**
 * Sends the events of a watch to one client, over a web socket or as lines of a chunked response. A
 * client that reads so slowly that too many events wait for it is cut off; it lists again then.
 */
final class WatchStream {
  private static final int MAX_WAITING = 10_000;

  private final Context context;
  private final Function<String, Future<Void>> write;
  private final Runnable end;
  private Runnable stop = () -> {};
  private int waiting;
  private boolean over;

  private WatchStream(Context context, Function<String, Future<Void>> write, Runnable end) {
    this.context = context;
    this.write = write;
    this.end = end;
  }

  /** Answers this request, on whose context it is called, with the events of a collection. */
  static void open(
      Vertx vertx, HttpServerRequest request, ObjectCollection collection, String version) {
    Context context = vertx.getOrCreateContext();
    if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      request
          .toWebSocket()
          .onSuccess(
              socket -> {
                WatchStream stream =
                    new WatchStream(context, socket::writeTextMessage, () -> close(socket));
                socket.closeHandler(closed -> stream.finish());
                stream.start(collection, version);
              });
      return;
    }
    HttpServerResponse response = request.response();
    response.setChunked(true).putHeader("Content-Type", "application/json");
    WatchStream stream =
        new WatchStream(context, line -> response.write(line + "\n"), () -> finish(response));
    response.closeHandler(closed -> stream.finish());
    response.exceptionHandler(failure -> stream.finish());
    response.writeHead();
    stream.start(collection, version);
  }

  private void start(ObjectCollection collection, String version) {
    collection
        .watch(version, event -> context.runOnContext(now -> send(event)))
        .ifPresentOrElse(
            newStop -> stop = newStop,
            () -> {
              ApiException expired =
                  new ApiException(410, "Expired", "too old resource version: " + version);
              send(ObjectCollection.event("ERROR", expired.status()));
              finish();
            });
  }

  private void send(ObjectNode event) {
    if (over) {
      return;
    }
    if (waiting >= MAX_WAITING) {
      finish();
      return;
    }
    waiting++;
    write.apply(event.toString()).onComplete(written -> waiting--);
  }

  private void finish() {
    if (!over) {
      over = true;
      stop.run();
      end.run();
    }
  }

  private static void close(ServerWebSocket socket) {
    if (!socket.isClosed()) {
      socket.close();
    }
  }

  private static void finish(HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }
}
