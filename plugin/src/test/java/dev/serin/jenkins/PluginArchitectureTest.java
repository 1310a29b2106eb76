package dev.serin.jenkins;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a reviewer of plugins would look for, and no test of a single class can hold. */
class PluginArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.serin.jenkins.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingOfTheOtherModulesIsKnown() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.serin.argo..",
            "dev.serin.rollout..",
            "dev.serin.delivery..",
            "dev.serin.cli..",
            "dev.serin.agent..")
        .check(CLASSES);
  }

  @Test
  void requestsToOthersGoThroughTheAgentClientAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.serin.jenkins.agent")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..")
        .orShould()
        .callMethod(java.net.URL.class, "openConnection")
        .check(CLASSES);
  }

  @Test
  void noProgramIsStartedInJenkinsItselfAndNothingEndsIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Runtime.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void decisionsKnowNothingOfJenkins() {
    noClasses()
        .that()
        .resideInAPackage("dev.serin.jenkins.policy")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..")
        .check(CLASSES);
  }
}
