package dev.serin.demo.run;

import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.push.Pushed;
import dev.serin.demo.push.SharedRepository;
import dev.serin.demo.story.Story;
import dev.serin.demo.view.Narrator;
import java.time.Duration;

/** The first half of a story: somebody pushes, and the push is built. */
final class Preparation {
  private final SharedRepository repository;
  private final Delivery delivery;
  private final Stopwatch stopwatch;

  Preparation(SharedRepository repository, Delivery delivery, Stopwatch stopwatch) {
    this.repository = repository;
    this.delivery = delivery;
    this.stopwatch = stopwatch;
  }

  /** Pushes and builds, and tells it to a narrator. */
  Prepared prepare(Story story, Narrator narrator) throws InterruptedException {
    Duration now = stopwatch.elapsed();
    Pushed pushed = repository.push(story.push());
    narrator.pushed(pushed);
    return new Prepared(story, now, pushed, delivery.deliver(pushed, narrator));
  }
}
