package dev.serin.demo.story;

import java.util.List;

/**
 * One story.
 *
 * @param name its name, for {@code --story} and in JSON
 * @param title its name for people
 * @param sentences what the viewer should know before it begins
 * @param early whether its push may come while the story before is being rolled out, as it does
 *     where many people work; false when it answers that story
 * @param push the commits that are pushed together, in their order
 * @param expectation how it should end
 */
public record Story(
    String name,
    String title,
    List<String> sentences,
    boolean early,
    List<Change> push,
    Expectation expectation) {

  /** Keeps its own copies of the lists. */
  public Story {
    sentences = List.copyOf(sentences);
    push = List.copyOf(push);
  }
}
