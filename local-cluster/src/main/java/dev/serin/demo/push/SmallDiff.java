package dev.serin.demo.push;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/** Finds the lines in which two commits differ, without any context. */
final class SmallDiff {
  private final Repository repository;

  SmallDiff(Repository repository) {
    this.repository = repository;
  }

  List<DiffLine> between(ObjectId before, ObjectId after) throws IOException {
    List<DiffLine> lines = new ArrayList<>();
    try (DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      formatter.setRepository(repository);
      for (DiffEntry entry : formatter.scan(before, after)) {
        lines.add(new DiffLine(DiffLine.Kind.FILE, entry.getNewPath()));
        RawText old = text(entry.getOldId().toObjectId());
        RawText now = text(entry.getNewId().toObjectId());
        for (Edit edit : formatter.toFileHeader(entry).toEditList()) {
          for (int line = edit.getBeginA(); line < edit.getEndA(); line++) {
            lines.add(new DiffLine(DiffLine.Kind.REMOVED, old.getString(line)));
          }
          for (int line = edit.getBeginB(); line < edit.getEndB(); line++) {
            lines.add(new DiffLine(DiffLine.Kind.ADDED, now.getString(line)));
          }
        }
      }
    }
    return List.copyOf(lines);
  }

  private RawText text(ObjectId id) throws IOException {
    return new RawText(repository.open(id).getBytes());
  }
}
