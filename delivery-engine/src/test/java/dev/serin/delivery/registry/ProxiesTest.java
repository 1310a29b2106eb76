package dev.serin.delivery.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.serin.delivery.problem.UserError;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiesTest {
  private static boolean isDirect(Map<String, String> environment, String address) {
    return new Proxies(environment).select(URI.create(address)).equals(List.of(Proxy.NO_PROXY));
  }

  @Test
  void eachSchemeHasItsProxyInEitherCase() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://one.example:3128", "http_proxy", "two.example");

    Proxy https =
        new Proxies(environment).select(URI.create("https://registry.example/v2/")).get(0);
    Proxy http = new Proxies(environment).select(URI.create("http://registry.example/v2/")).get(0);

    assertEquals(InetSocketAddress.createUnresolved("one.example", 3128), https.address());
    assertEquals(InetSocketAddress.createUnresolved("two.example", 80), http.address());
    assertTrue(isDirect(Map.of(), "https://registry.example/"));
  }

  @Test
  void exceptionsAndThisMachineAreSpokenToDirectly() {
    Map<String, String> environment =
        Map.of(
            "https_proxy", "http://proxy.example:3128",
            "no_proxy", "inner.example, .dotted.example,*.starred.example,ports.example:5000");

    for (String direct :
        List.of(
            "https://inner.example/",
            "https://a.inner.example/",
            "https://a.dotted.example/",
            "https://a.starred.example/",
            "https://ports.example:5000/",
            "https://localhost:5000/",
            "https://127.0.0.1:5000/")) {
      assertTrue(isDirect(environment, direct), direct);
    }
    for (String proxied :
        List.of(
            "https://notinner.example/", "https://ports.example/", "https://inner.example.com/")) {
      assertFalse(isDirect(environment, proxied), proxied);
    }
    assertTrue(
        isDirect(Map.of("https_proxy", "http://p.example", "no_proxy", "*"), "https://a.example/"));
  }

  @Test
  void onlyTheProxyItselfGetsItsPassword() {
    Proxies proxies =
        new Proxies(Map.of("https_proxy", "http://me:p%40ss+word@proxy.example:3128"));

    assertEquals(
        "Basic "
            + Base64.getEncoder().encodeToString("me:p@ss+word".getBytes(StandardCharsets.UTF_8)),
        proxies.authorization(URI.create("https://registry.example/")).orElseThrow());
    assertTrue(proxies.authorization(URI.create("http://registry.example/")).isEmpty());
    assertTrue(proxies.authorization(URI.create("https://127.0.0.1/")).isEmpty());
  }

  @Test
  void whatIsNoProxyIsSaidSoWithoutItsPassword() {
    for (String text : List.of("socks5://me:secret@proxy.example", "http://", "http://a b/")) {
      UserError error =
          assertThrows(UserError.class, () -> new Proxies(Map.of("https_proxy", text)));

      assertTrue(String.valueOf(error.getMessage()).contains("http://HOST:PORT"));
      assertFalse(String.valueOf(error.getMessage()).contains("secret"));
    }
  }

  @Test
  void requestsGoThroughTheProxyAndShowItTheirPassword() throws Exception {
    List<String> seen = new ArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
          seen.add(exchange.getRequestURI() + " " + authorization);
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    proxy.start();
    try {
      String address = "http://me:secret@127.0.0.1:" + proxy.getAddress().getPort();
      Answer answer =
          new Http(Map.of("http_proxy", address))
              .send(
                  HttpRequest.newBuilder(URI.create("http://registry.example/v2/")).build(),
                  Duration.ofSeconds(20));

      assertEquals(200, answer.status());
      assertEquals(List.of("http://registry.example/v2/ Basic bWU6c2VjcmV0"), seen);
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void aFileOfAuthoritiesThatIsNoneIsSaidSo(@TempDir Path folder) throws Exception {
    Path empty = Files.createFile(folder.resolve("ca.pem"));

    for (String file : List.of(empty.toString(), folder.resolve("gone.pem").toString())) {
      UserError error =
          assertThrows(UserError.class, () -> new Http(Map.of("SSL_CERT_FILE", file)));
      assertTrue(String.valueOf(error.getMessage()).contains("SSL_CERT_FILE"), error::toString);
    }
  }
}
