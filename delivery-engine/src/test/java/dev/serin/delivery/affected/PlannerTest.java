package dev.serin.delivery.affected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  private static final String PARENT =
      """
      <project>
        <groupId>shop</groupId><artifactId>parent</artifactId><packaging>pom</packaging>
        <modules>
          <module>money</module>
        </modules>
        <properties><x>1</x></properties>
      </project>
      """;

  private final TestRepository made;
  private final String first;

  /** A repository with two services on a library each, one of them through another one. */
  PlannerTest(@TempDir Path folder) {
    made = new TestRepository(folder);
    first =
        made.write("pom.xml", PARENT)
            .write("money/pom.xml", module("money", ""))
            .write("money/src/Money.java", "1")
            .write("prices/pom.xml", module("prices", "money"))
            .write("cart/pom.xml", module("cart", "money"))
            .write("cart/service.yaml", description("cart"))
            .write("cart/src/Cart.java", "1")
            .write("shelf/pom.xml", module("shelf", "prices"))
            .write("shelf/service.yaml", description("shelf"))
            .write("web/package.json", "{}")
            .write("web/service.yaml", description("web"))
            .write("readme.txt", "1")
            .commit("first");
  }

  @AfterEach
  void closeRepository() {
    made.close();
  }

  @Test
  void withoutABaseEveryServiceIsAffectedAndTheReasonSaysSo() {
    String reason = "first: first build: there is no earlier commit to compare with";
    assertEquals(
        List.of("cart: " + reason, "shelf: " + reason, "web: " + reason),
        lines(plan(Optional.empty(), first)));
  }

  @Test
  void nothingIsAffectedByNothing() {
    assertEquals(List.of(), lines(plan(Optional.of(first), first)));
    assertEquals(List.of(), lines(since(made.commit("empty"))));
  }

  @Test
  void aFileOutsideOfAllServicesAffectsNone() {
    assertEquals(
        List.of(), lines(since(made.write("readme.txt", "2").write("docs/x", "").commit("two"))));
  }

  @Test
  void theOwnFilesOfAServiceAffectItAlone() {
    made.write("cart/src/Cart.java", "2").write("cart/a", "").delete("cart/service.yaml");
    made.write("cart/service.yaml", description("cart"));
    assertEquals(
        List.of("cart: changed: changed cart/a (+1 more)"), lines(since(made.commit("two"))));
  }

  @Test
  void aLibraryAffectsAllThatAreBuiltUponIt() {
    assertEquals(
        List.of(
            "cart: dependency: depends on money, which changed",
            "shelf: dependency: depends on prices, which depends on money, which changed"),
        lines(since(made.write("money/src/Money.java", "2").commit("two"))));
  }

  @Test
  void theModeOfAFileCounts() throws IOException {
    Files.setPosixFilePermissions(
        made.folder().resolve("cart/src/Cart.java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertEquals(
        List.of("cart: changed: changed cart/src/Cart.java"), lines(since(made.commit("two"))));
  }

  @Test
  void aChangedParentAffectsItsModulesOnly() {
    made.write("pom.xml", PARENT.replace("<x>1</x>", "<x>2</x>"));
    assertEquals(
        List.of(
            "cart: global: global input pom.xml changed",
            "shelf: global: global input pom.xml changed"),
        lines(since(made.commit("two"))));
  }

  @Test
  void aModuleAddedToTheParentAffectsNoOtherOne() {
    made.write(
            "pom.xml", PARENT.replace("</modules>", "<!-- new --><module>new</module></modules>"))
        .write("new/pom.xml", module("new", ""))
        .write("new/service.yaml", description("new"));
    assertEquals(
        List.of("new: first: first build: the service is new"), lines(since(made.commit("two"))));
  }

  @Test
  void aNewModuleThatTakesTheNameOfAnOutsideDependencyAffectsItsUsers() {
    String base = made.write("web/pom.xml", module("web", "dates")).commit("base");
    made.write("dates/pom.xml", module("dates", ""));
    assertEquals(
        List.of("web: dependency: depends on dates, which is new"),
        lines(plan(Optional.of(base), made.commit("two"))));
  }

  @Test
  void aModuleThatGivesUpItsNameAffectsItsUsers() {
    made.write("money/pom.xml", module("cash", ""));
    assertEquals(
        List.of(
            "cart: dependency: no longer depends on money",
            "shelf: dependency: no longer depends on money"),
        lines(since(made.commit("two"))));
  }

  @Test
  void aDeletedServiceIsReportedAsRemoved() {
    Plan plan = since(made.delete("cart").commit("two"));
    assertEquals(List.of(), lines(plan));
    assertEquals(List.of(new RemovedService("cart", "cart")), plan.removed());
  }

  @Test
  void aMovedServiceIsAffectedAndNotRemoved() {
    Plan plan = since(made.move("web", "apps/web").commit("two"));
    assertEquals(List.of("web: changed: moved from web to apps/web"), lines(plan));
    assertEquals(List.of(), plan.removed());
  }

  @Test
  void aMovedLibraryAffectsItsUsers() {
    Plan plan = since(made.move("money", "libs/money").commit("two"));
    assertEquals(
        List.of(
            "cart: dependency: depends on libs/money, which is new",
            "cart: dependency: no longer depends on money",
            "shelf: dependency: depends on prices, which depends on libs/money, which is new",
            "shelf: dependency: no longer depends on money"),
        lines(plan));
  }

  @Test
  void aRenamedServiceIsANewOneAndARemovedOne() {
    Plan plan = since(made.write("web/service.yaml", description("site")).commit("two"));
    assertEquals(List.of("site: first: first build: the service is new"), lines(plan));
    assertEquals(List.of(new RemovedService("web", "web")), plan.removed());
  }

  @Test
  void aNewDependencyIsNamedBesideTheFileThatDeclaresIt() {
    made.write("web/service.yaml", description("web") + "dependsOn: [money]\n");
    assertEquals(
        List.of("web: changed: changed web/service.yaml", "web: dependency: now depends on money"),
        lines(since(made.commit("two"))));
  }

  @Test
  void bothSidesOfAMergeCount() {
    made.branch("change", first).write("web/x", "1").commit("change");
    String main = made.checkout("main").write("cart/x", "1").commit("main");
    String merge = made.merge("change");
    assertEquals(
        List.of("cart: changed: changed cart/x", "web: changed: changed web/x"),
        lines(since(merge)));
    assertEquals(List.of("web: changed: changed web/x"), lines(plan(Optional.of(main), merge)));
  }

  @Test
  void aChangeThatWasTakenBackAffectsNothing() {
    made.write("cart/x", "1").commit("two");
    assertEquals(List.of(), lines(since(made.delete("cart/x").commit("three"))));
  }

  @Test
  void aBaseThatCannotBeReadCountsAsNoneAndSaysSo() {
    String broken = made.write("web/service.yaml", "oops").commit("broken");
    String mended = made.write("web/service.yaml", description("web")).commit("mended");
    Plan plan = plan(Optional.of(broken), mended);
    String reason =
        "first: first build: the catalogue of " + broken.substring(0, 10) + " cannot be read";
    assertEquals(List.of("cart: " + reason, "shelf: " + reason, "web: " + reason), lines(plan));
    assertTrue(plan.notes().get(0).toString().contains("web/service.yaml:1:1"));
    assertThrows(InvalidInputException.class, () -> plan(Optional.of(mended), broken));
  }

  @Test
  void aBaseWithoutAnyServiceMakesAllNew() {
    made.branch("empty", first).delete("cart").delete("shelf").delete("web");
    String empty = made.commit("nothing left");
    Plan plan = plan(Optional.of(empty), first);
    assertEquals(3, plan.affected().size());
    assertEquals(
        "first build: the service is new", plan.affected().get(0).reasons().get(0).detail());
    UserError error = assertThrows(UserError.class, () -> plan(Optional.of(first), empty));
    assertTrue(String.valueOf(error.getMessage()).contains("holds no service"));
  }

  @Test
  void theInputHashIsTheSameInAnotherCloneAndDiffersBetweenServices(@TempDir Path other) {
    TestRepository.git(other, "clone", "-q", made.folder().toString(), "elsewhere");
    Map<String, String> here = hashes(plan(Optional.empty(), first));
    try (GitRepository clone = GitRepository.open(other.resolve("elsewhere"))) {
      Plan plan =
          new Planner(CatalogReader.standard()).plan(clone, Optional.empty(), clone.resolve(first));
      assertEquals(here, hashes(plan));
    }
    assertEquals(3, here.values().stream().distinct().count());
    assertTrue(here.values().stream().allMatch(hash -> hash.matches("[0-9a-f]{64}")));
    assertNotEquals(here, hashes(plan(Optional.empty(), made.write("web/x", "").commit("two"))));
  }

  private static Map<String, String> hashes(Plan plan) {
    return plan.affected().stream()
        .collect(Collectors.toMap(each -> each.service().name(), Affected::inputHash));
  }

  private Plan since(String head) {
    return plan(Optional.of(first), head);
  }

  private Plan plan(Optional<String> base, String head) {
    try (GitRepository repository = made.open()) {
      return new Planner(CatalogReader.standard())
          .plan(repository, base.map(repository::resolve), repository.resolve(head));
    }
  }

  private static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (Affected affected : plan.affected()) {
      for (Reason reason : affected.reasons()) {
        lines.add(affected.service().name() + ": " + reason.kind().word() + ": " + reason.detail());
      }
    }
    return lines;
  }

  private static String description(String name) {
    return "apiVersion: serin.dev/v1\nservice: " + name + "\n";
  }

  private static String module(String artifact, String dependency) {
    String needs =
        dependency.isEmpty()
            ? ""
            : "<dependencies><dependency><groupId>shop</groupId><artifactId>"
                + dependency
                + "</artifactId></dependency></dependencies>";
    return "<project><parent><groupId>shop</groupId><artifactId>parent</artifactId></parent>"
        + "<artifactId>"
        + artifact
        + "</artifactId>"
        + needs
        + "</project>";
  }
}
