package dev.serin.demo.story;

/** One change of a file. */
public sealed interface Edit {

  /** The file, from the root of the repository. */
  String path();

  /**
   * The file's text after the edit.
   *
   * @param original the file's text at the first commit
   * @throws StoryException when the edit does not fit the text
   */
  String applyTo(String original);

  /**
   * Replaces a passage of the file as it was at the first commit, so that stories can be told one
   * without the other.
   *
   * @param from the passage, which occurs exactly once
   * @param to what stands there afterwards
   */
  record Replace(String path, String from, String to) implements Edit {
    @Override
    public String applyTo(String original) {
      int first = original.indexOf(from);
      if (first < 0) {
        throw new StoryException(path + " does not contain the passage to be replaced: " + from);
      }
      if (original.indexOf(from, first + 1) >= 0) {
        throw new StoryException(path + " contains the passage to be replaced twice: " + from);
      }
      return original.substring(0, first) + to + original.substring(first + from.length());
    }
  }

  /** Brings the file back to what it was at the first commit. */
  record Restore(String path) implements Edit {
    @Override
    public String applyTo(String original) {
      return original;
    }
  }
}
