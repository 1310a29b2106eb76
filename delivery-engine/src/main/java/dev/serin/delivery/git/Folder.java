package dev.serin.delivery.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * What is directly in one folder of a commit, sorted as git sorts.
 *
 * @param children by their names
 */
record Folder(Map<String, Child> children) {
  /**
   * One file, symbolic link, folder or submodule.
   *
   * @param name the last part of its path
   * @param id its object id
   * @param kind what it is
   */
  record Child(String name, ObjectId id, TreeEntry.Kind kind) {}

  /** Reads a tree object. */
  static Folder read(ObjectId id, ObjectReader reader) throws IOException {
    Map<String, Child> children = new LinkedHashMap<>();
    CanonicalTreeParser parser = new CanonicalTreeParser();
    for (parser.reset(reader, id); !parser.eof(); parser.next()) {
      byte[] raw = new byte[parser.getNameLength()];
      parser.getName(raw, 0);
      String name = RawParseUtils.decode(StandardCharsets.UTF_8, raw);
      Child child =
          new Child(name, parser.getEntryObjectId(), TreeWalks.kind(parser.getEntryFileMode()));
      // Names that are no UTF-8 may read like one that is; that one holds.
      if (Arrays.equals(raw, name.getBytes(StandardCharsets.UTF_8))) {
        children.put(name, child);
      } else {
        children.putIfAbsent(name, child);
      }
    }
    return new Folder(children);
  }

  Collection<Child> list() {
    return children.values();
  }

  Optional<Child> find(String name) {
    return Optional.ofNullable(children.get(name));
  }
}
