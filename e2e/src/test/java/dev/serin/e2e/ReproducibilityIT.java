package dev.serin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same sources give the same image, bit for bit, whoever builds them, where and when: another
 * path, user, umask, locale, time zone, home and cache, and a commit of another time.
 */
class ReproducibilityIT {
  private static final String NOBODY = "65534";

  @TempDir Path folder = Path.of("set by JUnit");
  private Path shop;

  @BeforeEach
  void open() throws IOException {
    // Another user has to find the clone.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    shop = Files.createDirectory(folder.resolve("shop"));
  }

  @Test
  void imagesOfNodeAndPython() throws Exception {
    write("cart/package.json", "{\"name\": \"cart\", \"scripts\": {\"start\": \"node main.js\"}}");
    write("cart/main.js", "console.log('cart')\n");
    write("cart/Zebra.js", "// sorted before and after 'apple.js', as locales have it\n");
    write("cart/apple.js", "");
    write("cart/\u00e4pfel/\u0131.js", "// Turkish has a dotless i\n");
    write("cart/run.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        shop.resolve("cart/run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    write("ads/pyproject.toml", "[project]\nname = \"ads\"\nversion = \"1\"\n");
    write("ads/main.py", "print('ads')\n");
    commit("2001-02-03T04:05:06Z");

    assertSameEverywhere(isRoot());
  }

  /** By the same user, for another one would fetch all of Maven's plugins anew. */
  @Test
  @Tag("full")
  void imagesOfTheShop() throws Exception {
    Command.of("cp", "-r", Command.HOME.resolve("example-repos/shop") + "/.", shop.toString())
        .succeed();
    Command.of("git", "clean", "-dfxq").in(shop).run();
    commit("2001-02-03T04:05:06Z");

    assertSameEverywhere(false);
  }

  private void assertSameEverywhere(boolean byAnotherUser) throws IOException {
    Map<String, String> here = digests(serin().in(shop));
    Path clone = folder.resolve("a path with spaces/and \u00fcmlauts/deeper");
    Files.createDirectories(clone.resolveSibling(""));
    Command.of("git", "clone", "-q", shop.toString(), clone.toString()).succeed();
    Command.of("git", "-C", clone.toString(), "commit", "-q", "--allow-empty", "-m", "later")
        .with("GIT_AUTHOR_NAME", "T")
        .with("GIT_AUTHOR_EMAIL", "t@serin.example")
        .with("GIT_COMMITTER_NAME", "T")
        .with("GIT_COMMITTER_EMAIL", "t@serin.example")
        .with("GIT_COMMITTER_DATE", "2030-01-01T00:00:00Z")
        .succeed();

    Map<String, String> there = digests(serinElsewhere(clone, byAnotherUser));

    assertNotEquals(Map.of(), here);
    assertEquals(here, there);
  }

  private Command serin() {
    return Command.serin("build", "--json").with("CI", "true").with("LC_ALL", "C.UTF-8");
  }

  /** Java gets another language; the names of files need a locale that every machine has. */
  private Command serinElsewhere(Path clone, boolean byAnotherUser) throws IOException {
    List<String> words = new ArrayList<>();
    Map<String, String> variables = new TreeMap<>();
    if (byAnotherUser) {
      Command.of("chown", "-R", NOBODY + ":" + NOBODY, clone.toString()).succeed();
      words.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
      Path home = Files.createDirectories(folder.resolve("another home"));
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
      variables.put("HOME", home.toString());
      variables.put("XDG_CACHE_HOME", home.toString());
      variables.put("TMPDIR", home.toString());
    }
    words.addAll(
        List.of(
            "bash", "-c", "umask 077 && exec " + Command.HOME.resolve("serin") + " build --json"));
    Command command =
        Command.of(words.toArray(String[]::new))
            .in(clone)
            .with("CI", "true")
            .with("LC_ALL", "C.UTF-8")
            .with("JDK_JAVA_OPTIONS", "-Duser.language=tr -Duser.country=TR")
            .with("TZ", "Asia/Kathmandu");
    variables.forEach(command::with);
    return command;
  }

  /** Only root can become somebody else. */
  private static boolean isRoot() throws IOException {
    return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
  }

  private static Map<String, String> digests(Command build) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (JsonNode service : new ObjectMapper().readTree(build.succeed().out()).path("services")) {
      String image = service.path("image").asText();
      digests.put(service.path("name").asText(), image.substring(image.indexOf('@') + 1));
    }
    return digests;
  }

  private void write(String path, String text) throws IOException {
    Path file = shop.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private void commit(String time) {
    Command.of("git", "init", "-q").in(shop).succeed();
    Command.of("git", "add", "-A").in(shop).succeed();
    Command.of("git", "-c", "user.name=T", "-c", "user.email=t@serin.example", "commit", "-qm", "x")
        .in(shop)
        .with("GIT_COMMITTER_DATE", time)
        .succeed();
  }
}
