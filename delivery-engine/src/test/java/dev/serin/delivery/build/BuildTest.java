package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.build.toolchain.ApplicationFiles;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.CommitTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What tests of real builds have in common: a folder, a machine, small services. */
abstract class BuildTest {
  static final BuildOptions TWO_AT_ONCE = new BuildOptions(2, Duration.ofMinutes(2));

  @TempDir Path folder;

  BuildReport build(Map<String, String> files, Toolchain toolchain) throws Exception {
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      return new Builder(machine(folder, System.getenv()), List.of(toolchain))
          .build(repository.everything(folder, TWO_AT_ONCE), BuildListener.SILENT);
    }
  }

  static Artifact artifact(ServiceBuild build, TestCounts tests) throws IOException {
    return new Artifact(
        tests,
        "python3",
        "python3.11",
        List.of(ApplicationFiles.layer(build.folder())),
        List.of("python3", "-m", "ads"),
        Map.of());
  }

  /** What a toolchain does in one test. */
  @FunctionalInterface
  interface Work {
    Artifact build(ServiceBuild build)
        throws StageFailureException, IOException, InterruptedException;
  }

  /** Needs nothing of the machine and does one thing. */
  record SpecialToolchain(Work work) implements Toolchain {
    @Override
    public String id() {
      return Toolchains.PYTHON;
    }

    @Override
    public List<String> missing(Component component, CommitTree tree, Tools tools) {
      return List.of();
    }

    @Override
    public Set<String> descriptors(Component component, CommitTree tree) {
      return Set.of();
    }

    @Override
    public Artifact build(ServiceBuild build)
        throws StageFailureException, IOException, InterruptedException {
      return work.build(build);
    }
  }

  Builder builder() {
    return new Builder(machine(folder, System.getenv()));
  }

  static Machine machine(Path folder, Map<String, String> environment) {
    return new Machine(
        environment, folder.resolve("home"), folder.resolve("cache"), folder.resolve("workspaces"));
  }

  void assertNothingLeft() throws IOException {
    try (Stream<Path> workspaces = Files.list(folder.resolve("workspaces"))) {
      assertEquals(List.of(), workspaces.toList());
    }
  }

  static List<String> story(List<BuildEvent> events, String service) {
    return events.stream()
        .filter(event -> event.service().equals(service))
        .map(
            event ->
                event instanceof BuildEvent.StageBegun begun
                    ? begun.stage().name()
                    : event.getClass().getSimpleName())
        .toList();
  }

  static Map<String, String> nodeService(String name, String sum) {
    String folder = "services/" + name + "/";
    return Map.of(
        folder + "package.json",
        """
        {"name": "%s", "type": "module", "engines": {"node": ">=20"},
         "scripts": {"start": "node src/main.js", "test": "node --test"}}
        """
            .formatted(name),
        folder + "src/main.js",
        "export const one = 1;\n",
        folder + "test/main.test.js",
        """
        import test from 'node:test';
        import assert from 'node:assert';
        import { one } from '../src/main.js';
        test('adds up', () => assert.equal(one, %s));
        test('later', { skip: true }, () => {});
        """
            .formatted(sum));
  }

  static Map<String, String> pythonService(String name, String test, String code) {
    String folder = "services/" + name + "/";
    return Map.of(
        folder + "pyproject.toml",
        "[project]\nname = \"%s\"\nversion = \"1\"\nrequires-python = \">=3.9\"\n".formatted(name),
        folder + name + "/__init__.py",
        "",
        folder + name + "/__main__.py",
        "print('started')\n" + code,
        folder + "tests/__init__.py",
        "",
        folder + "tests/test_it.py",
        """
        import unittest

        class It(unittest.TestCase):
            def test_it(self):
                %s
        """
            .formatted(test));
  }
}
