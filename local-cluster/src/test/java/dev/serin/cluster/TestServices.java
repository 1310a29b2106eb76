package dev.serin.cluster;

import dev.serin.cluster.testing.TestLayout;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Small services for tests, as images of a layout. */
final class TestServices {
  /**
   * Answers with VERSION and its own address; /slow takes long, /crash ends it, /hang fails
   * /healthz.
   */
  private static final String PYTHON =
      """
      import http.server, os, signal, sys, threading, time

      healthy = True

      class Handler(http.server.BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"
          disable_nagle_algorithm = True

          def do_GET(self):
              global healthy
              if self.path == "/crash":
                  os._exit(3)
              if self.path == "/hang":
                  healthy = False
              if "/slow=" in self.path:
                  time.sleep(float(self.path.split("=")[1]))
              status = 200
              if self.path == "/healthz" and not healthy:
                  status = 500
              body = " ".join([os.environ["VERSION"], os.environ["HOST"], os.environ["PORT"],
                               os.environ.get("FROM_IMAGE", ""), self.path,
                               self.headers.get("X-Forwarded-For", "")]).encode()
              self.send_response(status)
              self.send_header("Content-Length", str(len(body)))
              self.send_header("Keep-Alive", "timeout=5")
              self.end_headers()
              self.wfile.write(body)

          def do_POST(self):
              body = self.rfile.read(int(self.headers["Content-Length"]))
              self.send_response(200)
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body)

          def log_message(self, *args):
              pass

      class Server(http.server.ThreadingHTTPServer):
          request_queue_size = 128
          daemon_threads = True

      server = Server((os.environ["HOST"], int(os.environ["PORT"])), Handler)

      def stop(*args):
          print("asked to end", flush=True)
          if os.environ.get("STUBBORN"):
              return
          threading.Thread(target=server.shutdown).start()

      signal.signal(signal.SIGTERM, stop)
      print("listens in", os.getcwd(), flush=True)
      server.serve_forever()
      """;

  private static final String NODE =
      """
      const http = require('http');
      http.createServer((request, response) => response.end('node ' + process.env.VERSION))
          .listen(process.env.PORT, process.env.HOST);
      """;

  private static final String JAVA =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;

      class Main {
        public static void main(String[] arguments) throws Exception {
          int port = Integer.parseInt(System.getenv("PORT"));
          HttpServer server =
              HttpServer.create(new InetSocketAddress(System.getenv("HOST"), port), 0);
          byte[] body = ("java " + System.getProperty("java.io.tmpdir")).getBytes();
          server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
          server.start();
        }
      }
      """;

  private TestServices() {}

  static String python(TestLayout layout) throws IOException {
    return layout.image("python3.9", List.of("python3", "main.py"), Map.of("main.py", PYTHON));
  }

  static String node(TestLayout layout) throws IOException {
    return layout.image("node18", List.of("node", "main.js"), Map.of("main.js", NODE));
  }

  static String java(TestLayout layout) throws IOException {
    return layout.image("java17", List.of("java", "Main.java"), Map.of("Main.java", JAVA));
  }
}
