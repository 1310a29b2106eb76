package dev.serin.delivery.git;

import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.Serial;
import org.eclipse.jgit.lib.Config;

/**
 * Something that a commit names is not in this clone, so that nothing can be said of the commit.
 * The message says what is missing and how to get it.
 */
public final class MissingContentException extends UserError {
  @Serial private static final long serialVersionUID = 1L;

  private MissingContentException(String message, Throwable cause) {
    super(message, cause);
  }

  static MissingContentException of(String path, Commit commit, Config config, Throwable cause) {
    String what =
        "The content of "
            + Printable.text(path)
            + " in commit "
            + commit.shortId()
            + " is not in this clone. ";
    for (String remote : config.getSubsections("remote")) {
      String filter = config.getString("remote", remote, "partialclonefilter");
      if (filter != null || config.getBoolean("remote", remote, "promisor", false)) {
        String name = Printable.line(remote);
        return new MissingContentException(
            what
                + "It is a partial clone of '"
                + name
                + "'"
                + (filter == null ? "" : " (" + Printable.line(filter) + ")")
                + ", and Serin never fetches by itself: run `git fetch --refetch --no-filter "
                + name
                + "`. Build machines that clone anew are quickest without --filter.",
            cause);
      }
    }
    return new MissingContentException(
        what + "It is damaged: `git fsck` says how, and a new clone mends it.", cause);
  }
}
