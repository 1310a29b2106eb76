package dev.serin.demo.push;

import dev.serin.demo.report.CommitReport;
import java.util.List;
import java.util.Optional;

/**
 * A push that has arrived in the shared repository.
 *
 * @param base the commit that was the newest before; empty for the first push
 * @param commits the commits that came, oldest first
 */
public record Pushed(Optional<String> base, List<DiffedCommit> commits) {

  /** Keeps its own copy of the commits. */
  public Pushed {
    commits = List.copyOf(commits);
  }

  /** The id of the newest commit. */
  public String head() {
    return commits.get(commits.size() - 1).commit().id();
  }

  /** The commits without their diffs. */
  public List<CommitReport> reports() {
    return commits.stream().map(DiffedCommit::commit).toList();
  }

  /**
   * A commit and what it changed.
   *
   * @param commit the commit
   * @param files how many files it changed
   * @param diff file names, removed and added lines; empty for the first commit
   */
  public record DiffedCommit(CommitReport commit, int files, List<DiffLine> diff) {

    /** Keeps its own copy of the lines. */
    public DiffedCommit {
      diff = List.copyOf(diff);
    }
  }
}
