package dev.serin.delivery.catalog.known;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.serin.delivery.catalog.BuildDescription;
import dev.serin.delivery.catalog.BuildDescription.Limits;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.Backing;
import dev.serin.delivery.catalog.ServiceDescription.CanarySteps;
import dev.serin.delivery.catalog.ServiceDescription.Deploy;
import dev.serin.delivery.catalog.ServiceDescription.Image;
import dev.serin.delivery.catalog.ServiceDescription.Objectives;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.Route;
import dev.serin.delivery.catalog.ServiceDescription.Scale;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.catalog.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DescriptionCodecTest {
  private static final ServiceDescription FULL =
      new ServiceDescription(
          "cart",
          Optional.of("team \ud800"),
          new BuildDescription(
              Optional.of("maven"),
              List.of("postgres"),
              3,
              Optional.of(Duration.ofMillis(1500)),
              new Limits(OptionalLong.of(5), OptionalInt.of(0), OptionalLong.of(7))),
          List.of("libs/money"),
          new Image(81, List.of("-Xmx96m")),
          new Deploy(
              4,
              Optional.of(new Route(Optional.of("shop.example"), "/cart", Optional.of("all"))),
              List.of("inventory"),
              List.of(new Backing("postgres", "carts")),
              Optional.of(new Scale(2, 9, OptionalInt.of(70))),
              new CanarySteps(
                  List.of(
                      new SetWeight(0),
                      new Pause(Optional.of(Duration.ofMinutes(1))),
                      new Pause(Optional.empty()))),
              Optional.of(
                  new Objectives(Optional.of(99.9), Map.of("p99", Duration.ofMillis(300))))),
          new Workload(
              List.of("run"),
              List.of("--all"),
              Map.of("A", "b"),
              Map.of("cpu", "1"),
              Map.of("memory", "1Gi"),
              Optional.of("/ready"),
              Optional.of("/live")));

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertEquals(FULL, roundTrip(FULL));
    ServiceDescription defaults = ServiceDescription.defaults("cart");
    assertEquals(defaults, roundTrip(defaults));
  }

  /** A field that is added later must get a value above, and so be written and read. */
  @TestFactory
  Stream<DynamicTest> noFieldOfTheExampleIsLeftAtItsDefault() {
    ServiceDescription defaults = ServiceDescription.defaults("other");
    return Stream.of(
            fields("", FULL, defaults),
            fields("build.", FULL.build(), defaults.build()),
            fields("build.limits.", FULL.build().limits(), Limits.NONE),
            fields("image.", FULL.image(), Image.DEFAULT),
            fields("deploy.", FULL.deploy(), Deploy.DEFAULT),
            fields("workload.", FULL.workload(), Workload.DEFAULT))
        .flatMap(tests -> tests);
  }

  @Test
  void aPartOfWhatWasWrittenIsAnError() {
    byte[] bytes = written(FULL);
    assertThrows(IOException.class, () -> new RecordInput(Arrays.copyOf(bytes, bytes.length - 9)));
  }

  private static Stream<DynamicTest> fields(String prefix, Record full, Record defaults) {
    return Stream.of(full.getClass().getRecordComponents())
        .map(
            field ->
                dynamicTest(
                    prefix + field.getName(),
                    () ->
                        assertNotEquals(
                            field.getAccessor().invoke(defaults),
                            field.getAccessor().invoke(full))));
  }

  private static byte[] written(ServiceDescription description) {
    RecordOutput output = new RecordOutput();
    DescriptionCodec.write(output, description);
    return output.finish();
  }

  private static ServiceDescription roundTrip(ServiceDescription description) throws IOException {
    RecordInput input = new RecordInput(written(description));
    ServiceDescription read = DescriptionCodec.read(input);
    input.finish();
    return read;
  }
}
