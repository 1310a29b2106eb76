package dev.serin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;

/** The whole pipeline, restarted at each of its steps. */
class MicroservicesTest {

  private static final String JENKINSFILE =
      """
      microservices {
        agent 'linux'
        registry 'registry.example/shop', credentials: 'registry'
        promote to: 'staging'
        promote to: 'production', services: ['cart', 'orders']
      }
      """;

  private static String failure(CpsPipeline pipeline, String jenkinsfile) {
    Throwable failure = assertThrows(Throwable.class, () -> pipeline.run(jenkinsfile));
    return String.valueOf(failure.getMessage());
  }

  @Test
  void aPushToAMainLineIsPlannedBuiltAndPromoted() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart", "orders", "web"), Set.of());
    Map<?, ?> built = (Map<?, ?>) pipeline.run(JENKINSFILE);
    assertEquals(
        List.of(
            "Plan",
            "Services",
            "  cart",
            "  orders",
            "  web",
            "Promote to staging",
            "Promote to production"),
        pipeline.stages());
    assertEquals("shop-c0ffee", Objects.requireNonNull(built).get("release"));
    assertEquals("shop-c0ffee: cart, orders, web", pipeline.description());
    assertEquals("true", pipeline.calls("serinPlan").get(0).option("sinceBuilt"));
    StepCall cart = pipeline.calls("serinBuild").get(0);
    assertEquals("cart", cart.option("only"));
    assertEquals("c0ffee", cart.option("to"));
    assertEquals("registry.example/shop", cart.option("push"));
    assertEquals("registry", cart.option("credentialsId"));
    assertEquals(
        List.of("cart,orders,web", "cart,orders"),
        pipeline.calls("serinPromote").stream().map(call -> call.option("services")).toList());
  }

  @Test
  void waitingForPeopleHoldsNoAgent() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of());
    pipeline.run(JENKINSFILE);
    assertEquals(List.of(false, false), pipeline.onAgent("serinPromote"));
    assertEquals(List.of(true), pipeline.onAgent("serinBuild"));
  }

  @Test
  void aServiceThatFailsStopsNoOther() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart", "orders"), Set.of("cart"));
    pipeline.run(JENKINSFILE);
    assertEquals(2, pipeline.calls("serinBuild").size());
    assertEquals("UNSTABLE", pipeline.result());
    assertEquals(
        List.of("cart failed in test: 1 failed"),
        pipeline.calls("caught").stream().map(call -> call.arguments().get(1)).toList());
    assertEquals("orders", pipeline.calls("serinPromote").get(0).option("services"));
    assertEquals("shop-c0ffee: orders; failed: cart", pipeline.description());
  }

  @Test
  void anAgentThatIsLostFailsItsServicesOnly() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart", "orders"), Set.of());
    pipeline.answer(
        "serinBuild",
        call -> {
          if (call.option("only").equals("cart")) {
            throw new IllegalStateException("agent lost");
          }
          return Shop.built(List.of("orders"), Set.of());
        });
    pipeline.run(JENKINSFILE);
    assertEquals("shop-c0ffee: orders; failed: cart", pipeline.description());
  }

  @Test
  void whenNothingCouldBeBuiltTheRunFails() {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of("cart"));
    String failure = failure(pipeline, JENKINSFILE);
    assertEquals("No service could be built: cart", failure);
    assertEquals(List.of(), pipeline.calls("serinPromote"));
  }

  @Test
  void whenNothingIsAffectedNothingIsBuiltOrPromoted() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of(), Set.of());
    pipeline.run(JENKINSFILE);
    assertEquals(List.of("Plan"), pipeline.stages());
    assertEquals("No service is affected", pipeline.description());
  }

  @Test
  void aChangeRequestIsComparedWithItsTargetAndPublishesAndPromotesNothing() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart", "web"), Set.of("web"));
    pipeline.environment("BRANCH_NAME", "PR-3").environment("CHANGE_TARGET", "main");
    pipeline.run(JENKINSFILE);
    StepCall plan = pipeline.calls("serinPlan").get(0);
    assertEquals("origin/main", plan.option("from"));
    assertEquals("true", plan.option("mergeBase"));
    assertEquals("", pipeline.calls("serinBuild").get(0).option("push"));
    assertEquals("FAILURE", pipeline.result());
    assertEquals(List.of(), pipeline.calls("serinPromote"));
  }

  @Test
  void aChangeRequestWhoseTargetCannotBeHadSaysWhatToDo() {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of()).answer("sh", call -> 128);
    pipeline.environment("BRANCH_NAME", "PR-3").environment("CHANGE_TARGET", "it's");
    String failure = failure(pipeline, JENKINSFILE);
    assertTrue(failure.contains("+refs/heads/it's:refs/remotes/origin/it's"));
    assertTrue(pipeline.calls("sh").get(0).option("script").contains("'origin/it'\\''s^{commit}'"));
  }

  @Test
  void aBranchWithoutAChangeRequestIsComparedWithTheMainLineWhereItIsThere() throws Throwable {
    CpsPipeline there = Shop.pipeline(List.of("cart"), Set.of());
    there.environment("BRANCH_NAME", "faster").run(JENKINSFILE);
    assertEquals("origin/main", there.calls("serinPlan").get(0).option("from"));
    CpsPipeline alone = Shop.pipeline(List.of("cart"), Set.of()).answer("sh", call -> 128);
    alone.environment("BRANCH_NAME", "faster").run(JENKINSFILE);
    assertEquals("true", alone.calls("serinPlan").get(0).option("sinceBuilt"));
  }

  @Test
  void aRetryBuildsOneServiceAndTakesTheOthersFromTheRunBefore() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart", "orders"), Set.of());
    pipeline.environment("SERIN_RETRY_SERVICE", "cart");
    pipeline.environment("SERIN_RETRY_COMMIT", "beef");
    pipeline.environment("SERIN_RETRY_CARRIED", "orders,web");
    pipeline.run(JENKINSFILE);
    assertEquals(List.of(), pipeline.calls("serinPlan"));
    assertEquals(1, pipeline.calls("serinBuild").size());
    assertEquals("cart", pipeline.calls("serinBuild").get(0).option("only"));
    assertEquals("beef", pipeline.calls("serinBuild").get(0).option("to"));
    assertEquals("cart,orders,web", pipeline.calls("serinPromote").get(0).option("services"));
  }

  @Test
  void sixtyServicesAreTwelveStages() throws Throwable {
    List<String> names = new ArrayList<>();
    for (int i = 10; i < 70; i++) {
      names.add("service-" + i);
    }
    CpsPipeline pipeline = Shop.pipeline(names, Set.of());
    pipeline.run(JENKINSFILE);
    List<String> stages = pipeline.stages().stream().filter(name -> name.startsWith("  ")).toList();
    assertEquals(12, stages.size());
    assertEquals("  service-10 … service-14 (5)", stages.get(0));
    assertEquals(5, pipeline.calls("serinBuild").get(11).option("only").split(",", -1).length);
  }

  @Test
  void aServiceMayHaveAnAgentOrAPodOfItsOwn() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart", "search"), Set.of());
    pipeline.environment("POD_LABEL", "pod-1");
    pipeline.run(
        """
        microservices {
          agent pod: 'kind: Pod', container: 'jdk'
          service 'search', label: 'large'
        }
        """);
    assertEquals(
        List.of("pod-1", "pod-1", "large"),
        pipeline.calls("node").stream().map(StepCall::text).toList());
    assertEquals(2, pipeline.calls("container").size());
    assertEquals("kind: Pod", pipeline.calls("podTemplate").get(0).option("yaml"));
  }

  @Test
  void noMoreAgentsAreAskedForThanThereAre() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart", "orders", "web"), Set.of());
    pipeline.answer("serinExecutors", call -> 2).run(JENKINSFILE);
    assertEquals("linux", pipeline.calls("serinExecutors").get(0).option("label"));
    assertEquals(List.of("Agent 1", "Agent 2"), pipeline.branches());
    assertEquals(3, pipeline.calls("serinBuild").size());
    assertEquals("shop-c0ffee: cart, orders, web", pipeline.description());
  }

  @Test
  void checksRunBeforeServicesAndStopThem() {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of());
    assertThrows(
        Throwable.class,
        () -> pipeline.run("microservices { check('lint') { error 'bad style' } }"));
    assertEquals(List.of("Plan", "  lint"), pipeline.stages());
    assertEquals(List.of(), pipeline.calls("serinBuild"));
  }

  @Test
  void sourcesMayComeFromElsewhere() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of()).answer("git", call -> null);
    pipeline.run("microservices { sources { git 'https://git.example/shop.git' } }");
    assertEquals(2, pipeline.calls("git").size());
    assertEquals(List.of(), pipeline.calls("checkout"));
  }

  @Test
  void whatIsToBeDoneOnceApprovedIsDoneOnAnAgent() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of());
    pipeline.run(
        "microservices { promote(to: 'staging') { promotion -> sh \"./deploy ${promotion.id}\" }"
            + " }");
    assertEquals("./deploy p1", pipeline.calls("sh").get(0).text());
    assertEquals(List.of(true), pipeline.onAgent("sh"));
  }

  @Test
  void allMistakesInTheSettingsAreSaidAtOnce() {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of());
    String failure =
        failure(
            pipeline,
            """
            microservices {
              stages 0
              agent lable: 'linux'
              promote into: 'staging'
              notifications on: 'sometimes'
            }
            """);
    assertEquals(
        """
        stages: at least 1, not 0
        agent: there is no lable; there are label, pod, container
        promote: there is no into; there are to, services
        promote: 'to' names the environment, as in: promote to: 'staging'
        notifications: 'on' is one of failure, change, always, not 'sometimes'
        notifications: say mail: 'address', or give a body\
        """,
        failure);
    assertEquals(List.of(), pipeline.stages());
  }

  @Test
  void withoutThePluginTheErrorSaysWhatToInstall() {
    CpsPipeline pipeline = new CpsPipeline();
    String failure = failure(pipeline, JENKINSFILE);
    assertTrue(failure.startsWith("There is no step serinPlan."), failure);
    assertTrue(failure.contains("serin.hpi"));
  }

  @Test
  void peopleAreToldHoweverTheRunEnds() {
    CpsPipeline pipeline =
        Shop.pipeline(List.of("cart"), Set.of())
            .answer("mail", call -> null)
            .answer(
                "serinPromote",
                call -> {
                  throw new FlowInterruptedException("ABORTED");
                });
    assertThrows(
        FlowInterruptedException.class,
        () ->
            pipeline.run(
                """
                microservices {
                  promote to: 'staging'
                  notifications mail: 'team@example.org', on: 'change'
                  notifications(on: 'always') { outcome -> echo outcome.text }
                }
                """));
    assertEquals(
        "shop #7 ABORTED: shop-c0ffee: cart", pipeline.calls("mail").get(0).option("subject"));
    assertTrue(pipeline.calls("echo").stream().anyMatch(call -> call.text().contains("ABORTED")));
  }

  @Test
  void aNotificationThatCannotBeSentChangesNothing() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of());
    pipeline.run("microservices { notifications mail: 'team@example.org', on: 'always' }");
    assertEquals("SUCCESS", pipeline.result());
    assertEquals(1, pipeline.calls("caught").size());
  }

  @Test
  void aChangeOfTheResultIsTold() throws Throwable {
    CpsPipeline pipeline = Shop.pipeline(List.of("cart"), Set.of()).answer("mail", call -> null);
    pipeline.build("previousBuild", Map.of("result", "FAILURE"));
    pipeline.run("microservices { notifications mail: 'team@example.org', on: 'change' }");
    assertEquals(1, pipeline.calls("mail").size());
    assertTrue(
        pipeline.calls("mail").get(0).option("body").contains("cart  shop/cart@sha256:cart"));
  }
}
