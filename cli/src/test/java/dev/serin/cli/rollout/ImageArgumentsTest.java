package dev.serin.cli.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serin.delivery.problem.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be written for containers and images. */
class ImageArgumentsTest {
  @Test
  void allBadArgumentsAreNamedAtOnce() {
    UserError error =
        assertThrows(
            UserError.class,
            () -> ImageArguments.parse(List.of("app", "=x", "app=a:1", "app=a:2")));
    assertEquals(
        "'app' is not CONTAINER=IMAGE; '=x' is not CONTAINER=IMAGE; container 'app' is named twice",
        error.getMessage());
  }
}
