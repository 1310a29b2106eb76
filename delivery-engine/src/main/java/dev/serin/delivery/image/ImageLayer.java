package dev.serin.delivery.image;

import dev.serin.delivery.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of an image that change together.
 *
 * @param name for people, such as {@code libraries}
 * @param files sorted by path
 */
public record ImageLayer(String name, List<ImageFile> files) {
  /** Sorts the files, so that the order in which they were found does not matter. */
  public ImageLayer(String name, List<ImageFile> files) {
    this.name = name;
    this.files =
        files.stream().sorted((left, right) -> left.path().compareTo(right.path())).toList();
  }

  /**
   * All regular files below a folder; links are left out.
   *
   * @param target where the folder is in the image, relative to {@code /app}; empty for /app itself
   */
  public static ImageLayer ofFolder(String name, Path folder, String target) throws IOException {
    List<ImageFile> files = new ArrayList<>();
    for (Path file : Folders.regularFiles(folder)) {
      String relative = folder.relativize(file).toString().replace('\\', '/');
      files.add(
          new ImageFile(
              file,
              target.isEmpty() ? relative : target + "/" + relative,
              Files.isExecutable(file)));
    }
    return new ImageLayer(name, files);
  }
}
