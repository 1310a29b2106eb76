package dev.serin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.serin.cli.CommandTester.Result;
import dev.serin.cli.output.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  private final Path folder;
  private final CommandTester tester;

  CommandsTest(@TempDir Path folder) throws IOException {
    this.folder = Files.createDirectory(folder.resolve("shop"));
    this.tester = CommandTester.withShop(this.folder);
  }

  @Test
  void theVersionIsThereAsCommandAndAsOption() {
    Result command = tester.serin("version");
    assertTrue(command.out().startsWith("serin "), command.out());
    assertEquals(command, tester.serin("--version"));
    assertEquals(command, tester.serin("-V"));
  }

  @Test
  void everyHelpFitsInto80Columns() {
    CommandLine root =
        Serin.commandLine(new Console(System.out, System.err, Map.of(), folder, false));
    assertEquals(List.of(), tooLong(tester.serin("--help").out()));
    for (String name : root.getSubcommands().keySet()) {
      Result help = tester.serin(name, "--help");
      assertEquals(0, help.code(), name);
      assertEquals(List.of(), tooLong(help.out()), name);
    }
  }

  private static List<String> tooLong(String help) {
    return help.lines().filter(line -> line.length() > 80).toList();
  }

  @Test
  void catalogIsATable() {
    Result result = tester.serin("catalog");
    assertEquals(
        """
        NAME   KIND     TOOLCHAIN  PATH        DEPENDS ON
        cart   service  npm        cart        libs/money
        money  library  npm        libs/money
        web    service  npm        web
        """,
        result.out());
    assertEquals("", result.err());
    assertEquals(0, result.code());
  }

  @Test
  void planSaysWhatIsAffectedAndWhy() {
    tester.write("libs/money/index.js", "1").write("web/x", "1").write("web/y", "1").commit();
    String range =
        tester.git("rev-parse", "--short=10", "HEAD~1")
            + ".."
            + tester.git("rev-parse", "--short=10", "HEAD");
    Result result = tester.serin("plan", "--from", "HEAD~1");
    assertEquals(
        """
        shop %s: 2 of 2 services affected
          cart  depends on libs/money, which changed
          web   changed web/x (+1 more)
        """
            .formatted(range),
        result.out());
    assertEquals(0, result.code());
  }

  @Test
  void explainNamesTheRestToo() {
    tester.write("web/x", "1").commit();
    String out = tester.serin("plan", "--from", "HEAD~1", "--explain").out();
    assertTrue(out.contains("web (web, npm)\n  - changed web/x\n  input hash "), out);
    assertTrue(out.contains("not affected: cart\n"), out);
  }

  @Test
  void theMergeBaseIsTheBaseOfAChangeRequest() {
    tester.git("branch", "-q", "target");
    tester.write("web/x", "1").commit();
    tester.git("checkout", "-q", "-b", "change", "target");
    tester.write("cart/x", "1").commit();
    assertTrue(
        tester.serin("plan", "--from", "main", "--merge-base").out().contains("1 of 2 services"));
    assertTrue(tester.serin("plan", "--from", "main").out().contains("2 of 2 services"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog", "plan", "doctor"})
  void jsonIsAsPublished(String command) throws IOException {
    Result result = tester.serin(command, "--json");
    JsonNode json = new ObjectMapper().readTree(result.out());
    String schema = Files.readString(Path.of("../docs/schemas/" + command + ".schema.json"));
    assertEquals(
        Set.of(),
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(new ObjectMapper().readTree(schema))
            .validate(json));
  }

  @Test
  void aPlanWithABaseAndRemovedServicesIsAsPublishedToo() throws IOException {
    tester.git("rm", "-rq", "web");
    tester.write("cart/x", "1").commit();
    Result result = tester.serin("plan", "--from", "HEAD~1", "--json");
    JsonNode json = new ObjectMapper().readTree(result.out());
    String schema = Files.readString(Path.of("../docs/schemas/plan.schema.json"));
    assertEquals(
        Set.of(),
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(new ObjectMapper().readTree(schema))
            .validate(json));
    assertEquals("web", json.at("/removed/0/name").asText());
    assertEquals("changed", json.at("/affected/0/reasons/0/kind").asText());
  }

  @Test
  void uncommittedChangesAreANoteButNotInCi() {
    tester.write("web/x", "1");
    Result desk = tester.serin(Map.of(), false, "catalog");
    assertEquals(
        "note: there are uncommitted changes; Serin reads commits only, so they do not count\n",
        desk.err());
    assertEquals("", tester.serin("catalog").err());
  }

  @Test
  void colourIsForTerminalsOnly() {
    assertTrue(tester.serin(Map.of("CI", "1"), true, "plan").out().contains("\u001b["));
    assertFalse(tester.serin(Map.of("CI", "1"), false, "plan").out().contains("\u001b["));
    assertFalse(
        tester.serin(Map.of("CI", "1", "NO_COLOR", "1"), true, "plan").out().contains("\u001b["));
    assertFalse(
        tester.serin(Map.of("CI", "1", "TERM", "dumb"), true, "plan").out().contains("\u001b["));
  }

  @Test
  void initWritesWhatIsMissingAndNeverOverwrites() throws IOException {
    tester.git("rm", "-q", "cart/service.yaml", "web/service.yaml");
    tester
        .write("web/package.json", "{\"scripts\": {\"start\": \"node x\"}}")
        .write("cart/package.json", "{\"scripts\": {\"start\": \"node x\"}}")
        .commit();
    tester.write("cart/service.yaml", "mine");
    Result dry = tester.serin("init", "--dry-run");
    assertTrue(dry.out().startsWith("# web/service.yaml\napiVersion: serin.dev/v1\n"), dry.out());
    assertFalse(Files.exists(folder.resolve("web/service.yaml")));
    Result result = tester.serin("init");
    assertEquals("web/service.yaml\n", result.out());
    assertTrue(result.err().contains("cart/service.yaml: is there already; left as it is"));
    assertEquals("mine", Files.readString(folder.resolve("cart/service.yaml")));
    assertEquals(0, result.code());

    tester.git("checkout", "-q", "HEAD");
    tester.git("clean", "-q", "-f", "cart/service.yaml");
    tester.commit();
    assertEquals("cart/service.yaml\n", tester.serin("init").out());
    tester.commit();
    assertEquals(
        "Nothing to do: all 2 services have a service.yaml.\n", tester.serin("init").err());
    assertTrue(tester.serin("catalog").out().contains("cart  service  npm"));
  }

  @Test
  void helpOfEveryCommandHasExamplesAndExitCodes() {
    CommandLine root =
        Serin.commandLine(new Console(System.out, System.err, Map.of(), folder, false));
    assertEquals(
        Set.of(
            "catalog",
            "plan",
            "build",
            "publish",
            "verify",
            "cache",
            "gc",
            "key",
            "render",
            "rollout",
            "init",
            "doctor",
            "demo",
            "simulate",
            "judge",
            "completion",
            "version",
            "help"),
        root.getSubcommands().keySet());
    for (String command : root.getSubcommands().keySet()) {
      Result result = tester.serin(command, "--help");
      assertTrue(result.out().contains("Usage: serin " + command), command);
      assertTrue(result.out().contains("\nExamples:\n"), command);
      assertTrue(result.out().contains("\nExit codes:\n"), command);
      assertEquals(result.out(), tester.serin("help", command).out());
      assertEquals(0, result.code());
    }
  }

  @Test
  void withoutACommandTheHelpIsAnError() {
    Result result = tester.serin();
    assertEquals("", result.out());
    assertTrue(result.err().contains("Usage: serin"));
    assertEquals(2, result.code());
  }

  /** Outside of a shell that completes, bash's compopt complains; what is offered counts. */
  @Test
  void completionIsAScriptThatBashAccepts() throws Exception {
    String script = tester.serin("completion", "bash").out();
    Path file = Files.writeString(folder.resolve("completion.sh"), script);
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source '"
                    + file
                    + "'; COMP_WORDS=(serin pl); COMP_CWORD=1;"
                    + " _complete_serin 2> '/dev/null'; echo \"${COMPREPLY[*]}\"")
            .redirectErrorStream(true)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), answer);
    assertEquals("plan", answer.strip());
  }

  @Test
  void theVersionIsFilledIn() {
    String out = tester.serin("version").out();
    assertTrue(out.matches("serin \\d+\\.\\d+\\.\\d+.*\\njava \\d+.*\\n"), out);
  }
}
