package dev.serin.demo.view;

import dev.serin.demo.push.DiffLine;
import dev.serin.demo.push.Pushed;
import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.StoryReport;
import dev.serin.demo.story.Story;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells what happens, in lines that stay. */
public final class Narrator {
  private static final int MOST_DIFF_LINES = 12;
  private static final int MOST_DIFF_WIDTH = 84;
  private static final int NAME_WIDTH = 16;

  private final Consumer<String> lines;
  private final Style style;
  private final Supplier<Duration> elapsed;

  /**
   * A narrator.
   *
   * @param lines where the lines go
   * @param style how they may be coloured
   * @param elapsed time since the start of the demo
   */
  public Narrator(Consumer<String> lines, Style style, Supplier<Duration> elapsed) {
    this.lines = lines;
    this.style = style;
    this.elapsed = elapsed;
  }

  /** What the demo is, before anything happens. */
  public void welcome(int stories) {
    say(style.bold("Serin demo: from a commit to a canary, and back"));
    say("Real git pushes, real builds, real processes, in a cluster that lives in this program.");
    say("That local cluster is a place to try Serin, not a place to run services.");
    say(Texts.count(stories, "story").replace("storys", "stories") + "; Ctrl-C stops everything.");
  }

  /** A story begins. */
  public void chapter(int number, int all, Story story) {
    say("");
    say(style.bold(number + "/" + all + "  " + story.title()));
    story.sentences().forEach(sentence -> say("     " + style.dim(sentence)));
  }

  /** Somebody has pushed. */
  public void pushed(Pushed pushed) {
    for (Pushed.DiffedCommit each : pushed.commits()) {
      at(
          "git push: "
              + style.yellow(each.commit().id().substring(0, 10))
              + " \""
              + each.commit().message()
              + "\" by "
              + each.commit().author()
              + " ("
              + Texts.count(each.files(), "file")
              + ")");
      each.diff().stream().limit(MOST_DIFF_LINES).forEach(line -> say(diff(line)));
      if (each.diff().size() > MOST_DIFF_LINES) {
        say("            … " + (each.diff().size() - MOST_DIFF_LINES) + " more lines");
      }
    }
  }

  private String diff(DiffLine line) {
    return switch (line.kind()) {
      case FILE -> "          " + line.text();
      case REMOVED -> "            " + style.red("- " + shortened(line.text()));
      case ADDED -> "            " + style.green("+ " + shortened(line.text()));
    };
  }

  private static String shortened(String line) {
    String text = line.strip();
    return text.length() <= MOST_DIFF_WIDTH ? text : text.substring(0, MOST_DIFF_WIDTH) + " …";
  }

  /** What a push affects, and what it leaves alone. */
  public void affected(List<AffectedService> affected, List<String> unaffected) {
    at("affected: " + Texts.count(affected.size(), "service"));
    for (AffectedService service : affected) {
      say("          " + name(service.service()) + String.join("; ", details(service)));
    }
    if (!unaffected.isEmpty()) {
      say("          " + style.dim("left alone: " + String.join(", ", unaffected)));
    }
  }

  private static List<String> details(AffectedService service) {
    return service.reasons().stream().map(AffectedService.Why::detail).toList();
  }

  /** Something good or neutral happened to a service. */
  public void service(String service, String what) {
    at(name(service) + what);
  }

  /** Something bad happened to a service, with more about it. */
  public void failure(String service, String what, List<String> more) {
    at(name(service) + style.red(what));
    more.forEach(line -> say("            " + style.dim(line)));
  }

  /** How a story ended. */
  public void verdict(StoryReport story) {
    if (story.asExpected()) {
      at(
          style.green("✓ ")
              + story.outcome().word()
              + ", as it should be: "
              + Texts.count(story.requests(), "request")
              + ", "
              + story.failedRequests()
              + " failed, "
              + Texts.seconds(story.seconds()));
    } else {
      at(style.red("✗ " + story.outcome().word() + ", which is not as it should be:"));
      story.problems().forEach(problem -> say("          " + style.red(problem)));
    }
  }

  /** Something that happened just now. */
  public void at(String what) {
    say(style.dim(Texts.right(Texts.clock(elapsed.get()), 7)) + "  " + what);
  }

  /** A line as it is. */
  public void say(String line) {
    lines.accept(line);
  }

  /** The colours that the reader can see. */
  public Style style() {
    return style;
  }

  private String name(String service) {
    return style.cyan(Texts.left(service, NAME_WIDTH)) + " ";
  }
}
