package dev.serin.demo.run;

import dev.serin.demo.story.Story;
import java.nio.file.Path;
import java.util.List;

/**
 * What the user asked for, and where things are.
 *
 * @param shop the folder that becomes the repository
 * @param agentJar the deploy agent's jar
 * @param gatewayPort the gateway's port on 127.0.0.1; 0 for any free one
 * @param requestsPerSecond mean requests per second to each service
 * @param seed where the load's and the gateway's random choices begin
 * @param keep whether everything stays up after the summary
 * @param verbose whether to show what the programs of a failed build and the agent printed
 * @param stories what to tell, in order
 */
public record Settings(
    Path shop,
    Path agentJar,
    int gatewayPort,
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
