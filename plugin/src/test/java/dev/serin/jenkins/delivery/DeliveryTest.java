package dev.serin.jenkins.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.jenkins.Json;
import dev.serin.jenkins.delivery.ServiceDelivery.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Map<String, Object> PLAN =
      Json.object(
          """
          {"repository":"shop","base":null,"head":"c0ffee","affected":[
            {"service":"cart","path":"services/cart","toolchain":"maven","reasons":[{"kind":"changed","detail":"a"}]},
            {"service":"mail","path":"services/mail","toolchain":"npm","reasons":[{"kind":"dependency","detail":"b"}]}],
           "unaffected":["web"],"removed":[],"notes":[]}
          """);

  private static Map<String, Object> release(String services, String failed) {
    return Json.object(
        "{\"metadata\":{\"name\":\"shop-1\"},\"source\":{\"repository\":\"shop\",\"commit\":\"c0ffee\"},"
            + "\"services\":["
            + services
            + "],\"failed\":["
            + failed
            + "]}");
  }

  private static final String CART =
      "{\"name\":\"cart\",\"path\":\"services/cart\",\"image\":\"shop/cart@sha256:0123456789abcdef\","
          + "\"runtime\":\"java17\",\"tests\":{\"passed\":3,\"failed\":0,\"skipped\":1},\"seconds\":2.34,\"reasons\":[]}";

  private static List<State> states(Delivery delivery) {
    return delivery.getServices().stream().map(ServiceDelivery::getState).toList();
  }

  @Test
  void resultsOfSeveralAgentsAreOneWhateverTheirOrder() {
    String failure =
        "{\"name\":\"mail\",\"stage\":\"test\",\"message\":\"1 failed\",\"log\":\"x\"}";
    Delivery one =
        Delivery.empty().planned(PLAN).released(release(CART, "")).released(release("", failure));
    Delivery other =
        Delivery.empty().released(release("", failure)).planned(PLAN).released(release(CART, ""));
    assertEquals(List.of(State.BUILT, State.FAILED), states(one));
    assertEquals(states(one), states(other));
    assertEquals("0123456789ab", one.getServices().get(0).getShortDigest());
    assertEquals(2.3, one.getServices().get(0).getSeconds());
    assertEquals(List.of("dependency: b"), one.getServices().get(1).getReasons());
  }

  @Test
  void aPlanAloneIsShownAsPlanned() {
    Delivery delivery = Delivery.empty().planned(PLAN);
    assertEquals(List.of(State.PLANNED, State.PLANNED), states(delivery));
    assertEquals("", delivery.getBase());
    assertEquals(List.of("web"), delivery.getUnaffected());
  }

  @Test
  void whatIsKeptOfALongMessageIsBounded() {
    String failure =
        "{\"name\":\"mail\",\"stage\":\"test\",\"message\":\""
            + "x".repeat(100_000)
            + "\",\"log\":\"x\"}";
    Delivery delivery = Delivery.empty().released(release("", failure));
    assertTrue(
        delivery.getServices().get(0).getMessage().length() <= ServiceDelivery.MESSAGE_LIMIT);
  }

  @Test
  void anUnexpectedShapeIsNoFailure() {
    Delivery delivery = Delivery.empty().planned(Json.object("{\"affected\":\"many\"}"));
    assertTrue(delivery.getServices().isEmpty());
  }

  @Test
  void whatWasBuiltBeforeTheRunStaysWithIt() {
    Delivery delivery =
        Delivery.empty().since(Map.of("cart", "0ld")).planned(PLAN).released(release(CART, ""));
    assertEquals(Map.of("cart", "0ld"), delivery.since().orElseThrow());
    assertTrue(Delivery.empty().since().isEmpty());
  }

  @Test
  void aRetryStartsWithWhatTheRunBeforeBuilt() {
    String failure = "{\"name\":\"mail\",\"stage\":\"test\",\"message\":\"1 failed\"}";
    Delivery before = Delivery.empty().planned(PLAN).released(release(CART, failure));
    assertTrue(before.hasFailed("mail"));
    Delivery again = before.again("mail");
    assertEquals(List.of(State.BUILT, State.PLANNED), states(again));
    assertEquals("", again.getServices().get(1).getMessage());
    assertEquals("c0ffee", again.getHead());
  }

  @Test
  void retriesOfDifferentServicesDoNotReplaceEachOtherInTheQueue() {
    RetryAction mail = new RetryAction("mail", "c0ffee", List.of("cart"));
    assertTrue(mail.shouldSchedule(List.of(new RetryAction("web", "c0ffee", List.of()))));
    assertFalse(mail.shouldSchedule(List.of(new RetryAction("mail", "c0ffee", List.of()))));
  }

  @Test
  void evidenceIsThatOfTheVeryImage() {
    Delivery delivery = Delivery.empty().released(release(CART, ""));
    String verdict =
        "{\"images\":[{\"image\":\"registry.example/shop/cart@sha256:%s\",\"verified\":%s,\"missing\":[%s]}]}";
    assertEquals("verified", evidence(delivery, verdict.formatted("0123456789abcdef", "true", "")));
    assertEquals(
        "lacks sbom",
        evidence(delivery, verdict.formatted("0123456789abcdef", "false", "\"sbom\"")));
    assertEquals("", evidence(delivery, verdict.formatted("ffff", "true", "")));
  }

  private static String evidence(Delivery delivery, String verdict) {
    return delivery.verified(Json.object(verdict)).getServices().get(0).getEvidence();
  }
}
