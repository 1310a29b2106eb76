package dev.serin.delivery.build.node;

import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The packages that a service needs when it runs.
 *
 * <ol>
 *   <li>npm installs a package of the same repository ({@code file:} or a workspace) as a link to
 *       its folder. The image gets the folder's files in place of the link, since nothing of the
 *       repository is there to link to.
 *   <li>The same is done for the packages that such a package links to in turn; each folder is
 *       entered once on a way, so links in a circle end.
 *   <li>Links that lead out of the build's inputs are left out.
 * </ol>
 */
final class NodeModules {
  private static final String NAME = "node_modules";

  private final Path source;
  private final List<ImageFile> files = new ArrayList<>();

  private NodeModules(Path source) {
    this.source = source;
  }

  /**
   * The layer of a package's dependencies.
   *
   * @param folder of the package
   * @param source the build's inputs
   */
  static ImageLayer layer(Path folder, Path source) throws IOException {
    NodeModules modules = new NodeModules(source.toRealPath());
    modules.add(folder.resolve(NAME), NAME, new HashSet<>());
    return new ImageLayer("libraries", modules.files);
  }

  private void add(Path modules, String target, Set<Path> way) throws IOException {
    files.addAll(ImageLayer.ofFolder(NAME, modules, target).files());
    for (Path link : links(modules)) {
      Path real = link.toRealPath();
      if (real.startsWith(source) && !real.equals(source) && way.add(real)) {
        String place = target + "/" + modules.relativize(link);
        for (ImageFile file : ImageLayer.ofFolder(NAME, real, place).files()) {
          if (!file.path().startsWith(place + "/" + NAME + "/")) {
            files.add(file);
          }
        }
        add(real.resolve(NAME), place + "/" + NAME, way);
        way.remove(real);
      }
    }
  }

  /** Links to folders: packages, and packages of a scope. */
  private static List<Path> links(Path modules) throws IOException {
    List<Path> links = new ArrayList<>();
    for (Path entry : entries(modules)) {
      if (String.valueOf(entry.getFileName()).startsWith("@") && !Files.isSymbolicLink(entry)) {
        links.addAll(entries(entry));
      } else {
        links.add(entry);
      }
    }
    return links.stream()
        .filter(entry -> Files.isSymbolicLink(entry) && Files.isDirectory(entry))
        .sorted()
        .toList();
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
