package dev.serin.demo.run;

import dev.serin.demo.place.Backend;
import dev.serin.demo.story.Story;
import java.nio.file.Path;
import java.util.List;

/**
 * What the user asked for, and where things are.
 *
 * @param shop the folder that becomes the repository
 * @param agentJar the deploy agent's jar
 * @param backend what the stories are played on
 * @param requestsPerSecond mean requests per second to each service
 * @param seed where the load's and the gateway's random choices begin
 * @param keep whether everything stays up after the summary
 * @param verbose whether to show what the programs of a failed build and the agent printed
 * @param stories what to tell, in order
 */
public record Settings(
    Path shop,
    Path agentJar,
    Backend backend,
    double requestsPerSecond,
    long seed,
    boolean keep,
    boolean verbose,
    List<Story> stories) {

  /** Keeps its own copy of the stories. */
  public Settings {
    stories = List.copyOf(stories);
  }
}
