package dev.serin.cluster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RequestMatchTest {
  @Test
  void prefixesMatchWholeSegments() {
    for (String prefix : List.of("/cart", "/cart/")) {
      assertTrue(fits(match("", prefix, false), "/cart"));
      assertTrue(fits(match("", prefix, false), "/cart/"));
      assertTrue(fits(match("", prefix, false), "/cart/1"));
      assertFalse(fits(match("", prefix, false), "/cartoon"));
      assertFalse(fits(match("", prefix, false), "/"));
    }
    assertTrue(fits(match("", "/", false), "/anything"));
    assertFalse(fits(match("", "/cart", true), "/cart/"));
  }

  @Test
  void wildcardHostsMatchOneOrMoreNamesInFront() {
    MultiMap none = MultiMap.caseInsensitiveMultiMap();
    RequestMatch wildcard = match("*.shop.example", "/", false);
    assertTrue(wildcard.fits("a.shop.example", "/", "GET", none, none));
    assertTrue(wildcard.fits("a.b.shop.example", "/", "GET", none, none));
    assertFalse(wildcard.fits("shop.example", "/", "GET", none, none));
    assertFalse(wildcard.fits("evilshop.example", "/", "GET", none, none));
  }

  @Test
  void headersMethodsAndParametersMustBeThere() {
    RequestMatch match =
        new RequestMatch("", "/", false, "GET", Map.of("X-Canary", "yes"), Map.of("v", "2"));
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x-canary", "yes");
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add("v", "2");
    MultiMap none = MultiMap.caseInsensitiveMultiMap();
    assertTrue(match.fits("", "/", "GET", headers, query));
    assertFalse(match.fits("", "/", "POST", headers, query));
    assertFalse(match.fits("", "/", "GET", none, query));
    assertFalse(match.fits("", "/", "GET", headers, none));
  }

  @Test
  void theMoreSpecificMatchGoesFirst() {
    List<RequestMatch> inOrder =
        List.of(
            match("shop.example", "/a", false),
            match("*.shop.example", "/a/b/c", true),
            match("*.example", "/a/b/c", true),
            match("", "/a", true),
            match("", "/a/b", false),
            new RequestMatch("", "/a", false, "GET", Map.of(), Map.of()),
            new RequestMatch("", "/a", false, "", Map.of("a", "1", "b", "2"), Map.of()),
            new RequestMatch("", "/a", false, "", Map.of("a", "1"), Map.of("q", "1")),
            new RequestMatch("", "/a", false, "", Map.of("a", "1"), Map.of()),
            match("", "/a", false),
            match("", "/", false));
    for (int seed = 0; seed < 20; seed++) {
      List<RequestMatch> shuffled = new ArrayList<>(inOrder);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(RequestMatch.PRECEDENCE);
      assertEquals(inOrder, shuffled);
    }
  }

  private static RequestMatch match(String host, String path, boolean exact) {
    return new RequestMatch(host, path, exact, "", Map.of(), Map.of());
  }

  private static boolean fits(RequestMatch match, String path) {
    MultiMap none = MultiMap.caseInsensitiveMultiMap();
    return match.fits("shop.example", path, "GET", none, none);
  }
}
