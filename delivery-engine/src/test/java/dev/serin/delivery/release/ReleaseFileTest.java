package dev.serin.delivery.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.serin.delivery.affected.Reason;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.Problem;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseFileTest {
  private static final String COMMIT = "0123456789012345678901234567890123456789";
  private static final Release RELEASE =
      new Release(
          "shop-0123456789",
          Instant.parse("2026-11-23T14:00:00Z"),
          new Release.Source("https://git.example/shop", COMMIT, Optional.of(COMMIT)),
          List.of(
              new Release.Service(
                  "checkout",
                  "services/checkout",
                  "shop/checkout@sha256:" + "a".repeat(64),
                  "java17",
                  "b".repeat(64),
                  List.of(new Reason(Reason.Kind.DEPENDENCY, "libs/money: \"changed\"\n€ \t\\")),
                  new TestCounts(5, 0, 1),
                  12.25),
              new Release.Service(
                  "cart",
                  "services/cart",
                  "shop/cart@sha256:" + "c".repeat(64),
                  "python3.11",
                  "d".repeat(40),
                  List.of(),
                  TestCounts.NONE,
                  0)),
          List.of(
              new Release.Failure(
                  "search", Stage.TEST, "SearchTest.finds: expected 1\nbut was 2", "/logs/a.log")));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackTheSame() throws IOException {
    Path file = folder.resolve("out/release.json");
    ReleaseFile.write(RELEASE, file);

    assertEquals(RELEASE, ReleaseFile.read(file));
  }

  @Test
  void whatIsWrittenFollowsThePublishedSchema() throws IOException {
    assertEquals(Set.of(), violations(ReleaseFile.toJson(RELEASE)));
    Release empty =
        new Release(
            "shop-1",
            RELEASE.created(),
            new Release.Source("shop", COMMIT, Optional.empty()),
            List.of(),
            List.of());
    assertEquals(Set.of(), violations(ReleaseFile.toJson(empty)));
  }

  @Test
  void servicesAreWrittenInTheOrderOfTheirNames() {
    String json = ReleaseFile.toJson(RELEASE);

    assertTrue(json.indexOf("\"cart\"") < json.indexOf("\"checkout\""), json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"Release\" | \"Relase\"",
        "shop-0123456789 | Shop",
        "2026-11-23T14:00:00Z | yesterday",
        "@sha256:aaaa | @sha256:AAAA",
        "services/checkout\" | ../checkout\"",
        "java17 | java",
        "\"dependency\" | \"whim\"",
        "\"passed\" : 5 | \"passed\" : -5",
        "\"seconds\" : 12.25 | \"seconds\" : \"12\"",
        "\"test\" | \"deploy\"",
        "\"commit\" | \"comit\"",
        "/logs/a.log | ~~"
      })
  void schemaAndReaderRefuseTheSame(String right, String wrong) throws IOException {
    String replacement = wrong.equals("~~") ? "" : wrong;
    String json = ReleaseFile.toJson(RELEASE);
    assertTrue(json.contains(right), json);
    String broken = json.replace(right, replacement);

    assertThrows(InvalidInputException.class, () -> ReleaseFile.parse("release.json", broken));
    assertTrue(!violations(broken).isEmpty());
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheirPlaces() {
    String json =
        """
        {
          "apiVersion": "serin.dev/v2",
          "kind": "Release",
          "metadata": {"name": "shop-1"},
          "source": {"repository": "shop", "commit": "main"},
          "services": [{"name": "cart", "image": "shop/cart:latest"}],
          "failed": [],
          "extra": 1
        }
        """;

    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> ReleaseFile.parse("release.json", json));

    List<String> places =
        refused.problems().stream()
            .map(problem -> problem.line() + ":" + problem.column())
            .distinct()
            .toList();
    assertEquals(List.of("2:17", "4:15", "5:46", "6:16", "6:42", "8:3"), places);
    assertTrue(refused.problems().size() >= 10, refused.toString());
  }

  @Test
  void aServiceThatIsListedTwiceIsRefused() {
    String json = ReleaseFile.toJson(RELEASE).replace("\"search\"", "\"cart\"");

    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> ReleaseFile.parse("release.json", json));

    assertTrue(refused.toString().contains("'cart' is in the release twice"), refused.toString());
  }

  @Test
  void whatIsNotJsonIsRefusedWithItsPlace() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> ReleaseFile.parse("release.json", "{\n  \"kind\": Release\n}"));

    Problem problem = refused.problems().get(0);
    assertEquals("release.json", problem.file());
    assertEquals(2, problem.line());
  }

  @Test
  void aMissingFileIsAClearError() {
    UserError error =
        assertThrows(UserError.class, () -> ReleaseFile.read(folder.resolve("none.json")));

    assertTrue(error.toString().contains("There is no release file"), error.toString());
  }

  private static Set<String> violations(String json) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schemas/release.schema.json")));
    return schema.validate(json, InputFormat.JSON).stream()
        .map(Object::toString)
        .collect(Collectors.toSet());
  }
}
