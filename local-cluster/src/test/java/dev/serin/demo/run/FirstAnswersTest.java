package dev.serin.demo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.serin.demo.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstAnswersTest {

  @Test
  void waitsForAServiceThatTheGatewayDoesNotKnowYet() throws IOException, InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/cart",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
          exchange.close();
        });
    gateway.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
      assertTrue(new FirstAnswers(address).await(List.of(new Target("cart", List.of("/cart")))));
      assertEquals(3, asked.get());
    } finally {
      gateway.stop(0);
    }
  }
}
