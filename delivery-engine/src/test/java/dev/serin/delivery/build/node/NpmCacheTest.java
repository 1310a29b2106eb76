package dev.serin.delivery.build.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmCacheTest {
  @TempDir Path folder;
  private byte[] hash = new byte[0];
  private Path lock = Path.of("");

  @BeforeEach
  void lockFileWithOnePackage() throws Exception {
    hash = MessageDigest.getInstance("SHA-512").digest("package".getBytes(StandardCharsets.UTF_8));
    lock =
        Files.writeString(
            folder.resolve("package-lock.json"),
            """
            {"packages": {"": {}, "node_modules/a": {"integrity": "sha512-%s"}}}
            """
                .formatted(Base64.getEncoder().encodeToString(hash)));
  }

  @Test
  void whatTheLockFileNamesIsCopiedIntoThePrivateCache() throws IOException {
    write("users", "package");

    cache().seed(lock, folder.resolve("private"));

    assertEquals("package", Files.readString(file("private")));
  }

  @Test
  void whatWasDownloadedIsShared() throws IOException {
    write("private", "package");

    cache().collect(lock, folder.resolve("private"));

    assertEquals("package", Files.readString(file("shared")));
  }

  @Test
  void contentThatIsNotWhatItsNameSaysIsNotShared() throws IOException {
    write("private", "poison");

    cache().collect(lock, folder.resolve("private"));

    assertFalse(Files.exists(file("shared")));
  }

  private NpmCache cache() {
    return new NpmCache(folder.resolve("users"), folder.resolve("shared"));
  }

  private void write(String cache, String content) throws IOException {
    Files.createDirectories(file(cache).resolveSibling(""));
    Files.writeString(file(cache), content);
  }

  private Path file(String cache) {
    String hex = HexFormat.of().formatHex(hash);
    return folder
        .resolve(cache)
        .resolve("_cacache/content-v2/sha512")
        .resolve(hex.substring(0, 2))
        .resolve(hex.substring(2, 4))
        .resolve(hex.substring(4));
  }
}
