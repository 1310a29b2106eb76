package dev.serin.delivery.build.node;

import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
   * @param folders of the package, and of the workspace that it is in
   * @param source the build's inputs
   * @throws StageFailureException if package and workspace hold different files for one package:
   *     the image has one place for both
   */
  static ImageLayer layer(List<Path> folders, Path source)
      throws IOException, StageFailureException {
    NodeModules modules = new NodeModules(source.toRealPath());
    Set<Path> way = new HashSet<>();
    way.add(folders.get(0).toRealPath());
    Set<String> taken = new TreeSet<>();
    for (Path folder : folders) {
      List<ImageFile> before = List.copyOf(modules.files);
      modules.add(folder.resolve(NAME), NAME, way);
      List<ImageFile> added = modules.files.subList(before.size(), modules.files.size());
      Set<String> packages = new TreeSet<>();
      added.forEach(file -> packages.add(packageOf(file.path())));
      for (String each : packages) {
        if (!taken.add(each)) {
          throw new StageFailureException(
              Stage.IMAGE,
              "The workspace installs two versions of '%s', one of them for this service alone, and"
                      .formatted(each)
                  + " an image has room for one. Align the versions (npm dedupe says which).");
        }
      }
    }
    return new ImageLayer("libraries", modules.files);
  }

  /** The package that a path such as {@code node_modules/@team/ui/index.js} belongs to. */
  private static String packageOf(String path) {
    String[] parts = path.split("/", 4);
    return parts[1].startsWith("@") && parts.length > 2 ? parts[1] + "/" + parts[2] : parts[1];
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
