package dev.serin.demo.run;

import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.report.StoryReport;
import dev.serin.demo.story.Story;
import dev.serin.demo.view.HeldLines;
import dev.serin.demo.view.LiveView;
import dev.serin.demo.view.Narrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells one story after the other.
 *
 * <ol>
 *   <li>Somebody pushes, and the push is built ({@link Preparation}).
 *   <li>The release is rolled out, and the story comes to its end ({@link StoryTeller}).
 *   <li>The push of a story that may come early comes while the rollout before it is under way, and
 *       is built meanwhile, as where many people work. Its lines are held back until its chapter
 *       begins; they carry the times at which things happened.
 * </ol>
 */
final class Chapters {
  private final Preparation preparation;
  private final StoryTeller teller;
  private final LiveView view;
  private final Narrator narrator;
  private final Stopwatch stopwatch;
  private final Teardown teardown;

  Chapters(
      Preparation preparation,
      StoryTeller teller,
      LiveView view,
      Narrator narrator,
      Stopwatch stopwatch,
      Teardown teardown) {
    this.preparation = preparation;
    this.teller = teller;
    this.view = view;
    this.narrator = narrator;
    this.stopwatch = stopwatch;
    this.teardown = teardown;
  }

  /** What happens between two stories. */
  @FunctionalInterface
  interface Interlude {
    /** Called after each story. */
    void after(Story story) throws InterruptedException;
  }

  /** A push that has come, whether while a story was being told, and the lines about it. */
  private record Coming(Background<Prepared> prepared, boolean early, HeldLines lines) {}

  /** Tells all of them. */
  List<StoryReport> tell(List<Story> stories, Interlude interlude) throws InterruptedException {
    List<StoryReport> reports = new ArrayList<>();
    Coming coming = push(stories.get(0), false);
    for (int index = 0; index < stories.size(); index++) {
      Story story = stories.get(index);
      narrator.chapter(index + 1, stories.size(), story);
      Duration begin = stopwatch.elapsed();
      if (coming.early()) {
        narrator.aside("(pushed while " + index + "/" + stories.size() + " was under way)");
      }
      coming.lines().release();
      Prepared prepared = coming.prepared().result();
      boolean last = index + 1 == stories.size();
      boolean early = !last && stories.get(index + 1).early();
      if (early) {
        Story next = stories.get(index + 1);
        List<Coming> pushed = new ArrayList<>();
        reports.add(teller.tell(prepared, begin, () -> pushed.add(pushEarly(next))));
        coming = pushed.isEmpty() ? push(next, false) : pushed.get(0);
      } else {
        reports.add(teller.tell(prepared, begin, () -> {}));
      }
      interlude.after(story);
      if (!last && !early) {
        coming = push(stories.get(index + 1), false);
      }
    }
    return List.copyOf(reports);
  }

  private Coming pushEarly(Story next) {
    narrator.at(narrator.style().dim("meanwhile the next push comes in, and is being built"));
    return push(next, true);
  }

  private Coming push(Story story, boolean early) {
    HeldLines lines = new HeldLines(view::say);
    Narrator later = new Narrator(lines, narrator.style(), view.width(), stopwatch::elapsed);
    Background<Prepared> prepared =
        teardown.add(
            "the build", Background.start("delivery", () -> preparation.prepare(story, later)));
    return new Coming(prepared, early, lines);
  }
}
