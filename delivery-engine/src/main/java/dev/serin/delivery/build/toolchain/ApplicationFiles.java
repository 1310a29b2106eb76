package dev.serin.delivery.build.toolchain;

import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.files.Folders;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a folder that a running service needs: all of them but tests, dependencies that have
 * a layer of their own, and files that only builds and people read. Listed before the tests run, so
 * that what tests leave behind is no part of the image.
 */
public final class ApplicationFiles {
  private static final Set<String> NOT_AT_TOP =
      Set.of("test", "tests", "__tests__", "node_modules", "target", "Dockerfile", "build.py");
  private static final Set<String> NOT_ANYWHERE = Set.of("__pycache__");

  private ApplicationFiles() {}

  /** The layer with the files of an application's folder. */
  public static ImageLayer layer(Path folder) throws IOException {
    List<ImageFile> files = new ArrayList<>();
    for (Path file : Folders.regularFiles(folder)) {
      Path relative = folder.relativize(file);
      if (belongs(relative)) {
        files.add(new ImageFile(file, relative.toString(), Files.isExecutable(file)));
      }
    }
    return new ImageLayer("application", files);
  }

  private static boolean belongs(Path relative) {
    String top = relative.getName(0).toString();
    String name = relative.getName(relative.getNameCount() - 1).toString();
    String lower = name.toLowerCase(Locale.ROOT);
    for (Path part : relative) {
      if (NOT_ANYWHERE.contains(part.toString())) {
        return false;
      }
    }
    return !NOT_AT_TOP.contains(top)
        && !top.startsWith(".")
        && !relative.toString().equals(ServiceDescription.FILE_NAME)
        && !lower.endsWith(".md")
        && !lower.matches(".*\\.(test|spec)\\.[cm]?[jt]s");
  }
}
