package dev.serin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.cli.CommandTester.Result;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input ends with one clear message on standard error, nothing on standard output, code 2. */
class BadInputTest {
  private final Path folder;
  private final CommandTester tester;

  BadInputTest(@TempDir Path folder) {
    this.folder = folder;
    this.tester = new CommandTester(folder);
  }

  @Test
  void noGitRepository() {
    assertFails(
        "serin: "
            + folder
            + " is in no git repository. Serin reads commits, never loose files: run `git init` and"
            + " commit, or name a repository with -C.\n",
        tester.serin("plan"));
  }

  @Test
  void noCommit() {
    tester.git("init", "-q");
    assertFails(
        "serin: The repository " + folder + " has no commit yet: commit something first.\n",
        tester.serin("catalog"));
  }

  @Test
  void noService() {
    String commit = tester.write("readme.txt", "x").commit().git("rev-parse", "--short=10", "HEAD");
    assertFails(
        "serin: Commit "
            + commit
            + " holds no service. A service is a folder with a service.yaml; without any such file,"
            + " a folder with a pom.xml or build.gradle and a main class, a go.mod and a main"
            + " package, a package.json with a start script, a Python project with a program, or a"
            + " Dockerfile. Add one and commit it; `serin init` writes a first service.yaml for what"
            + " it finds.\n",
        tester.serin("build"));
  }

  @Test
  void aBrokenDescriptionShowsAllProblems() {
    String commit =
        tester
            .write("a/package.json", "{}")
            .write(
                "a/service.yaml",
                """
                apiVersion: serin.dev/v1
                service: Cart
                onwer: me
                deploy: {replicas: many}
                """)
            .commit()
            .git("rev-parse", "--short=10", "HEAD");
    assertFails(
        """
        serin: The catalogue of commit %s has 3 problems:
          a/service.yaml:2:10: 'service' must be a name of lower-case letters, digits and hyphens \
        that starts with a letter (at most 50 characters), but is 'Cart'
          a/service.yaml:3:1: unknown key 'onwer'; did you mean 'owner'?
          a/service.yaml:4:20: 'replicas' must be a whole number from 0 to 1000, but is 'many'
        """
            .formatted(commit),
        tester.serin("plan"));
  }

  @Test
  void aCycleIsShown() {
    String commit =
        tester
            .write("a/package.json", "{}")
            .write("a/service.yaml", "apiVersion: serin.dev/v1\nservice: a\ndependsOn: [b]\n")
            .write("b/package.json", "{}")
            .write("b/service.yaml", "apiVersion: serin.dev/v1\nservice: b\ndependsOn: [a]\n")
            .commit()
            .git("rev-parse", "--short=10", "HEAD");
    assertFails(
        """
        serin: The catalogue of commit %s has a problem:
          a/service.yaml:3:13: dependency cycle: a -> b -> a
              a needs b: dependsOn b (a/service.yaml:3)
              b needs a: dependsOn a (b/service.yaml:3)
        """
            .formatted(commit),
        tester.serin("catalog"));
  }

  @Test
  void aToolchainThatCannotBeRun() {
    tester.write("a/Dockerfile", "FROM scratch\n").commit();
    Result result = tester.serin("build");
    assertFails(
        """
        serin: This machine cannot build the affected services; nothing was started:
          a: service a is built by 'dockerfile', which this version of Serin cannot run; it knows \
        go, maven, npm, python
        """,
        result);
    assertFalse(Files.exists(folder.resolve(".serin")));
  }

  @Test
  void aShallowCloneWithoutTheBase(@TempDir Path other) {
    CommandTester origin = new CommandTester(other);
    origin.write("a/Dockerfile", "FROM scratch\n").commit().write("a/x", "").commit();
    tester.git("clone", "-q", "--depth=1", "file://" + other, "clone");
    assertFails(
        "serin: There is no commit 'HEAD~1' in "
            + folder.resolve("clone")
            + ". This clone is shallow, so older commits are missing: run `git fetch --unshallow`,"
            + " or `git fetch --deepen=100` until it is there, and try again.\n",
        tester.serin("-C", "clone", "plan", "--from", "HEAD~1"));
  }

  @Test
  void aCommandOptionOrServiceThatIsMistyped() {
    assertFails(
        "serin: unknown command 'biuld'; did you mean 'build'?\nTry 'serin --help'.\n",
        tester.serin("biuld"));
    assertFails(
        "serin: unknown option '--form'; did you mean '--from'?\nTry 'serin plan --help'.\n",
        tester.serin("plan", "--form=x"));
    assertFails(
        "serin: unexpected argument 'x'\nTry 'serin plan --help'.\n", tester.serin("plan", "x"));
    String commit =
        tester
            .write("cart/Dockerfile", "FROM scratch\n")
            .commit()
            .git("rev-parse", "--short=10", "HEAD");
    assertFails(
        "serin: There is no service 'crat' in commit " + commit + "; did you mean 'cart'?\n",
        tester.serin("build", "--only", "crat"));
    assertFails(
        "serin: --merge-base needs --from, the branch that the change will go to.\n",
        tester.serin("plan", "--merge-base"));
  }

  @Test
  void whatIsOnlyInACheckoutSaysSo() {
    assertFails(
        "serin: `serin demo` is not in this jar, which is kept small for build machines: run `./serin"
            + " demo --json` in a checkout of Serin.\n",
        tester.serin("demo", "--json"));
    assertFails(
        "serin: `serin simulate` is not in this jar, which is kept small for build machines: run"
            + " `./serin simulate --seed 7` in a checkout of Serin.\n",
        tester.serin("simulate", "--seed", "7"));
  }

  @Test
  void aRegistryThatIsNone() {
    aPythonService();
    assertFails(
        "serin: 'shop' is not REGISTRY/PREFIX: a host with an optional port, a slash and lower-case"
            + " words, such as registry.example/shop or 127.0.0.1:5000/shop. The scheme is not part"
            + " of it.\n",
        tester.serin("build", "--push", "shop"));
    assertFails(
        "serin: 'node20' is not RUNTIME=IMAGE, such as java17=eclipse-temurin:17-jre or"
            + " node=registry.example/node:20-slim.\n",
        tester.serin("build", "--base", "node20"));
    assertFails(
        "serin: --no-base cannot be combined with --base or --base-registry.\n",
        tester.serin("build", "--no-base", "--base-registry", "registry.example"));
    assertFalse(Files.exists(folder.resolve(".serin")));
  }

  @Test
  void aReleaseThatCannotBePublished() {
    assertFails(
        "serin: There is no release file " + folder.resolve("release.json") + ".\n",
        tester.serin("publish", "release.json", "--to", "127.0.0.1:1/shop"));
    tester.write("release.json", "{}");
    Result result = tester.serin("publish", "release.json", "--to", "127.0.0.1:1/shop");
    assertTrue(result.err().startsWith("serin: The release file cannot be used:\n"), result.err());
    assertEquals(2, result.code());
    assertFails(
        "serin: Missing required option: '--to=REGISTRY/PREFIX'\nTry 'serin publish --help'.\n",
        tester.serin("publish", "release.json"));
  }

  @Test
  void aReleaseWithoutItsImages() {
    tester.write(
        "release.json",
        """
        {"apiVersion": "serin.dev/v1", "kind": "Release",
         "metadata": {"name": "shop-1", "created": "2026-11-23T14:00:00Z"},
         "source": {"repository": "shop", "commit": "%s"}, "failed": [],
         "services": [{"name": "cart", "path": "cart", "image": "shop/cart@sha256:%s",
           "runtime": "node20", "inputHash": "0123456789", "reasons": [], "seconds": 1,
           "tests": {"passed": 0, "failed": 0, "skipped": 0}}]}
        """
            .formatted("a".repeat(40), "b".repeat(64)));
    String images = folder.resolve("images").toString();
    assertFails(
        "serin: "
            + images
            + " is not an OCI image layout: it lacks the files oci-layout and index.json. The images"
            + " of "
            + folder.resolve("release.json")
            + " are looked for there; --images names another folder.\n",
        tester.serin("publish", "release.json", "--to", "127.0.0.1:1/shop"));
    tester.write("images/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    tester.write("images/index.json", "{\"schemaVersion\":2,\"manifests\":[]}");
    assertFails(
        "serin: The images of release shop-1 are not all there:\n  "
            + images
            + ": does not hold shop/cart@sha256:"
            + "b".repeat(64)
            + "\n",
        tester.serin("publish", "release.json", "--to", "127.0.0.1:1/shop"));
  }

  @Test
  void aRangeInPlaceOfACommit() {
    tester.write("a/Dockerfile", "FROM scratch\n").commit();
    assertFails(
        "serin: 'HEAD~1..HEAD' does not name a commit. It is a range: give its two ends with --from"
            + " and --to, one commit each.\n",
        tester.serin("plan", "--from", "HEAD~1..HEAD"));
  }

  @Test
  void anOutputFolderThatAnotherRunUses() throws IOException {
    aPythonService();
    Path folder = this.folder.toRealPath();
    Files.createDirectories(folder.resolve(".serin"));
    try (FileChannel other =
        FileChannel.open(
            folder.resolve(".serin/.build.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      assertNotNull(other.lock());
      assertFails(
          "serin: Another `serin build` is writing to "
              + this.folder.resolve(".serin")
              + ": wait until it has ended, or give this one another folder with --output.\n",
          tester.serin("build"));
    }
  }

  @Test
  void anOutputFolderThatACommitLeadsElsewhere(@TempDir Path elsewhere) throws IOException {
    aPythonService();
    Files.createSymbolicLink(folder.resolve(".serin"), elsewhere);
    assertFails(
        "serin: "
            + folder.resolve(".serin")
            + " is a symbolic link, which a commit can lead anywhere: remove it.\n",
        tester.serin("build"));
    assertEquals(0, elsewhere.toFile().list().length);
  }

  @Test
  void aFileInPlaceOfTheOutputFolder() {
    aPythonService();
    tester.write(".serin", "");
    Result result = tester.serin("build");
    assertEquals(
        "serin: " + folder.resolve(".serin") + ": is in the way: Serin needs a folder there.\n",
        result.err());
    assertEquals(1, result.code());
  }

  @Test
  void namesFromTheRepositoryReachTheTerminalAsEscapes() {
    tester.write("a\u202eb\nc/main.py", "").write("a\u202eb\nc/requirements.txt", "").commit();
    Result result = tester.serin("init", "--dry-run");
    assertTrue(result.out().startsWith("# a\\u202eb\\nc/service.yaml\n"), result.out());
  }

  @Test
  void namesThatKubernetesDoesNotTake() {
    tester.write("a/Dockerfile", "FROM scratch\n").commit();
    assertFails(
        "serin: --namespace 'A b' is no name that Kubernetes takes: lower-case letters, digits and"
            + " hyphens.\n",
        tester.serin("render", "--namespace", "A b"));
  }

  private void aPythonService() {
    tester.write("a/main.py", "").write("a/requirements.txt", "").commit();
  }

  @Test
  void noReleaseFileToRender() {
    tester.write("a/Dockerfile", "FROM scratch\n").commit();
    assertFails(
        "serin: There is no release file "
            + folder.resolve(".serin/release.json")
            + ": run `serin build` first, or name one with --release.\n",
        tester.serin("render"));
  }

  @Test
  void theStackTraceIsShownOnRequestOnly() {
    assertTrue(tester.serin("plan", "--verbose").err().contains("at dev.serin."));
    Result debug = tester.serin(Map.of("SERIN_DEBUG", "1"), false, "plan");
    assertTrue(debug.err().contains("at dev.serin."));
    assertFalse(tester.serin("plan").err().contains("at dev.serin."));
  }

  private static void assertFails(String message, Result result) {
    assertEquals(message, result.err());
    assertEquals("", result.out());
    assertEquals(2, result.code());
  }
}
