package dev.serin.agent.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A metric whose series are read from what the agent knows whenever somebody asks. So what exists
 * no more has no series, and nothing has to be kept up to date.
 */
final class ReadFamily extends Collector implements Collector.Describable {

  private final String name;
  private final Type type;
  private final String help;
  private final List<String> labels;
  private final Consumer<Series> reader;
  private BooleanSupplier told = () -> true;

  private ReadFamily(
      String name, Type type, String help, List<String> labels, Consumer<Series> reader) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.labels = labels;
    this.reader = reader;
  }

  /** A metric that may go up and down. */
  static ReadFamily gauge(String name, String help, List<String> labels, Consumer<Series> reader) {
    return new ReadFamily(name, Type.GAUGE, help, labels, reader);
  }

  /** A metric that only grows; its name ends in {@code _total}. */
  static ReadFamily counter(
      String name, String help, List<String> labels, Consumer<Series> reader) {
    return new ReadFamily(name, Type.COUNTER, help, labels, reader);
  }

  /** Tells its series only while a condition holds; before it is registered. */
  ReadFamily toldIf(BooleanSupplier condition) {
    told = condition;
    return this;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Series series = new Series(name, labels);
    if (told.getAsBoolean()) {
      reader.accept(series);
    }
    return List.of(new MetricFamilySamples(name, type, help, series.samples()));
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return List.of(new MetricFamilySamples(name, type, help, List.of()));
  }
}
