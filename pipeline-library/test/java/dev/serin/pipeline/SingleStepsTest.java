package dev.serin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The single steps, for Jenkinsfiles with stages of their own. */
class SingleStepsTest {

  @Test
  void theyMakeThePipelineThatMicroservicesIs() throws Throwable {
    CpsPipeline pipeline =
        Shop.pipeline(List.of("cart", "orders"), Set.of("orders")).answer("mail", call -> null);
    pipeline.run(
        """
        def plan
        stage('What') {
          node('linux') {
            checkout scm
            plan = microservicesPlan()
          }
        }
        def built = microservicesBuild(plan) { agent 'linux' }
        microservicesPromote(built, to: 'staging')
        microservicesNotify(built, mail: 'team@example.org')
        """);
    assertEquals(
        List.of("What", "Services", "  cart", "  orders", "Promote to staging"), pipeline.stages());
    assertEquals("cart", pipeline.calls("serinPromote").get(0).option("services"));
    assertEquals(
        "shop #7 UNSTABLE: shop-c0ffee: cart; failed: orders",
        pipeline.calls("mail").get(0).option("subject"));
  }

  @Test
  void whetherAServiceIsAffectedIsKnownOnceThereIsAPlan() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of());
    assertEquals(
        List.of(true, false),
        pipeline.run(
            """
            def plan = microservicesPlan()
            return [microservicesAffected(plan, 'cart'), microservicesAffected(plan, 'web')]
            """));
    assertEquals(1, pipeline.calls("serinPlan").size());
  }

  @Test
  void nothingToBuildIsNothingToPromote() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of(), Set.of());
    assertNull(
        pipeline.run(
            """
            def built = microservicesBuild(microservicesPlan())
            microservicesPromote(built, to: 'staging')
            """));
    assertEquals(List.of(), pipeline.calls("serinPromote"));
  }
}
