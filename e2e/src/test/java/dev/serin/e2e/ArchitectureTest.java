package dev.serin.e2e;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the edges between modules, and what makes the decisions pure, as docs/architecture.md draws
 * them.
 */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.serin");

  private static final String MODEL = "dev.serin.argo..";
  private static final String ROLLOUT_ENGINE = "dev.serin.rollout..";
  private static final String SIMULATION = "dev.serin.rollout.simulation..";
  private static final String SIMULATOR = "dev.serin.simulator..";
  private static final String DELIVERY_ENGINE = "dev.serin.delivery..";
  private static final String CLI = "dev.serin.cli..";
  private static final String DEPLOY_AGENT = "dev.serin.agent..";
  private static final String LOCAL_CLUSTER = "dev.serin.cluster..";
  private static final String DASHBOARDS = "dev.serin.dashboards..";
  private static final String DEMO = "dev.serin.demo..";

  /** Each module's packages, and those of Serin that it may know beside its own. */
  private static final Map<String, Set<String>> USES =
      Map.of(
          MODEL, Set.of(),
          ROLLOUT_ENGINE, Set.of(MODEL),
          SIMULATOR, Set.of(MODEL, ROLLOUT_ENGINE),
          DELIVERY_ENGINE, Set.of(),
          CLI, Set.of(MODEL, DELIVERY_ENGINE),
          DEPLOY_AGENT, Set.of(MODEL, ROLLOUT_ENGINE),
          LOCAL_CLUSTER, Set.of(MODEL),
          DASHBOARDS, Set.of(),
          DEMO, Set.of(MODEL, DELIVERY_ENGINE, LOCAL_CLUSTER));

  @TestFactory
  Stream<DynamicTest> everyModuleKnowsOnlyTheModulesBelowIt() {
    return USES.entrySet().stream()
        .map(
            module ->
                dynamicTest(
                    module.getKey(),
                    () -> knowsOnly(module.getKey(), module.getValue()).check(CLASSES)));
  }

  private static ArchRule knowsOnly(String module, Set<String> used) {
    String[] forbidden =
        USES.keySet().stream()
            .filter(other -> !other.equals(module) && !used.contains(other))
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden);
  }

  @TestFactory
  Stream<DynamicTest> everyModuleHasClassesForTheRulesToHold() {
    return USES.keySet().stream()
        .map(
            module ->
                dynamicTest(
                    module,
                    () ->
                        assertTrue(
                            CLASSES.stream().anyMatch(c -> resideInAPackage(module).test(c)))));
  }

  @Test
  void onlyTheSimulatorKnowsSimulations() {
    noClasses()
        .that()
        .resideOutsideOfPackages(SIMULATION, SIMULATOR)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SIMULATION)
        .check(CLASSES);
  }

  @Test
  void packagesOfAModuleFormNoCycles() {
    slices().matching("dev.serin.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void decisionsTouchNoInputOutputNoClockNoThreadsAndNoRandomnessOfTheirOwn() {
    noClasses()
        .that()
        .resideInAPackage(ROLLOUT_ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.net..", "java.nio.file..", "java.util.concurrent..", "io.vertx..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  /** Writes of an agent that has stopped being the leader must be kept back, all of them. */
  @Test
  void theAgentWritesToTheClusterOnlyThroughWhatAsksForLeave() {
    noClasses()
        .that()
        .resideInAPackage(DEPLOY_AGENT)
        .should()
        .callMethodWhere(
            target(owner(resideInAPackage("io.fabric8.kubernetes.client.dsl..")))
                .and(
                    target(
                        nameMatching(
                            "create|createOr.*|patch|patchStatus|edit|editStatus|replace|replaceStatus|"
                                + "update|updateStatus|accept|delete|withTimeout.*|serverSideApply"))))
        .check(CLASSES);
  }

  @Test
  void onlyProgramsWithATerminalPrintToIt() {
    noClasses()
        .that()
        .resideInAnyPackage(MODEL, ROLLOUT_ENGINE, DELIVERY_ENGINE, DEPLOY_AGENT, LOCAL_CLUSTER)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
        .check(CLASSES);
  }
}
