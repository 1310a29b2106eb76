package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * A canary of ten steps under 500 requests a second through the gateway loses none: not when it is
 * promoted, not when it is aborted, and not when another version takes its place halfway.
 */
@Tag("cluster")
@Timeout(420)
@TestMethodOrder(OrderAnnotation.class)
class LoadedCanaryIT {

  private static final int REQUESTS_PER_SECOND = 500;
  private static final int HALFWAY = 40;
  private static final String TEN_STEPS =
      "[{\"setWeight\":10},{\"pause\":{\"duration\":\"2s\"}},{\"setWeight\":20},{\"pause\":{\"duration\":\"2s\"}},{\"setWeight\":40},{\"pause\":{\"duration\":\"4s\"}},{\"setWeight\":60},{\"pause\":{\"duration\":\"2s\"}},{\"setWeight\":80},{\"pause\":{\"duration\":\"2s\"}}]";

  private static Shop shop;
  private static Recommendations service;
  private static Load customers;
  private static String stable = "";

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.open("loaded-canary-it");
    service = shop.withAgent().service(shop.good(1));
    service.steps(TEN_STEPS);
    stable = service.awaitHealthy(null);
    customers = shop.customers(service, REQUESTS_PER_SECOND);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  @Order(1)
  void whileItIsPromoted() {
    service.update(shop.good(2));
    String second = service.awaitHealthy(stable);
    assertNotEquals(stable, second);
    stable = second;
    assertNothingLost();
  }

  @Test
  @Order(2)
  void whileItIsAborted() {
    service.update(shop.good(3));
    service.awaitWeight(HALFWAY);
    service.abort();
    assertEquals(stable, service.awaitRollback());
    assertNothingLost();
  }

  @Test
  @Order(3)
  void whileAnotherVersionTakesItsPlace() {
    service.update(shop.good(4));
    service.awaitWeight(HALFWAY);
    service.update(shop.good(5));
    String fifth = service.awaitHealthy(stable);
    assertNotEquals(stable, fifth);
    assertNothingLost();
  }

  /** Also of the pods that go after all is done: customers are served for another two seconds. */
  private static void assertNothingLost() {
    customers.awaitAnswers(2 * REQUESTS_PER_SECOND);
    customers.assertNoneFailed();
  }
}
