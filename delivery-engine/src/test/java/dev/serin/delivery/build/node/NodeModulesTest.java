package dev.serin.delivery.build.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.image.ImageFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeModulesTest {
  @TempDir Path folder;

  @Test
  void packagesOfTheRepositoryAreInTheImageAndNothingFromOutside() throws Exception {
    Path service = folder.resolve("source/cart");
    write("source/cart/node_modules/left/index.js");
    write("source/libs/money/index.js");
    write("source/libs/money/node_modules/deep/index.js");
    write("source/libs/dates/index.js");
    write("secret/id_rsa");
    link("source/cart/node_modules/money", "source/libs/money");
    link("source/cart/node_modules/@shop/dates", "source/libs/dates");
    link("source/cart/node_modules/evil", "secret");
    link("source/libs/dates/node_modules/dates", "source/libs/dates");
    link("source/libs/dates/node_modules/money", "source/libs/money");

    List<String> paths =
        NodeModules.layer(List.of(service), folder.resolve("source")).files().stream()
            .map(ImageFile::path)
            .toList();

    assertEquals(
        List.of(
            "node_modules/@shop/dates/index.js",
            "node_modules/@shop/dates/node_modules/money/index.js",
            "node_modules/@shop/dates/node_modules/money/node_modules/deep/index.js",
            "node_modules/left/index.js",
            "node_modules/money/index.js",
            "node_modules/money/node_modules/deep/index.js"),
        paths);
  }

  private void write(String path) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, path);
  }

  private void link(String path, String target) throws Exception {
    Path link = folder.resolve(path);
    Files.createDirectories(link.resolveSibling(""));
    Files.createSymbolicLink(link, folder.resolve(target));
  }
}
