package dev.serin.jenkins.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.jenkins.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineScriptTest {

  @TempDir Path folder;

  /** Runs the script with a program in Java's place that prints its arguments and fails with 3. */
  private String run(List<String> arguments) throws IOException, InterruptedException {
    Path java = folder.resolve("java");
    Files.writeString(java, "#!/bin/sh\nfor a in \"$@\"; do printf '[%s]' \"$a\"; done\nexit 3\n");
    assertTrue(java.toFile().setExecutable(true));
    String script =
        EngineScript.of(java.toString(), new EngineFiles("/t/serin.jar", "/t/a"), arguments);
    Path file = Files.writeString(folder.resolve("script.sh"), script);
    Process process = new ProcessBuilder("sh", file.toString()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return output;
  }

  @Test
  void argumentsReachTheEngineAsTheyAre() throws Exception {
    String nasty = "it's $(touch x) `id` \"q\" ; & * \\ \n line";
    EngineOutput output = EngineOutput.of(run(List.of("plan", nasty)));
    assertTrue(output.text().endsWith("[-jar][/t/serin.jar][plan][" + nasty + "]"), output.text());
  }

  @Test
  void theExitCodeComesWithTheOutput() throws Exception {
    assertEquals(3, EngineOutput.of(run(List.of("plan"))).exitCode());
  }

  @Test
  void outputThatWasCutOffIsSaidToBe() {
    assertThrows(IllegalArgumentException.class, () -> EngineOutput.of("{\"kind\":"));
    assertThrows(IllegalArgumentException.class, () -> EngineOutput.of("{}\nserin-exit="));
  }

  @Test
  void javaReleasesAreRead() {
    assertEquals(
        17, JavaRelease.feature("IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n").orElseThrow());
    assertEquals(8, JavaRelease.feature("JAVA_VERSION=\"1.8.0_292\"").orElseThrow());
    assertTrue(JavaRelease.feature("nothing").isEmpty());
  }

  @Test
  void credentialsAreForTheRegistryOfTheRepository() {
    assertEquals(
        "{\"auths\":{\"registry.example:5000\":{\"auth\":\"dTpw\"}}}",
        DockerConfig.of("registry.example:5000/shop", "u", "p"));
  }

  @Test
  void whatWasLastBuiltIsWrittenAsTheEngineReadsIt() {
    assertEquals(
        Json.object(
            """
            {"apiVersion":"serin.dev/v1","kind":"BuiltServices","services":{"cart":{"commit":"c0ffee"}}}
            """),
        Json.object(SinceBuilt.text(Map.of("cart", "c0ffee"))));
  }
}
