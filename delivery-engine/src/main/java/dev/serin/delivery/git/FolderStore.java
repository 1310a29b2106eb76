package dev.serin.delivery.git;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * The folders of a repository by their tree ids, each read once: commits share most of them. Safe
 * for use by several threads.
 */
final class FolderStore {
  private final Repository repository;
  private final Map<ObjectId, Folder> folders = new ConcurrentHashMap<>();

  FolderStore(Repository repository) {
    this.repository = repository;
  }

  Folder get(ObjectId tree) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return get(tree, reader);
    }
  }

  /** Returns a folder through a reader that is at hand, which is quicker for many of them. */
  Folder get(ObjectId tree, ObjectReader reader) throws IOException {
    Folder known = folders.get(tree);
    if (known == null) {
      known = Folder.read(tree, reader);
      folders.put(tree.copy(), known);
    }
    return known;
  }
}
