package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnsiScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AnsiScreen screen =
      new AnsiScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Style(false), 10);

  @Test
  void aLineGoesAboveTheBlockWhichIsDrawnAgainBelow() {
    screen.block(List.of("one", "two"));
    screen.line("news");

    assertEquals("one\ntwo\n\u001b[2A\u001b[Jnews\none\ntwo\n", written());
  }

  @Test
  void anEmptyBlockTakesTheOldOneAway() {
    screen.block(List.of("one"));
    screen.block(List.of());
    screen.line("end");

    assertEquals("one\n\u001b[1A\u001b[Jend\n", written());
  }

  @Test
  void linesOfTheBlockNeverWrap() {
    screen.block(List.of("0123456789abcdef"));

    assertEquals("012345678\n", written());
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
