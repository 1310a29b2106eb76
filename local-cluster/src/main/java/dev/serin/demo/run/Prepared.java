package dev.serin.demo.run;

import dev.serin.demo.push.Pushed;
import dev.serin.demo.story.Story;
import java.time.Duration;

/**
 * A story as far as it can be told without touching the cluster.
 *
 * @param story the story
 * @param pushedAt when its push came, since the start of the demo
 * @param pushed its push
 * @param delivered what Serin made of it
 */
record Prepared(Story story, Duration pushedAt, Pushed pushed, Delivered delivered) {}
